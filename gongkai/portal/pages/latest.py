"""Everything that is public, the newest first (`/latest/`), with its feed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from gongkai.portal.pages.platform import content_meta_of, way_to_platform
from gongkai.portal.pages.shelves import Family, Listing, announce

CODE, TITLE = "latest", "最新公开"


def _describe(codes: Collection[str]) -> Mapping[str, Listing]:
    if CODE not in codes:
        return {}
    return {CODE: Listing("all", "/latest/", TITLE, way_to_platform(), content_meta_of(TITLE))}


announce(Family("portal.latest", "all", "/", _describe, lambda: [CODE], only=CODE, feeds=True))
