"""Requests whose last answer does not tell the whole story: reopened ones, and rows chosen by hand.

How a reopened request is counted is no text of the form but a reading of its equations (each year:
new + carried over = handled + carried on, and what is carried on is carried over next year): **a
request leaves the report in the first year at whose end it stands closed**, under the last result
of that year. Answered, reopened and answered again within a year it counts once, by the later
answer; answered in November and reopened in December it is carried on; reopened in a later year it
is not counted a second time, since it was reported as handled, and what the court or the
reconsideration organ decided stands in the third table. Days are legal days (`Entry.on`), so a
report counted later says the same as one counted on New Year's Day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from gongkai.annualreports.models import RowChoice
from gongkai.annualreports.queries.outcomes import NOT_CLARIFIED, NOT_PAID, WITHDRAWN, row_of
from gongkai.foi.models import Answer, FoiRequest
from gongkai.journal.models import Entry

REOPENED = "RequestReopened"
CLOSING = ("RequestAnswered", "RequestAbandoned", "RequestWithdrawn")


@dataclass(frozen=True)
class Step:
    """On this day the request was closed with this result, or (`outcome` empty) opened again."""

    on: date
    outcome: str = ""
    ground: str = ""


@dataclass(frozen=True)
class Life:
    """A request that needs a closer look, from receipt to its last answer."""

    number: str
    requester_kind: str
    received_on: date
    steps: Sequence[Step]  # by day
    now: Step | None = None  # how its row says that it stands closed; None: open
    chosen_row: str = ""

    def closed_at_end_of(self, year: int) -> Step | None:
        """How it stood closed at the end of a year; None if it was open."""
        before = [step for step in self.steps if step.on.year <= year]
        return before[-1] if before and before[-1].outcome else None

    def settled_in(self, latest: int) -> tuple[int, Step] | None:
        """The first year, up to `latest`, at whose end it stood closed, and its result."""
        for year in range(self.received_on.year, latest + 1):
            step = self.closed_at_end_of(year)
            if step:
                return year, step
        return None

    def row_of(self, step: Step) -> str | None:
        """The row of a result: chosen by a person, or by the kind of answer."""
        return self.chosen_row or row_of(step.outcome, step.ground)


@dataclass(frozen=True)
class Standing:
    """What one life adds to the report of one year."""

    new: bool = False
    carried_in: bool = False
    closed: bool = False
    row: str | None = None  # of a closed one
    outcome: str = ""
    carried_out: bool = False


def apparent_standing(life: Life, year: int) -> Standing:
    """In which rows the request would be counted if its row told everything."""
    if life.received_on.year > year:
        return Standing()
    is_new, now = life.received_on.year == year, life.now
    if now is None or now.on.year > year:
        return Standing(new=is_new, carried_in=not is_new, carried_out=True)
    if now.on.year < year:
        return Standing(new=is_new)
    row = row_of(now.outcome, now.ground)
    return Standing(new=is_new, carried_in=not is_new, closed=True, row=row, outcome=now.outcome)


def standing(life: Life, year: int) -> Standing:
    """In which rows of the year's report the request is counted."""
    if life.received_on.year > year:
        return Standing()
    settled = life.settled_in(year)
    if settled and settled[0] < year:
        return Standing()
    is_new = life.received_on.year == year
    if settled is None:
        return Standing(new=is_new, carried_in=not is_new, carried_out=True)
    step = settled[1]
    return Standing(
        new=is_new, carried_in=not is_new, closed=True, row=life.row_of(step), outcome=step.outcome
    )


class Watched:
    """The requests of the whole house that need a closer look, read once for a report."""

    @cached_property
    def _by_body(self) -> Mapping[int, list[Life]]:
        found: dict[int, list[Life]] = defaultdict(list)
        for some in _in_batches(_numbers_to_look_at()):
            for body, life in _lives(FoiRequest.objects.filter(number__in=some)):
                found[body].append(life)
        return found

    def of_body(self, body_id: int) -> list[Life]:
        """Those of one body."""
        return self._by_body.get(body_id, [])


def _numbers_to_look_at() -> list[str]:
    """The numbers of all reopened requests, and of all with a chosen row."""
    reopened = Entry.objects.filter(name=REOPENED).values_list("about", flat=True).distinct()
    numbers = [about.removeprefix("foi:") for about in reopened]
    by_hand = list(RowChoice.objects.values_list("foi_request_id", flat=True))
    chosen = [one.number for one in FoiRequest.objects.in_bulk(by_hand).values()]
    return list(dict.fromkeys([*numbers, *chosen]))


def _lives(requests: QuerySet[FoiRequest]) -> list[tuple[int, Life]]:
    """Bodies and lives of these requests; without facts in the journal the row itself tells."""
    rows = list(requests.filter(received_on__isnull=False).order_by("number"))
    steps = _steps([one.number for one in rows])
    grounds = _given_grounds(requests)
    chosen = dict(
        RowChoice.objects.filter(foi_request__in=rows).values_list("foi_request__number", "row")
    )
    found = []
    for one in rows:
        assert one.received_on is not None
        now = _step_of_row(one, grounds)
        told = steps.get(one.number) or ([now] if now else [])
        life = Life(
            one.number, one.requester_kind, one.received_on, told, now, chosen.get(one.number, "")
        )
        found.append((one.body_id, life))
    return found


def _step_of_row(one: FoiRequest, grounds: Mapping[str, str]) -> Step | None:
    if one.closed_on is None:
        return None
    return Step(one.closed_on, one.outcome, grounds.get(one.number, ""))


def _given_grounds(requests: QuerySet[FoiRequest]) -> dict[str, str]:
    """The ground of the last answer given, by number."""
    given = Answer.objects.filter(foi_request__in=requests, status=Answer.Status.GIVEN)
    return dict(given.order_by("number").values_list("foi_request__number", "ground"))


def _steps(numbers: Iterable[str]) -> dict[str, list[Step]]:
    """What the journal says of closing and reopening, by number, in the order of the legal days."""
    grounds = _Grounds()
    found: dict[str, list[Step]] = defaultdict(list)
    for some in _in_batches(numbers):
        entries = Entry.objects.filter(
            about__in=[f"foi:{number}" for number in some], name__in=[REOPENED, *CLOSING]
        ).order_by("on", "id")
        grounds.learn(some)
        for entry in entries:
            number = entry.about.removeprefix("foi:")
            found[number].append(_step(entry, number, grounds))
    return found


def _in_batches(numbers: Iterable[str], size: int = 500) -> Iterable[list[str]]:
    waiting: list[str] = []
    for number in numbers:
        waiting.append(number)
        if len(waiting) == size:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


class _Grounds:
    """The grounds of answers by request and version."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], str] = {}

    def learn(self, numbers: Sequence[str]) -> None:
        answers = Answer.objects.filter(foi_request__number__in=numbers).exclude(ground="")
        for number, version, ground in answers.values_list(
            "foi_request__number", "number", "ground"
        ):
            self._known[number, version] = ground

    def of(self, number: str, version: int) -> str:
        return self._known.get((number, version), "")


def _step(entry: Entry, number: str, grounds: _Grounds) -> Step:
    if entry.name == "RequestAnswered":
        ground = grounds.of(number, int(entry.data["version"]))
        return Step(entry.on, str(entry.data["kind"]), ground)
    if entry.name == "RequestAbandoned":
        not_paid = entry.data["why"] == "not_paid"
        return Step(entry.on, NOT_PAID if not_paid else NOT_CLARIFIED)
    if entry.name == "RequestWithdrawn":
        return Step(entry.on, WITHDRAWN)
    return Step(entry.on)
