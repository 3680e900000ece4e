"""Which duty a paper stands under: `catalogue:code`, as templates name it."""

from __future__ import annotations

from gongkai.demo.genres import GENRES
from gongkai.registers.models import CatalogueEntry


def all_duties() -> dict[str, CatalogueEntry]:
    """Every duty of the county by `catalogue:code`, with what is asked of it loaded."""
    entries = CatalogueEntry.objects.select_related(
        "catalogue", "current", "current__responsible_body"
    )
    return {f"{one.catalogue.code}:{one.code}": one for one in entries}


def missing_duties(duties: dict[str, CatalogueEntry]) -> list[str]:
    """What templates name and no catalogue has."""
    return sorted({one.duty for one in GENRES} - set(duties))
