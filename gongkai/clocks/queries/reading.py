"""Clocks read from the journal: the only place where a date comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Max
from django.utils import timezone

from gongkai.clocks.registry import (
    ClockKind,
    OwnTerm,
    kind_of,
    names_read,
    terms_of,
    versions_of,
)
from gongkai.journal.models import Entry
from gongkai.kernel.calendar import Calendar
from gongkai.kernel.clock import (
    ClockError,
    Fact,
    Reading,
    Rule,
    Unit,
    began_on,
    builtin_rules,
    read,
)
from gongkai.reference.models import CalendarYear
from gongkai.reference.queries import calendar


class NotBegun(Exception):  # noqa: N818 - an answer, not an error
    """There is no such clock: nothing to count from, or no law for it on that day."""


def reading_of(about: str, rule: str, working: Calendar | None = None) -> Reading | None:
    """Read one clock from the journal, by the calendar as it is loaded now.

    `rule` is a code; the version is that of the day on which the case began. None when there is no
    such clock (see `NotBegun`); raise `ClockError` when the facts contradict each other.
    """
    term = term_of(about, rule)
    try:
        return read_facts(rule, facts_of(about, rule), working or calendar(), term)
    except NotBegun:
        return None


def term_of(about: str, rule: str) -> OwnTerm | None:
    """The term of its own that a reference has under a rule; None: that of the rule."""
    return terms_of(kind_of(about, rule), [about]).get(about)


def reading_told(
    about: str, rule: str, entries: Iterable[Entry], working: Calendar
) -> Reading | None:
    """The same from what was recorded, for whoever has read all of it already: the entries about
    the whole matter, in the order of recording."""
    kind = kind_of(about, rule)
    sources = kind.reads(about) if kind else [about]
    read_by_rule = names_read(rule)
    told = (one for one in entries if one.about in sources and one.name in read_by_rule)
    facts = facts_from(told, rule, kind)
    try:
        return read_facts(rule, facts, working, term_of(about, rule))
    except NotBegun:
        return None


def facts_of(about: str, rule: str, before: Entry | None = None) -> list[Fact]:
    """What the journal says about a reference that this rule reads, in the order of recording.

    With `before`, only what was recorded earlier than that entry.
    """
    kind = kind_of(about, rule)
    entries = Entry.objects.filter(
        about__in=kind.reads(about) if kind else [about], name__in=names_read(rule)
    ).order_by("id")
    if before is not None:
        entries = entries.filter(id__lt=before.pk)
    return facts_from(entries, rule, kind)


def facts_of_many(kind: ClockKind, abouts: Sequence[str]) -> Mapping[str, list[Fact]]:
    """The same for many references of one kind, in one query."""
    readers: dict[str, list[str]] = defaultdict(list)
    for about in abouts:
        for source in kind.reads(about):
            readers[source].append(about)
    found: dict[str, list[Entry]] = {about: [] for about in abouts}
    wanted = Entry.objects.filter(about__in=list(readers), name__in=names_read(kind.rule))
    for entry in wanted.order_by("id"):
        for about in readers[entry.about]:
            found[about].append(entry)
    return {about: facts_from(entries, kind.rule, kind) for about, entries in found.items()}


def facts_from(entries: Iterable[Entry], rule: str, kind: ClockKind | None = None) -> list[Fact]:
    """Journal entries as the kernel reads them; see `registry` for what they must carry."""
    versions = versions_of(rule)
    in_hours = versions[-1].length.unit is Unit.HOURS
    extends = {version.extension.event for version in versions if version.extension}
    delays = {version.delay.event for version in versions if version.delay}
    dated_by = kind.dated_by if kind else {}
    return [
        Fact(
            entry.name,
            _moment(entry) if in_hours else _legal_date(entry, dated_by),
            entry.data.get("days") if entry.name in extends else None,
            _day(entry.data.get("until")) if entry.name in delays else None,
        )
        for entry in entries
    ]


def _legal_date(entry: Entry, dated_by: Mapping[str, str]) -> date:
    named = dated_by.get(entry.name)
    return (_day(entry.data.get(named)) if named else None) or entry.on


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(entry: Entry) -> date | datetime:
    """When it happened; a bare date where no moment is known: the kernel says what is missing."""
    if entry.data.get("at"):
        return datetime.fromisoformat(entry.data["at"])
    return entry.at if timezone.localdate(entry.at) == entry.on else entry.on


def read_facts(
    rule: str, facts: list[Fact], working: Calendar, term: OwnTerm | None = None
) -> Reading:
    """Read a clock under the version that holds for it, or by the thing's own term; raise
    `NotBegun` or `ClockError`."""
    version = version_for(rule, facts)
    return read(_with_term(version, term) if term else version, facts, working)


@lru_cache(maxsize=256)
def _with_term(rule: Rule, term: OwnTerm) -> Rule:
    if term.length is None:
        raise NotBegun
    return term.governs(rule)


def version_for(rule: str, facts: list[Fact]) -> Rule:
    """The version of the day on which the case began; raise `NotBegun` where there is none."""
    found = (began_on(version, facts) for version in versions_of(rule))
    began = next((day for day in found if day is not None), None)
    if began is None:
        raise NotBegun
    try:
        return builtin_rules().in_force(rule, began)
    except ClockError:
        # The law did not know this limit yet: a request of 2018 has no limit for 补正.
        raise NotBegun from None


@dataclass(frozen=True)
class Almanac:
    """The calendar, and when its newest year was loaded (None: only the shipped ones hold)."""

    loaded_at: datetime | None
    working: Calendar


def almanac() -> Almanac:
    """The calendar as it is now.

    The moment is read first: if a year is loaded in between, what is read by the newer calendar
    passes for older and is read once more; the other way round it would never be.
    """
    loaded_at = CalendarYear.objects.aggregate(at=Max("loaded_at"))["at"]
    return Almanac(loaded_at, calendar())
