"""What stands in public."""

from __future__ import annotations

from django.db import connection

from gongkai.publishing.models import BakedPage


def baked_under(prefix: str) -> list[str]:
    """The paths of all baked files below a prefix such as `/items/2026/00017/`, in order."""
    rows = BakedPage.objects.filter(path__startswith=prefix)
    if connection.vendor == "sqlite":  # whose LIKE reads the whole table; the range uses the index
        rows = rows.filter(path__gte=prefix, path__lt=prefix + "\U0010ffff")
    return sorted(rows.values_list("path", flat=True))


def is_baked(path: str) -> bool:
    """Whether this file stands in public."""
    return BakedPage.objects.filter(path=path).exists()
