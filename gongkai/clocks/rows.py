"""Clocks as the rows of tables: titles and links come from the domains, for all rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from gongkai.clocks.models import Clock
from gongkai.clocks.queries.board import Now
from gongkai.clocks.registry import ClockKind, kind_of, matter_of
from gongkai.clocks.showing import DueWords, due_words, rule_of
from gongkai.kernel.dates import stamp


@dataclass(frozen=True)
class Named:
    """A reference as people call it, and where it is handled; both empty if no domain says."""

    title: str
    url: str
    label: str


@dataclass(frozen=True)
class BoardRow:
    """One line of the board, in words: a template that works them out is slower than the rest."""

    clock: Clock
    badge: DueWords
    number: str
    title: str
    url: str
    label: str
    due: str
    started: str
    unit: str
    why_url: str

    @property
    def is_overdue(self) -> bool:
        return self.badge.state == "overdue"


def board_rows(clocks: Sequence[Clock], now: Now, *, with_body: bool = True) -> list[BoardRow]:
    """Rows in the same order, with badges as of now; `with_body` where there are several."""
    named = names(clocks)
    return [_row(clock, named[clock.pk], now, with_body) for clock in clocks]


def _row(clock: Clock, named: Named, now: Now, with_body: bool) -> BoardRow:
    number = number_of(clock.about)
    return BoardRow(
        clock=clock,
        badge=due_words(clock, now.today, now.at, now.working),
        number=number,
        title=named.title or number,
        url=named.url,
        label=named.label,
        due=_due(clock),
        started=clock.started_on.isoformat(),
        unit=owner_in_words(clock, with_body=with_body),
        why_url=why_url(clock.pk),
    )


def why_url(pk: int) -> str:
    """Where the date of the clock with this key is explained day by day."""
    return reverse("clocks:why", args=[pk])


def number_of(about: str) -> str:
    """The number of the matter, as people say it on the phone: 2026-00017."""
    return matter_of(about).partition(":")[2]


def _due(clock: Clock) -> str:
    if clock.due_at is not None:
        return stamp(timezone.localtime(clock.due_at))
    if clock.due_on is not None:
        return clock.due_on.isoformat()
    return f"自{clock.paused_since}暂停" if clock.paused_since else ""


def owner_in_words(clock: Clock, *, with_body: bool = True) -> str:
    """Who answers for it: 县财政局办公室; a body alone as long as no unit does."""
    body = clock.body.name if clock.body else ""
    if clock.unit is None:
        return f"{body}（未分办）"
    return f"{body}{clock.unit.name}" if with_body else clock.unit.name


def names(clocks: Sequence[Clock]) -> dict[int, Named]:
    """What each clock is about, by its key; one question to each domain."""
    of_kind: dict[int, tuple[ClockKind, list[Clock]]] = {}
    found: dict[int, Named] = {}
    for clock in clocks:
        kind = kind_of(clock.about, clock.rule)
        if kind is None:
            found[clock.pk] = Named("", "", rule_of(clock).name)
        else:
            of_kind.setdefault(id(kind), (kind, []))[1].append(clock)
    for kind, own in of_kind.values():
        titles = _titles(kind, [clock.about for clock in own])
        for clock in own:
            url = kind.link(clock.about) if kind.link else ""
            found[clock.pk] = Named(titles.get(clock.about, ""), url, kind.name)
    return found


def _titles(kind: ClockKind, abouts: Sequence[str]) -> dict[str, str]:
    if kind.titles:
        return dict(kind.titles(abouts))
    if kind.title:
        return {about: kind.title(about) for about in abouts}
    return {}
