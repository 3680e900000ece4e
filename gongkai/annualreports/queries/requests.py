"""The second table, counted: a few grouped queries over all requests, then put right for a few.

The row of a request tells everything unless it was reopened, or counted by hand in another row:
of those (`lives`) what their rows seem to say is taken off, and what is true put in. Only what was
received in the legal sense counts (条例 第三十一条); of a paper that was split each part is a
request of its own (一事一申请).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from gongkai.annualreports.form import CARRIED_IN, CARRIED_OUT, CLOSED, NEW, TOTAL
from gongkai.annualreports.queries.lives import (
    Life,
    Standing,
    Watched,
    apparent_standing,
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
    watched: Watched = field(default_factory=Watched)

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    # --- all requests, as their rows tell it; indexes hold all that these queries read

    @property
    def _all(self) -> QuerySet[FoiRequest]:
        return FoiRequest.objects.filter(body=self.body_id)

    @property
    def new(self) -> QuerySet[FoiRequest]:
        return self._all.filter(received_on__range=(self.first, self.last))

    @property
    def closed(self) -> QuerySet[FoiRequest]:
        return self._all.filter(
            closed_on__range=(self.first, self.last), received_on__lte=self.last
        )

    def open_before(self, day: date) -> list[QuerySet[FoiRequest]]:
        """Received before the day, and open when it began: open still, or closed since.

        Two queries, because each finds its rows by an index and their sum would not.
        """
        received = self._all.filter(received_on__lt=day)
        return [received.filter(closed_on__isnull=True), received.filter(closed_on__gte=day)]

    # --- and those that need a closer look

    @cached_property
    def lives(self) -> list[tuple[Life, Standing]]:
        """Each with what it adds to this year."""
        some = self.watched.of_body(self.body_id)
        return [(life, standing(life, self.year)) for life in some]

    # --- by row

    @cached_property
    def by_row(self) -> Mapping[str, Tally]:
        """Requests by row and kind of requester; a closed one without a row stands in ""."""
        found: dict[str, Tally] = defaultdict(Counter)
        found[NEW] = _by_kind([self.new])
        found[CARRIED_IN] = Counter(self._open_at_beginning)
        found[CARRIED_OUT] = _by_kind(self.open_before(date(self.year + 1, 1, 1)))
        found[CLOSED] = _by_kind([self.closed])
        for outcome, ground, kind, count in [*self._by_outcome(), *self._by_ground()]:
            found[row_of(outcome, ground) or ""][kind] += count
        for life, stands in self.lives:
            for row in rows_of(apparent_standing(life, self.year)):
                found[row][life.requester_kind] -= 1
            for row in rows_of(stands):
                found[row][life.requester_kind] += 1
        return found

    @cached_property
    def _open_at_beginning(self) -> Tally:
        return _by_kind(self.open_before(self.first))

    def carried_out_before(self) -> Tally:
        """Row four of the year before, by the same rule."""
        found = Counter(self._open_at_beginning)
        before = self.year - 1
        for life, _ in self.lives:
            found[life.requester_kind] -= apparent_standing(life, before).carried_out
            found[life.requester_kind] += standing(life, before).carried_out
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


def rows_of(stands: Standing) -> Iterable[str]:
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
    watched = [life.number for life, _ in counts.lives]
    looked_at = [life.number for life, stands in counts.lives if row in rows_of(stands)]
    plain = Q(pk__in=[])
    for requests in _plain_of(counts, row):
        plain |= Q(pk__in=requests.values("pk"))
    found = FoiRequest.objects.filter((plain & ~Q(number__in=watched)) | Q(number__in=looked_at))
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
