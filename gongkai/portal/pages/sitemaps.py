"""sitemap.xml: an index, one file of pages, and files of items by their places.

A new item changes the last file of items only. The protocol allows 50,000 addresses in a file; we
keep to 2,000, so that the file that changes is quickly made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from django.utils import timezone

from gongkai.disclosure.models import Placement
from gongkai.disclosure.queries.shelves import PAGE
from gongkai.disclosure.queries.visibility import visible_to
from gongkai.portal.pages.single import one_page
from gongkai.portal.queries import pages_of_shelves
from gongkai.publishing.registry import INDEX, KINDS, PageKind, page_kind
from gongkai.publishing.rendering import address_of, full_url

PAGES_PER_FILE = 100  # of the shelf `all`
ITEMS_PER_FILE = PAGES_PER_FILE * PAGE
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LISTS = "/sitemaps/pages.xml"


def _file(number: int) -> str:
    return f"/sitemaps/items-{number}.xml"


def _files() -> int:
    return -(-pages_of_shelves(["all"], PAGE).get("all", 0) // PAGES_PER_FILE)


def _xml(kind: str, entry: str, rows: Iterable[tuple[str, str]]) -> bytes:
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="{SPACE}">']
    for url, day in rows:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<{entry}><loc>{escape(url)}</loc>{changed}</{entry}>")
    return "\n".join([*lines, f"</{kind}>\n"]).encode()


def _index() -> bytes:
    paths = [LISTS, *(_file(number) for number in range(1, _files() + 1))]
    return _xml("sitemapindex", "sitemap", ((full_url(path), "") for path in paths))


def _lists() -> bytes:
    """The pages that are no items: front pages of lists, duties, and whatever there is one of."""
    addresses = sorted(
        address_of(path)
        for kind in KINDS.values()
        if kind.name.startswith("portal.")
        for path in kind.all_paths()
        if path.endswith(f"/{INDEX}") and "/page/" not in path
    )
    return _xml("urlset", "url", ((full_url(address), "") for address in addresses))


def _items(path: str) -> bytes | None:
    number = int(path.removeprefix("/sitemaps/items-").removesuffix(".xml"))
    first = (number - 1) * ITEMS_PER_FILE + 1
    places = Placement.objects.filter(
        shelf="all", place__gte=first, place__lt=first + ITEMS_PER_FILE
    ).order_by("place")
    if not places.exists():
        return None
    public = visible_to(None).filter(item__in=places.values("item"))
    moments = dict(public.values_list("item__number", "released_at"))
    rows = []
    for number_ in places.values_list("item__number", flat=True):
        if moment := moments.get(number_):
            year, serial = number_.split("-")
            day = timezone.localdate(moment).isoformat()
            rows.append((full_url(f"/items/{year}/{serial}/"), day))
    return _xml("urlset", "url", rows)


def _paths_for(key: str) -> Iterable[str]:
    if not key.startswith("shelf:all:page:"):
        return []
    page = int(key.rpartition(":")[2])
    return [_file(-(-page // PAGES_PER_FILE))]


def _all_paths() -> Iterator[str]:
    yield from (_file(number) for number in range(1, _files() + 1))


page_kind(PageKind("portal.sitemap_items", _paths_for, _all_paths, _items))
one_page(
    "portal.sitemap",
    "/sitemap.xml",
    lambda key: key in ("site", "shelf:all:newest"),
    _index,
)
one_page(
    "portal.sitemap_pages",
    LISTS,
    lambda key: key == "site" or key.startswith(("column:", "topic:", "table:", "body:")),
    _lists,
)
