"""What stands in public."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from gongkai.publishing.models import BakedPage, FailedPage, Rebuild


def baked_under(prefix: str) -> list[str]:
    """The paths of all baked files below a prefix such as `/items/2026/00017/`, in order."""
    rows = BakedPage.objects.filter(path__startswith=prefix)
    if connection.vendor == "sqlite":  # whose LIKE reads the whole table; the range uses the index
        rows = rows.filter(path__gte=prefix, path__lt=prefix + "\U0010ffff")
    return sorted(rows.values_list("path", flat=True))


def is_baked(path: str) -> bool:
    """Whether this file stands in public."""
    return BakedPage.objects.filter(path=path).exists()


@dataclass(frozen=True)
class Progress:
    """A rebuild that is under way."""

    reason: str
    done: int
    total: int | None  # None: not counted yet


def rebuild_progress() -> Progress | None:
    """The rebuild now under way or waiting for the worker; None when there is none."""
    last = Rebuild.objects.order_by("-pk").first()
    if last is None or last.finished_at:
        return None
    return Progress(last.reason, last.done, last.total)


def failed_pages() -> list[FailedPage]:
    """Pages that could not be rendered at the last try, for the operations page."""
    return list(FailedPage.objects.order_by("path"))
