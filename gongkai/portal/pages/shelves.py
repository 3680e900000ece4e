"""What all public lists have in common: a front page, numbered pages, and a feed.

Page k holds the places (k-1)·20+1 … k·20 of a shelf, counted from the oldest, so a new item changes
two pages and not all of them. The front page shows the newest. A shelf that fits on its front page
has no numbered ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongkai.disclosure.queries.shelves import PAGE, newest_on, page_of
from gongkai.portal.pages.feeds import atom_feed
from gongkai.portal.pages.rows import item_list, rows
from gongkai.portal.queries import pages_of_shelves
from gongkai.publishing.media_types import FEED
from gongkai.publishing.registry import INDEX, PageKind, Rendered, page_kind
from gongkai.publishing.rendering import Meta, render_public
from gongkai.screens.components import Link

EMPTY = "这里还没有公开的信息"
ALL_GONE = "本页的信息都已撤回"


@dataclass(frozen=True)
class Listing:
    """One shelf, and what stands around its items."""

    shelf: str
    address: str  # /columns/notices/
    title: str
    way: Sequence[Link]  # from the home page to the one above this
    meta: Meta = ()
    template: str = "portal/list.html"  # of the front page
    context: Mapping[str, Any] = field(default_factory=dict)
    is_list: bool = True  # False: only a front page, which shows something else


@dataclass(frozen=True)
class Family:
    """Shelves of one make: `column:…` below `/columns/`.

    `describe` gives the listings of some codes, leaving out those that do not exist; `codes` all
    codes that exist, `fronts_only` those among them that show something else than their shelf;
    `also` the codes whose front page depends on a key besides those of its own shelf.
    """

    kind: str  # portal.column
    prefix: str  # column
    folder: str  # /columns/
    describe: Callable[[Collection[str]], Mapping[str, Listing]]
    codes: Callable[[], Iterable[str]]
    also: Callable[[str], Iterable[str]] = lambda _: ()
    fronts_only: Callable[[], Iterable[str]] = tuple
    feeds: bool = False
    only: str = ""  # the code of the single shelf that is called like the prefix
    # A code may take several folders of the address: a duty is <catalogue>.<code> in names of
    # shelves, <catalogue>/<code> in addresses.
    to_address: Callable[[str], str] = lambda code: code
    to_code: Callable[[str], str] = lambda address: address
    depth: int = 1

    def folder_of(self, code: str) -> str:
        return f"{self.folder}{self.to_address(code)}/"

    def shelf_of(self, code: str) -> str:
        return self.prefix if self.only else f"{self.prefix}:{code}"

    def code_of(self, shelf: str) -> str:
        """The code of one of the family's shelves; "" for a shelf of another one."""
        if self.only:
            return self.only if shelf == self.prefix else ""
        prefix = f"{self.prefix}:"
        code = shelf.removeprefix(prefix) if shelf.startswith(prefix) else ""
        return code if _is_name(code) else ""


@dataclass(frozen=True)
class _Place:
    """A path of a family, taken apart: which shelf, and what of it."""

    path: str
    code: str
    page: int = 0  # 0: the front page, or the feed
    feed: bool = False


def announce(family: Family) -> None:
    """Make the pages of a family public."""

    def render_many(paths: Sequence[str]) -> Rendered:
        return _render_many(family, paths)

    page_kind(
        PageKind(
            family.kind,
            paths_for=lambda key: _paths_for(family, key),
            all_paths=lambda: _all_paths(family),
            render=lambda path: dict(render_many([path]))[path],
            render_many=render_many,
        )
    )


# --- which files there are -----------------------------------------------------------------


def _paths_for(family: Family, key: str) -> Iterable[str]:
    yield from (f"{family.folder_of(code)}{INDEX}" for code in family.also(key))
    if not key.startswith("shelf:"):
        return
    if key.endswith(":newest"):
        code = family.code_of(key.removeprefix("shelf:").removesuffix(":newest"))
        names = (INDEX, FEED) if family.feeds else (INDEX,)
        yield from (f"{family.folder_of(code)}{name}" for name in names if code)
        return
    shelf, _, page = key.removeprefix("shelf:").rpartition(":page:")
    if code := family.code_of(shelf):
        yield _numbered(family, code, int(page))


def _numbered(family: Family, code: str, page: int) -> str:
    return f"{family.folder_of(code)}page/{page}/{INDEX}"


def _is_name(code: str) -> bool:
    """Whether the code can stand in an address; one that cannot has no public list."""
    return bool(code) and not code.startswith(".") and not re.search(r"[/\\\0]|\.\.", code)


def _all_paths(family: Family) -> Iterator[str]:
    codes = [code for code in family.codes() if _is_name(code)]
    fronts_only = set(family.fronts_only())
    pages = pages_of_shelves(map(family.shelf_of, codes), PAGE)
    for code in codes:
        yield f"{family.folder_of(code)}{INDEX}"
        count = 0 if code in fronts_only else pages.get(family.shelf_of(code), 0)
        if count and family.feeds:
            yield f"{family.folder_of(code)}{FEED}"
        if count > 1:
            yield from (_numbered(family, code, page) for page in range(1, count + 1))


# --- what stands in them -------------------------------------------------------------------


def _render_many(family: Family, paths: Sequence[str]) -> Rendered:
    places = {path: _place(family, path) for path in paths}
    codes = {place.code for place in places.values() if place}
    described = family.describe(codes)
    pages = pages_of_shelves((listing.shelf for listing in described.values()), PAGE)
    for path, place in places.items():
        listing = described.get(place.code) if place else None
        if place is None or listing is None:
            yield path, None
        else:
            yield path, _render(family, place, listing, pages.get(listing.shelf, 0))


def _place(family: Family, path: str) -> _Place | None:
    parts = path.removeprefix(family.folder).split("/")
    if not path.startswith(family.folder) or len(parts) <= family.depth:
        return None
    code = family.to_code("/".join(parts[: family.depth]))
    match parts[family.depth :]:
        case [name] if name == INDEX:
            return _Place(path, code)
        case [name] if name == FEED and family.feeds:
            return _Place(path, code, feed=True)
        case ["page", page, name] if name == INDEX and page.isdigit():
            return _Place(path, code, page=int(page))
    return None


def _render(family: Family, place: _Place, listing: Listing, pages: int) -> bytes | None:
    if place.feed:
        items = newest_on(listing.shelf) if listing.is_list else []
        return atom_feed(listing.title, listing.address, items) if items else None
    if place.page:
        there = listing.is_list and pages > 1 and place.page <= pages
        return _numbered_page(place, listing, pages) if there else None
    return _front_page(family, place, listing, pages)


def _front_page(family: Family, place: _Place, listing: Listing, pages: int) -> bytes:
    items = newest_on(listing.shelf) if listing.is_list else []
    return render_public(
        listing.template,
        {
            **listing.context,
            "title": listing.title,
            "items": item_list(rows(items), "" if listing.context.get("sections") else EMPTY),
            "older_url": f"{listing.address}page/{pages - 1}/" if pages > 1 else "",
            "oldest_url": f"{listing.address}page/1/" if pages > 2 else "",
            "feed_url": f"{listing.address}{FEED}" if family.feeds and items else "",
        },
        title=listing.title,
        path=place.path,
        meta=listing.meta,
        breadcrumbs=[*listing.way, Link(listing.title, "")],
        feeds=[Link(listing.title, f"{listing.address}{FEED}")] if family.feeds and items else [],
    )


def _numbered_page(place: _Place, listing: Listing, pages: int) -> bytes:
    title = f"{listing.title}（第{place.page}页）"
    newer = f"page/{place.page + 1}/" if place.page < pages else ""
    return render_public(
        "portal/list_page.html",
        {
            "title": title,
            "page": place.page,
            "items": item_list(rows(page_of(listing.shelf, place.page)), ALL_GONE),
            "newest_url": listing.address,
            "newer_url": f"{listing.address}{newer}",
            "older_url": f"{listing.address}page/{place.page - 1}/" if place.page > 1 else "",
        },
        title=title,
        path=place.path,
        meta=listing.meta,
        breadcrumbs=[
            *listing.way,
            Link(listing.title, listing.address),
            Link(f"第{place.page}页", ""),
        ],
    )


def brings_in(key: str, *prefixes: str) -> bool:
    """Whether a key can say that one of these shelves got its first item.

    A shelf never loses a place, so what lists the shelves in use need not follow every item.
    """
    return key.endswith(":page:1") and key.startswith(tuple(f"shelf:{one}:" for one in prefixes))
