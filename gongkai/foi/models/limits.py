"""How often something was tried, for limits on the public pages."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """Tries of one address at one thing, until a moment; forgotten afterwards."""

    key = models.CharField(max_length=64, unique=True)  # a keyed hash
    tries = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)
