"""Operations and what they record.

@operation
def withdraw(item: Item, *, actor: Actor, ground: str) -> None:
    refuse_if(reasons_not_to_withdraw(item, actor))
    ...
    record(ItemWithdrawn(...), about=item.reference, actor=actor)
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from datetime import date
from typing import ParamSpec, TypeVar

from django.db import transaction
from django.utils import timezone

from gongkai.journal.actors import Actor
from gongkai.journal.facts import Fact, to_data
from gongkai.journal.models import Entry

P = ParamSpec("P")
R = TypeVar("R")

# How many facts the operations now running have recorded, innermost last. It exists only to
# catch a verb that leaves no fact; nobody reads the actor or the facts from it.
_recorded: ContextVar[tuple[list[int], ...]] = ContextVar("recorded", default=())

_at_once: list[tuple[Callable[[str], bool], Callable[[Entry], None]]] = []


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """The operation was refused; `reasons` are Chinese sentences for the person who asked."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("".join(reasons))
        self.reasons = list(reasons)


class NothingRecorded(Exception):  # noqa: N818
    """An operation ended without leaving a fact: a mistake in our code, undone by rollback."""


def refuse_if(reasons: Sequence[str]) -> None:
    """Stop the operation with these sentences, if there are any."""
    if reasons:
        raise Refused(reasons)


def operation(verb: Callable[P, R]) -> Callable[P, R]:
    """Make a function a verb of the house: one transaction, and at least one fact."""

    @functools.wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        count = [0]
        token = _recorded.set((*_recorded.get(), count))
        try:
            with transaction.atomic():
                result = verb(*args, **kwargs)
                if not count[0]:
                    raise NothingRecorded(f"{verb.__module__}.{verb.__name__} recorded no fact")
                return result
        finally:
            _recorded.reset(token)

    return run


def in_operation() -> bool:
    """Whether a verb of the house is running: what was asked before it began does not count."""
    return bool(_recorded.get())


def record(fact: Fact, *, about: str, actor: Actor, on: date | None = None) -> Entry:
    """Write one fact about one thing; `on` is the legal date, today when nothing else is said."""
    return record_many([(about, fact)], actor=actor, on=on)[0]


def record_many(
    facts: Iterable[tuple[str, Fact]], *, actor: Actor, on: date | None = None
) -> list[Entry]:
    """Write many facts of one act, for instance an import; each with the reference it is about."""
    running = _recorded.get()
    if not running:
        raise NothingRecorded("facts are recorded inside an @operation")
    now = timezone.now()
    snapshot = actor.snapshot()
    entries = Entry.objects.bulk_create(
        [
            Entry(
                name=type(fact).__name__,
                about=about,
                actor=snapshot,
                on=on or timezone.localdate(now),
                at=now,
                data=to_data(fact),
            )
            for about, fact in facts
        ],
        batch_size=500,
    )
    for count in running:
        count[0] += len(entries)
    for entry in entries:
        _read_at_once(entry)
    return entries


def at_once(*facts: type[Fact]) -> Callable[[Callable[[Entry], None]], Callable[[Entry], None]]:
    """Call the reader inside the recording transaction; only clocks and counters are so urgent."""
    return at_once_named(frozenset(fact.__name__ for fact in facts).__contains__)


def at_once_named(
    wanted: Callable[[str], bool],
) -> Callable[[Callable[[Entry], None]], Callable[[Entry], None]]:
    """The same for a reader that knows facts by name only, because their apps stand above it.

    `wanted` is asked at each recording, so what it answers may grow while apps announce themselves.
    """

    def announce(reader: Callable[[Entry], None]) -> Callable[[Entry], None]:
        _at_once.append((wanted, reader))
        return reader

    return announce


def _read_at_once(entry: Entry) -> None:
    for wanted, reader in _at_once:
        if wanted(entry.name):
            reader(entry)
