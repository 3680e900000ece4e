"""Where domains announce what can be found, in the `ready` of their `apps.py`.

    announce(SearchKind(
        "item", "公开信息",
        touched={"ItemReleased": lambda entry: [entry.about], …},
        following=…, count=…, load=…, visible=…,
    ))

A reference begins with something that belongs to one kind only (`item:`, `body:`). `load` is the
door: what it does not return is not in the index, and leaves it when it was there. `visible` asks
the domain's own decision again for the few hits of one page, so that a withdrawal is seen at once,
before the index has heard of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.journal.models import Entry
from gongkai.people.models import Person


class Audience(StrEnum):
    """Whose index it is."""

    PUBLIC = "public"  # released and visible, for everyone
    DESK = "desk"  # what is not public, for those whose business it is


ENDED = frozenset({"repealed", "expired"})  # not in force any more


@dataclass(frozen=True)
class Searchable:
    """One thing that can be found, as its domain tells it. Only `about`, `title`, `url` must be."""

    about: str  # item:2026-00017
    title: str
    url: str
    number: str = ""  # 发文字号
    issued_by: str = ""
    names: tuple[str, ...] = ()  # of its bodies: full and short ones
    text: str = ""  # of the body
    files: tuple[str, ...] = ()  # texts of its attachments
    words: tuple[str, ...] = ()  # column, subject, field, keywords, index number
    sounds: tuple[str, ...] = ()  # names under which it is found by pinyin
    body: str = ""  # a code; facet
    subject: str = ""  # a code of the list "subjects", its class; facet
    on: date | None = None  # published on; order and facet by year
    validity: str = ""
    state: str = ""  # on the desk: where it stands, in words
    weight: float = 1.0
    units: tuple[int, ...] = ()  # in the index of the desk: keys of the units that see it


@dataclass(frozen=True)
class SearchKind:
    """Things of one make, in the index of one audience."""

    name: str  # the beginning of its references, before the colon
    label: str
    touched: Mapping[str, Callable[[Entry], Iterable[str]]]  # by fact: which things changed
    # The next so many references after one ("": from the beginning), in an order that stays.
    following: Callable[[str, int], Sequence[str]]
    count: Callable[[], int]
    load: Callable[[Sequence[str]], Iterable[Searchable]]
    visible: Callable[[Collection[str], Person | None], set[str]]
    # Facts after which no word of the thing may stay on the disk.
    destroyed: frozenset[str] = frozenset()
    audience: Audience = Audience.PUBLIC
    # For the desk: keys of the units whose things someone sees (narrows before it counts).
    units_of: Callable[[Person], Iterable[int]] | None = None


KINDS: dict[str, SearchKind] = {}


def announce(kind: SearchKind) -> None:
    """Announce things of one make; the same name twice is a mistake."""
    if kind.name in KINDS:
        raise ValueError(f"{kind.name} is announced already")
    if kind.audience == Audience.DESK and kind.units_of is None:
        raise ValueError(f"{kind.name} is not public and must say who sees it")
    KINDS[kind.name] = kind


def kind_of(about: str) -> SearchKind | None:
    """The kind that a reference belongs to."""
    return KINDS.get(about.partition(":")[0])


def kinds_for(audience: Audience) -> list[SearchKind]:
    """The kinds whose things lie in the index of an audience, in the order of announcement."""
    return [kind for kind in KINDS.values() if kind.audience == audience]


def touched_by(entries: Iterable[Entry], audience: Audience) -> dict[str, list[str]]:
    """What these entries changed, by kind, each thing once, in order."""
    found: dict[str, dict[str, None]] = {}
    kinds = kinds_for(audience)
    for entry in entries:
        for kind in kinds:
            if entry.name in kind.touched:
                found.setdefault(kind.name, {}).update(
                    dict.fromkeys(kind.touched[entry.name](entry))
                )
    return {name: list(things) for name, things in found.items()}


def destroys(entries: Iterable[Entry], audience: Audience) -> bool:
    """Whether one of these entries destroyed something that may have been in the index."""
    facts = frozenset[str]().union(*(kind.destroyed for kind in kinds_for(audience)))
    return any(entry.name in facts for entry in entries)


def seen_by(viewer: Person) -> list[str]:
    """The marks under which things for the desk are filed, of all that someone may see."""
    return [
        mark(kind.name, unit)
        for kind in kinds_for(Audience.DESK)
        if kind.units_of
        for unit in kind.units_of(viewer)
    ]


def mark(kind: str, unit: int) -> str:
    """How a thing of a kind says that a unit sees it."""
    return f"{kind}:{unit}"


def visible(abouts: Collection[str], viewer: Person | None) -> set[str]:
    """Those of the references that someone may see at this moment; None is the public."""
    by_kind: dict[str, list[str]] = {}
    for about in abouts:
        by_kind.setdefault(about.partition(":")[0], []).append(about)
    found: set[str] = set()
    for name, some in by_kind.items():
        if name in KINDS and (viewer or KINDS[name].audience == Audience.PUBLIC):
            found |= KINDS[name].visible(some, viewer)
    return found
