"""The table is kept inside the recording transaction: after each fact the clock is read again.

Which contradictions refuse the operation: a fact with which a clock cannot be read any more that
could be read without it, such as a reply dated before the receipt. It is the fact that is wrong, so
whoever records it is told so, in the kernel's sentence. A clock that could not be read before
either refuses nothing: the row says what is wrong, and the next facts may mend it. A fact from
which no clock begins (a withdrawal before the receipt was confirmed) is no contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.clocks.models import Clock
from gongkai.clocks.operations import note_move
from gongkai.clocks.queries.reading import (
    Almanac,
    NotBegun,
    almanac,
    facts_of,
    read_facts,
    term_of,
)
from gongkai.clocks.registry import (
    ClockKind,
    Owner,
    concerns_clocks,
    kind_of,
    kinds_of,
    matter_of,
    names_read,
)
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused, at_once_named
from gongkai.kernel.calendar import CalendarError
from gongkai.kernel.clock import ClockError, Reading

UNREADABLE = (ClockError, CalendarError)


@at_once_named(concerns_clocks)
def keep_clocks_of(entry: Entry) -> None:
    """Read again every clock that this fact may have changed."""
    for about, kind in _clocks_reading(entry):
        if entry.name in names_read(kind.rule):
            _keep_after(entry, about, kind)
        else:
            _put_under(about, kind.rule, kind.owner(about))


def _clocks_reading(entry: Entry) -> Iterable[tuple[str, ClockKind]]:
    """The clocks that this entry is a fact of: of its own reference, its matter, and its parts."""
    matter = matter_of(entry.about)
    parts = Clock.objects.filter(matter=matter).values_list("about", flat=True)
    for about in sorted({entry.about, matter, *parts}):
        for kind in kinds_of(about):
            if entry.name in names_read(kind.rule):
                concerned = entry.about in kind.reads(about)
            else:  # a matter that changes hands takes its parts along
                concerned = entry.name in kind.owner_facts and entry.about in (about, matter)
            if concerned:
                yield about, kind


def _keep_after(entry: Entry, about: str, kind: ClockKind) -> None:
    row, now = lock(about, kind.rule), almanac()
    if row is not None and row.calendar_at != now.loaded_at:
        settle(row, now, before=entry)
    try:
        reading = _read(about, kind.rule, now)
    except NotBegun:
        Clock.objects.filter(about=about, rule=kind.rule).delete()
    except UNREADABLE as error:
        if _was_readable(entry, about, kind, now):
            raise Refused(error.reasons) from error
        note_trouble(about, kind.rule, error)
    else:
        save(about, kind.rule, kind.owner(about), reading, now)


def _read(about: str, rule: str, now: Almanac, before: Entry | None = None) -> Reading:
    return read_facts(rule, facts_of(about, rule, before), now.working, term_of(about, rule))


def lock(about: str, rule: str) -> Clock | None:
    """The row, so that nobody else changes it until the transaction ends; None if there is none."""
    return Clock.objects.select_for_update().filter(about=about, rule=rule).first()


def _was_readable(entry: Entry, about: str, kind: ClockKind, now: Almanac) -> bool:
    """Whether the clock could be read without this fact; one that had not begun counts as such."""
    try:
        _read(about, kind.rule, now, before=entry)
    except NotBegun:
        return True
    except UNREADABLE:
        return False
    return True


def settle(row: Clock, now: Almanac, before: Entry | None = None) -> bool:
    """Bring a locked row up to the calendar as it is now, and record if the due date moved.

    Facts since the row was read are not the calendar's doing: `before` leaves them out. Returns
    whether it moved.
    """
    try:
        reading = _read(row.about, row.rule, now, before)
    except (NotBegun, *UNREADABLE):
        return False
    return settle_by(row, reading, now)


def settle_by(row: Clock, reading: Reading, now: Almanac) -> bool:
    """The same, with the reading at hand; `now` was asked for after the row was locked."""
    newer = row.calendar_at != now.loaded_at
    moved = newer and not row.trouble and row.due_on != reading.due_on
    if moved:
        note_move(row, reading)
    save(row.about, row.rule, Owner(row.unit_id, row.body_id), reading, now)
    return moved


def save(about: str, rule: str, owner: Owner, reading: Reading, now: Almanac) -> None:
    """Write down what a clock says; what it rang for stays."""
    values = values_of(reading) | {
        "unit_id": owner.unit_id,
        "body_id": owner.body_id,
        "calendar_at": now.loaded_at,
    }
    Clock.objects.update_or_create(
        about=about,
        rule=rule,
        defaults=values,
        create_defaults=values | {"matter": matter_of(about)},
    )


def values_of(reading: Reading) -> dict[str, Any]:
    """The columns that follow from a reading alone."""
    return {
        "rule_version": reading.rule.version,
        "started_on": reading.started_on,
        "due_on": reading.due_on,
        "due_at": reading.due_at,
        "promised_on": reading.promised_on,
        "delayed_until": reading.due_on if reading.limit_on else None,
        "provisional": reading.provisional,
        "paused_since": reading.paused_since,
        "paused_for": reading.paused_for,
        "remaining": reading.remaining,
        "stopped_on": reading.stopped_on,
        "doubts": list(reading.doubts),
        "trouble": "",
        "troubled_at": None,
    }


@transaction.atomic
def read_anew(abouts: Iterable[str], rule: str) -> None:
    """Read clocks again whose terms changed without a fact about them (see `ClockKind.terms`)."""
    for about in sorted(abouts):
        kind, row, now = kind_of(about, rule), lock(about, rule), almanac()
        if kind is None:
            continue
        try:
            save(about, rule, kind.owner(about), _read(about, rule, now), now)
        except NotBegun:
            Clock.objects.filter(about=about, rule=rule).delete()
        except UNREADABLE as error:
            if row is not None:
                note_trouble(about, rule, error)


def note_trouble(about: str, rule: str, error: Exception) -> None:
    """Mark a clock that cannot be read; the row keeps what it said last."""
    mark_trouble(about, rule, in_words(error))


def mark_trouble(about: str, rule: str, why: str) -> None:
    """The same, with the sentence at hand."""
    Clock.objects.filter(about=about, rule=rule).update(
        trouble=why[:500], troubled_at=timezone.now()
    )


def in_words(error: Exception) -> str:
    """What stopped the reading: the kernel's sentences, or of other mistakes only the type."""
    if isinstance(error, UNREADABLE):
        return "".join(error.reasons)
    if isinstance(error, NotBegun):
        return "留痕中没有起算的记录。"
    return f"程序出错（{type(error).__name__}），请联系技术支持。"


def _put_under(about: str, rule: str, owner: Owner) -> None:
    Clock.objects.filter(about=about, rule=rule).update(
        unit_id=owner.unit_id, body_id=owner.body_id
    )
