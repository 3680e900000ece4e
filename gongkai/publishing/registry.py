"""Where domains announce their public pages, and which facts make them stale.

    page_kind(PageKind("disclosure.item", paths_for=…, all_paths=…, render=…))

    @touches(ItemReleased, ItemWithdrawn)
    def keys_of_an_item(entry: Entry) -> Iterable[str]:
        return [entry.about, "shelf:all:newest"]

Pages carry keys, facts carry keys, and only `publishing` matches them, after the commit. A key is
a short text such as `item:2026-00017`, `shelf:column:notices:newest` or `site`.

A path stands under the public root, begins with a slash and names a file: `/about/index.html`,
`/items/2026/00017/files/附件.pdf`. A folder that holds `gone.html` instead of `index.html` is
answered with 410. Files in a folder named `files` are attachments: they are served with their own
name and may run no script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.journal.facts import Fact
from gongkai.journal.models import Entry
from gongkai.screens.components import Frame

SITE = "site"  # the key of what stands on every page: touching it rebuilds all in the background
INDEX = "index.html"
GONE = "gone.html"
ATTACHMENTS = "files"  # the folder name of attachments

KINDS: dict[str, PageKind] = {}

Keys = Callable[[Entry], Iterable[str]]
Rendered = Iterable[tuple[str, bytes | None]]

# Folders directly below the public root that hold no pages and that others keep: no page may stand
# there, and neither a rebuild nor a check looks into them.
RESERVED: set[str] = set()

_touching: dict[str, list[Keys]] = {}
_frame: list[Callable[[], Frame]] = []


@dataclass(frozen=True)
class PageKind:
    """Public files of one make. Every path belongs to one kind only.

    `render` may be asked for any path that the kind ever named, and must answer from the database
    as it is now. `render_many`, where given, answers for many paths at a time, in any order; it is
    used when much is baked at once and exists only to save queries.
    """

    name: str  # disclosure.item
    paths_for: Callable[[str], Iterable[str]]  # key -> paths that depend on it
    all_paths: Callable[[], Iterator[str]]  # everything that should exist
    render: Callable[[str], bytes | None]  # the bytes of one path; None: it must not exist
    render_many: Callable[[Sequence[str]], Rendered] | None = None


def page_kind(kind: PageKind) -> None:
    """Announce pages of one make; the same name twice is a mistake."""
    if kind.name in KINDS:
        raise ValueError(f"{kind.name} is announced already")
    KINDS[kind.name] = kind


def reserve(folder: str) -> None:
    """Keep a folder of the public root for files that are not pages, such as the public log."""
    RESERVED.add(folder)


def touches(*facts: type[Fact]) -> Callable[[Keys], Keys]:
    """Say which keys an entry of these facts touches."""

    def announce(keys: Keys) -> Keys:
        for fact in facts:
            _touching.setdefault(fact.__name__, []).append(keys)
        return keys

    return announce


def keys_touched(entries: Iterable[Entry]) -> set[str]:
    """All keys that these entries touch."""
    return {
        key
        for entry in entries
        for keys_of in _touching.get(entry.name, ())
        for key in keys_of(entry)
    }


def frame_provider(provide: Callable[[], Frame]) -> Callable[[], Frame]:
    """Say who knows the head and foot of every page. There is one site, so there is one."""
    _frame[:] = [provide]
    return provide


def current_frame() -> Frame:
    """The head and foot as they are now; a bare one as long as nobody provides it."""
    return _frame[0]() if _frame else Frame(site_name="")
