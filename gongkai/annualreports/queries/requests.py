"""The second table, counted: a few grouped queries over requests, and a closer look at the rest.

`plain` requests are those whose row tells everything; those in `lives` were reopened, or counted by
hand in another row. Only what was received in the legal sense counts (条例 第三十一条); of a paper
that was split each part is a request of its own (一事一申请).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from gongkai.annualreports.form import CARRIED_IN, CARRIED_OUT, CLOSED, NEW, TOTAL
from gongkai.annualreports.queries.lives import (
    Life,
    Standing,
    lives,
    numbers_to_look_at,
    standing,
)
from gongkai.annualreports.queries.outcomes import outcomes_by_ground, row_of
from gongkai.foi.models import Answer, FoiRequest

Tally = Counter[str]  # requests by kind of requester


@dataclass(frozen=True)
class RequestCounts:
    """What one body's requests add to the report of one year."""

    body_id: int
    year: int

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    # --- requests whose row tells everything

    @property
    def _all(self) -> QuerySet[FoiRequest]:
        return FoiRequest.objects.filter(body=self.body_id)

    @property
    def plain(self) -> QuerySet[FoiRequest]:
        """All but those that need a closer look."""
        reopened, chosen = numbers_to_look_at()
        return self._all.exclude(number__in=reopened).exclude(number__in=chosen)

    @property
    def new(self) -> QuerySet[FoiRequest]:
        return self.plain.filter(received_on__range=(self.first, self.last))

    @property
    def closed(self) -> QuerySet[FoiRequest]:
        return self.plain.filter(
            closed_on__range=(self.first, self.last), received_on__lte=self.last
        )

    def open_before(self, day: date) -> list[QuerySet[FoiRequest]]:
        """Received before the day, and open when it began: open still, or closed since.

        Two queries, because each finds its rows by an index and their sum would not.
        """
        received = self.plain.filter(received_on__lt=day)
        return [received.filter(closed_on__isnull=True), received.filter(closed_on__gte=day)]

    # --- and the others

    @cached_property
    def lives(self) -> list[tuple[Life, Standing]]:
        """The requests that need a closer look, with what they add to this year."""
        reopened, chosen = numbers_to_look_at()
        some = self._all.filter(
            Q(number__in=reopened) | Q(number__in=chosen), received_on__lte=self.last
        )
        return [(life, standing(life, self.year)) for life in lives(some)]

    # --- by row

    @cached_property
    def by_row(self) -> Mapping[str, Tally]:
        """Requests by row and kind of requester; a closed one without a row stands in ""."""
        found = {
            NEW: _by_kind([self.new]),
            CARRIED_IN: _by_kind(self.open_before(self.first)),
            CARRIED_OUT: self._plain_carried_out(),
            CLOSED: _by_kind([self.closed]),
            **self._results(),
        }
        for life, stands in self.lives:
            for row in _rows_of(stands):
                found.setdefault(row, Counter())[life.requester_kind] += 1
        return found

    def carried_out(self) -> Tally:
        """Row four alone, for next year's comparison."""
        found = self._plain_carried_out()
        found.update(life.requester_kind for life, stands in self.lives if stands.carried_out)
        return found

    def _plain_carried_out(self) -> Tally:
        return _by_kind(self.open_before(date(self.year + 1, 1, 1)))

    def _results(self) -> dict[str, Tally]:
        found: dict[str, Tally] = {}
        for outcome, ground, kind, count in [*self._by_outcome(), *self._by_ground()]:
            row = row_of(outcome, ground) or ""
            found.setdefault(row, Counter())[kind] += count
        return found

    def _by_outcome(self) -> list[tuple[str, str, str, int]]:
        counted = self.closed.exclude(outcome__in=outcomes_by_ground())
        groups = counted.values_list("outcome", "requester_kind").annotate(n=Count("pk")).order_by()
        return [(outcome, "", kind, count) for outcome, kind, count in groups]

    def _by_ground(self) -> list[tuple[str, str, str, int]]:
        grouped = with_ground(self.closed.filter(outcome__in=outcomes_by_ground()))
        groups = (
            grouped.values_list("outcome", "ground", "requester_kind")
            .annotate(n=Count("pk"))
            .order_by()
        )
        return [(outcome, ground or "", kind, count) for outcome, ground, kind, count in groups]

    def count(self, row: str, column: str) -> int:
        """One cell of the second table. The total counts every requester, of whatever kind."""
        tally = self.by_row.get(row, Counter())
        return tally.total() if column == TOTAL else tally[column]

    @cached_property
    def without_row(self) -> list[str]:
        """Numbers of closed requests that fall in no row, a few of them."""
        if not self.by_row.get("", Counter()).total():
            return []
        return list(cases(self, "", TOTAL).order_by("number").values_list("number", flat=True)[:20])


def _rows_of(stands: Standing) -> Iterable[str]:
    if stands.new:
        yield NEW
    if stands.carried_in:
        yield CARRIED_IN
    if stands.carried_out:
        yield CARRIED_OUT
    if stands.closed:
        yield CLOSED
        yield stands.row or ""


def _by_kind(parts: Sequence[QuerySet[FoiRequest]]) -> Tally:
    found: Tally = Counter()
    for requests in parts:
        groups = requests.values_list("requester_kind").annotate(n=Count("pk")).order_by()
        for kind, count in groups:
            found[kind] += count
    return found


def with_ground(requests: QuerySet[FoiRequest]) -> QuerySet[Any]:
    """The same with the ground of the answer that was given."""
    given = Answer.objects.filter(foi_request=OuterRef("pk"), status=Answer.Status.GIVEN)
    return requests.annotate(ground=Subquery(given.order_by("-number").values("ground")[:1]))


def cases(counts: RequestCounts, row: str, column: str) -> QuerySet[FoiRequest]:
    """The requests that are counted in one cell."""
    looked_at = [life.number for life, stands in counts.lives if row in _rows_of(stands)]
    plain = Q(pk__in=[])
    for requests in _plain_of(counts, row):
        plain |= Q(pk__in=requests.values("pk"))
    found = FoiRequest.objects.filter(plain | Q(number__in=looked_at))
    return found if column == TOTAL else found.filter(requester_kind=column)


def _plain_of(counts: RequestCounts, row: str) -> list[QuerySet[FoiRequest]]:
    if row == NEW:
        return [counts.new]
    if row == CARRIED_IN:
        return counts.open_before(counts.first)
    if row == CARRIED_OUT:
        return counts.open_before(date(counts.year + 1, 1, 1))
    if row == CLOSED:
        return [counts.closed]
    return _closed_in_row(counts, row)


def _closed_in_row(counts: RequestCounts, row: str) -> list[QuerySet[FoiRequest]]:
    by_ground = with_ground(counts.closed.filter(outcome__in=outcomes_by_ground()))
    groups = set(by_ground.values_list("outcome", "ground").distinct())
    groups |= {
        (outcome, "")
        for (outcome,) in counts.closed.exclude(outcome__in=outcomes_by_ground())
        .values_list("outcome")
        .distinct()
    }
    found = []
    for outcome, ground in groups:
        if (row_of(outcome, ground or "") or "") != row:
            continue
        if outcome not in outcomes_by_ground():
            found.append(counts.closed.filter(outcome=outcome))
        else:
            same = Q(ground=ground) if ground is not None else Q(ground__isnull=True)
            found.append(by_ground.filter(same, outcome=outcome))
    return found
