"""What the worker does by the clock: versions come into force, uploads are forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from gongkai.journal.chores import chore
from gongkai.registers.models import CatalogueImport
from gongkai.registers.operations import bring_into_force

UPLOADS_WAIT = timedelta(days=30)


@chore("registers.force", timedelta(minutes=30))
def force() -> None:
    """Move duties to the version of today."""
    bring_into_force()


@chore("registers.uploads", timedelta(days=1))
def forget_uploads() -> None:
    """Drop tables that were uploaded and never confirmed; what was imported stays noted."""
    before = timezone.now() - UPLOADS_WAIT
    CatalogueImport.objects.filter(applied_at__isnull=True, uploaded_at__lt=before).delete()
