"""The table compared with the journal, and written anew from it.

Both walk twice: over the rows, then over the facts from which clocks start, for rows that are
missing. In batches, so that a million clocks need little memory and nobody waits for long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.clocks.events import DeadlineNear, DeadlinePassed
from gongkai.clocks.keeping import UNREADABLE, in_words, mark_trouble, save, values_of
from gongkai.clocks.models import Clock
from gongkai.clocks.queries.reading import Almanac, NotBegun, almanac, facts_of_many, read_facts
from gongkai.clocks.registry import (
    KINDS,
    ClockKind,
    Owner,
    kind_of,
    matter_of,
    names_that_start,
    terms_of,
    versions_of,
)
from gongkai.journal.models import Entry
from gongkai.kernel.clock import Reading
from gongkai.kernel.dates import stamp

AT_ONCE = 500

Progress = Callable[[int, int], None]  # so many done of so many
Outcome = Reading | str  # the reading, or why there is none, in a sentence

LABELS = {
    "rule_version": "规则版本",
    "started_on": "起算日",
    "due_on": "到期日",
    "due_at": "到期时刻",
    "promised_on": "承诺日期",
    "delayed_until": "延迟答复至",
    "provisional": "是否暂定",
    "paused_since": "暂停自",
    "paused_for": "暂停事由",
    "remaining": "剩余",
    "stopped_on": "终止日",
    "doubts": "存疑",
    "unit_id": "承办机构",
    "body_id": "机关",
}


@dataclass(frozen=True)
class Difference:
    """One clock whose row is not what the journal says."""

    about: str
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.about} “{_name(self.rule)}”：{self.text}"


def differences(progress: Progress | None = None) -> Iterator[Difference]:
    """Read every clock again and compare. Changes nothing."""
    now = almanac()
    walk = _Walk(progress)
    for rows in walk.rows():
        for row, outcome, owner in _read(rows, now):
            if text := _difference(row, outcome, owner):
                yield Difference(row.about, row.rule, text)
    for kind, abouts in walk.missing():
        for about, outcome in _outcomes(kind, abouts, now).items():
            if isinstance(outcome, Reading):
                yield Difference(about, kind.rule, "留痕中已经起算，期限表里没有这一条。")


def rebuild(progress: Progress | None = None) -> int:
    """Write every row anew, what it rang for too; how many clocks there are afterwards."""
    now = almanac()
    walk = _Walk(progress)
    for rows in walk.rows():
        with transaction.atomic():
            keys = [row.pk for row in rows]
            locked = list(Clock.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
            _rewrite(locked, now)
    for kind, abouts in walk.missing():
        with transaction.atomic():
            owners = _owners(kind, abouts)
            made = {
                about: outcome
                for about, outcome in _outcomes(kind, abouts, now).items()
                if isinstance(outcome, Reading)
            }
            for about, reading in made.items():
                save(about, kind.rule, owners[about], reading, now)
            _note_rung(Clock.objects.filter(rule=kind.rule, about__in=made))
    return Clock.objects.count()


def _rewrite(rows: Sequence[Clock], now: Almanac) -> None:
    for row, outcome, owner in _read(rows, now):
        if isinstance(outcome, Reading):
            save(row.about, row.rule, owner, outcome, now)
        elif outcome in (UNCLAIMED, NOT_BEGUN):
            row.delete()
        else:
            mark_trouble(row.about, row.rule, outcome)
    _note_rung(Clock.objects.filter(pk__in=[row.pk for row in rows]))


NOT_BEGUN = "留痕中没有起算的记录，期限表里却有这一条。"
UNCLAIMED = "没有业务认领这一期限，请检查是否有应用没有启用。"


def _read(rows: Sequence[Clock], now: Almanac) -> Iterator[tuple[Clock, Outcome, Owner]]:
    """Each row with what the journal says and who answers for it now."""
    by_kind: dict[int, tuple[ClockKind, list[Clock]]] = {}
    for row in rows:
        kind = kind_of(row.about, row.rule)
        if kind is None:
            yield row, UNCLAIMED, Owner(row.unit_id, row.body_id)
        else:
            by_kind.setdefault(id(kind), (kind, []))[1].append(row)
    for kind, own in by_kind.values():
        abouts = [row.about for row in own]
        outcomes, owners = _outcomes(kind, abouts, now), _owners(kind, abouts)
        for row in own:
            yield row, outcomes[row.about], owners[row.about]


def _outcomes(kind: ClockKind, abouts: Sequence[str], now: Almanac) -> Mapping[str, Outcome]:
    found: dict[str, Outcome] = {}
    terms = terms_of(kind, abouts)
    for about, facts in facts_of_many(kind, abouts).items():
        try:
            found[about] = read_facts(kind.rule, facts, now.working, terms.get(about))
        except NotBegun:
            found[about] = NOT_BEGUN
        except UNREADABLE as error:
            found[about] = in_words(error)
    return found


def _owners(kind: ClockKind, abouts: Sequence[str]) -> Mapping[str, Owner]:
    if kind.owners:
        return kind.owners(abouts)
    return {about: kind.owner(about) for about in abouts}


def _difference(row: Clock, outcome: Outcome, owner: Owner) -> str:
    """What differs, in words; empty when nothing does."""
    if isinstance(outcome, str):
        return outcome
    wanted = values_of(outcome) | {"unit_id": owner.unit_id, "body_id": owner.body_id}
    found = [
        f"{label}记为{_say(getattr(row, name))}，应为{_say(wanted[name])}"
        for name, label in LABELS.items()
        if getattr(row, name) != wanted[name]
    ]
    return "；".join(found) + "。" if found else ""


def _say(value: Any) -> str:
    if value is None or value == "" or value == []:
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    return "“" + "".join(value) + "”" if isinstance(value, list) else f"“{value}”"


def _name(rule: str) -> str:
    return versions_of(rule)[-1].name if rule in {kind.rule for kind in KINDS} else rule


def _note_rung(clocks: Any) -> None:
    """What each clock rang for, from the journal: the last date of each kind."""
    rows = {(row.about, row.rule): row for row in clocks}
    columns = {
        DeadlineNear.__name__: "near_rung_for",
        DeadlinePassed.__name__: "passed_rung_for",
    }
    for row in rows.values():
        row.near_rung_for = row.passed_rung_for = None
    heard = Entry.objects.filter(about__in={about for about, _ in rows}, name__in=columns)
    for entry in heard.order_by("id"):
        row = rows.get((entry.about, entry.data["rule"]))
        if row is not None:
            due_on = date.fromisoformat(entry.data["due_on"])
            setattr(row, columns[entry.name], due_on)
            if entry.name == DeadlinePassed.__name__:
                row.near_rung_for = due_on  # as the bell does
    Clock.objects.bulk_update(rows.values(), ["near_rung_for", "passed_rung_for"])


class _Walk:
    """Both walks in batches, saying how far they are."""

    def __init__(self, progress: Progress | None) -> None:
        self.starts = {name for kind in KINDS for name in names_that_start(kind.rule)}
        self.entries = Entry.objects.filter(name__in=self.starts)
        self.total = Clock.objects.count() + self.entries.count()
        self.done = 0
        self.progress = progress

    def rows(self) -> Iterator[list[Clock]]:
        """All rows by key."""
        last = 0
        while batch := list(Clock.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
            yield batch
            last = batch[-1].pk
            self._moved(len(batch))

    def missing(self) -> Iterator[tuple[ClockKind, list[str]]]:
        """References of a kind about which something started, but that have no row."""
        last = 0
        while batch := list(self.entries.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
            yield from _without_row(batch)
            last = batch[-1].pk
            self._moved(len(batch))

    def _moved(self, count: int) -> None:
        self.done += count
        if self.progress:
            self.progress(min(self.done, self.total), self.total)


def _without_row(entries: Sequence[Entry]) -> Iterator[tuple[ClockKind, list[str]]]:
    abouts = {entry.about for entry in entries}
    abouts |= {matter_of(about) for about in abouts}
    known = set(Clock.objects.filter(about__in=abouts).values_list("about", "rule"))
    for kind in KINDS:
        wanted = sorted(
            about for about in abouts if kind.claims(about) and (about, kind.rule) not in known
        )
        if wanted:
            yield kind, wanted
