"""Where domains say which of their facts are logged, in the `ready` of their `apps.py`.

    @logged(ItemReleased, ItemImported)
    def published(entries: Sequence[Entry]) -> Iterable[tuple[Entry, Statement]]:
        ...

A statement says what the log says: what was done to which thing, by whose authority, and the
parts that make the revision up. Which words, names and addresses are in the parts does not matter:
only salted commitments to them leave the house.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from gongkai.journal.facts import Fact
from gongkai.journal.models import Entry


class Act(StrEnum):
    """What can be done to a document, and what the log says about itself."""

    PUBLISH = "publish"
    REVISE = "revise"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    ERASE = "erase"
    KEY = "key"
    ANCHOR = "anchor"


DOCUMENT_ACTS = frozenset({Act.PUBLISH, Act.REVISE, Act.WITHDRAW, Act.RESTORE, Act.ERASE})


@dataclass(frozen=True)
class Part:
    """One part of a revision: `meta`, `body`, `a1` … with the exact bytes that the public gets.

    `sha256` spares reading a file whose digest is known; `file` is its place beside the page.
    """

    name: str
    read: Callable[[], bytes]
    sha256: str = ""
    file: str = ""

    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return self.sha256 or hashlib.sha256(self.read()).hexdigest()


@dataclass(frozen=True)
class Statement:
    """What one fact says to the log."""

    act: Act
    reference: str = ""  # of the thing; empty for what concerns no document
    organisation: str = ""  # unified social credit code of the body
    number: int | None = None  # of the revision, as the domain counts
    parts: Sequence[Part] = ()  # of publish and revise
    erased: Sequence[int] = ()  # of an erasure: which revisions lose their content
    ground: str = ""  # a code of the domain's list: kept in the table
    public_ground: str = ""  # the code that the log knows for it
    decision: str = ""  # number of the decision
    more: Mapping[str, str | int] = field(default_factory=dict)  # of key and anchor


Reader = Callable[[Sequence[Entry]], Iterable[tuple[Entry, Statement]]]

READERS: dict[str, Reader] = {}

_ADDRESSES: dict[str, Callable[[str], str]] = {}


def logged(*facts: type[Fact]) -> Callable[[Reader], Reader]:
    """Announce a function that says what entries of these facts mean to the log."""

    def announce(read: Reader) -> Reader:
        for fact in facts:
            if READERS.setdefault(fact.__name__, read) is not read:
                raise ValueError(f"{fact.__name__} is logged already")
        return read

    return announce


def addresses(prefix: str, tell: Callable[[str], str]) -> None:
    """Say where things whose reference begins like this stand in public; the address never
    changes, so no database need be asked."""
    _ADDRESSES[prefix] = tell


def address_of(reference: str) -> str:
    """The address of the page of a thing; "" when nobody knows it."""
    found = (tell for prefix, tell in _ADDRESSES.items() if reference.startswith(prefix))
    return next((tell(reference) for tell in found), "")


def statements(entries: Sequence[Entry]) -> list[tuple[Entry, Statement]]:
    """What these entries say, in their order; those that nobody logs say nothing."""
    readers = dict.fromkeys(READERS[one.name] for one in entries if one.name in READERS)
    said = [
        pair
        for reader in readers
        for pair in reader([one for one in entries if READERS.get(one.name) is reader])
    ]
    place = {entry.pk: order for order, entry in enumerate(entries)}
    return sorted(said, key=lambda pair: place[pair[0].pk])
