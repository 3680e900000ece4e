"""What waits for whom: requests, answers and parts that a person can move on, by due date.

Of a million requests a few thousand are open. Each sort of work is one query over an index of what
is open; the due dates of all rows come from the table of clocks in one more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.clocks.queries import open_clocks
from gongkai.foi import verbs
from gongkai.foi.models import Answer, Clarification, FoiRequest, Message, UnitTask
from gongkai.foi.queries.answer_approvals import VERB_OF, by_others
from gongkai.foi.queries.reasons_informing import unsent
from gongkai.people.models import Unit
from gongkai.people.queries import Viewer, person_of, reach_of, somewhere
from gongkai.people.verbs import Verb

Status, Step = FoiRequest.Status, Answer.Status
LONGEST = 500  # rows of one sort
CONFIRMING = "确认收到"
TELLING = "另行告知申请人"
VERBS = (
    verbs.REGISTER,
    verbs.HANDLE,
    verbs.GIVE_OPINION,
    verbs.SERVE,
    *VERB_OF.values(),
)
STILL_OPEN = Q(status__in=(Status.SUBMITTED, Status.OPEN, Status.CLARIFYING))  # an index's words

Reach = Mapping[Verb, Q]  # over which units the person may do each of the verbs
_SHOWN = ("id", "number", "wanted", "wanted_title", "redo_by")


@dataclass(frozen=True)
class Work:
    """One thing that waits for this person; `reference` is of the request or of its part."""

    number: str
    reference: str
    title: str
    what: str  # 确认收到、办理、审核 …
    due_on: date | None  # None: paused, or no clock runs
    clock: int | None = None  # the key of the clock that says so; None where a decision named it

    @property
    def order(self) -> tuple[bool, date, str]:
        """The most pressing first; without a date last."""
        return (self.due_on is None, self.due_on or date.max, self.number)


@dataclass(frozen=True)
class _Row:
    """A row before its due date is known, and the clock that tells it."""

    number: str
    title: str
    what: str
    about: str
    rule: str = "foi.reply"
    redo_by: date | None = None


def open_requests(units: QuerySet[Unit]) -> QuerySet[FoiRequest]:
    """The requests of these units that are not closed; counts and lists of them are cheap."""
    return FoiRequest.objects.filter(STILL_OPEN, unit__in=units)


def work_of(viewer: Viewer) -> list[Work]:
    """What this person can move on now, the most pressing first."""
    reach = reach_of(viewer, VERBS)
    rows = [
        *_requests(viewer, reach),
        *_answers(viewer, reach),
        *_services(reach),
        *_tasks(reach),
        *_unsent(viewer, reach),
    ]
    return sorted(_with_dates(rows), key=lambda one: one.order)


def work_count(viewer: Viewer) -> int:
    """How many things wait, for the number beside a link; each sort counts to `LONGEST` at most."""
    reach = reach_of(viewer, VERBS)
    sorts: tuple[QuerySet[Any], ...] = (
        _requests_waiting(viewer, reach),
        _answers_waiting(viewer, reach),
        _services_waiting(reach),
        _tasks_waiting(reach),
        _unsent_waiting(viewer, reach),
    )
    # Keys in the order of the list, not a count: for that SQLite would join four indexes together.
    return sum(len(one.values_list("pk", flat=True)[:LONGEST]) for one in sorts)


def _requests(viewer: Viewer, reach: Reach) -> Iterable[_Row]:
    """To be confirmed, distributed, or handled by this very person."""
    found = _requests_waiting(viewer, reach)
    for one in found.only(*_SHOWN, "status", "handler_id", "received_on")[:LONGEST]:
        yield _row(one, _what_of_request(one))


def _requests_waiting(viewer: Viewer, reach: Reach) -> QuerySet[FoiRequest]:
    if not _may(reach, verbs.REGISTER, verbs.HANDLE):
        return FoiRequest.objects.none()
    registering = Q(unit__in=_units(reach, verbs.REGISTER))
    handling = Q(unit__in=_units(reach, verbs.HANDLE))
    mine = Q(handler=person_of(viewer)) & handling
    offered = Exists(
        Clarification.objects.filter(
            foi_request=OuterRef("pk"), answered_on__isnull=True, offered_at__isnull=False
        )
    )
    # An answer in review or signed waits for somebody else, or stands below as work of its own.
    answered = FoiRequest.objects.filter(
        answers__status__in=(Step.REVIEW, Step.SECRECY_REVIEW, Step.SIGN_OFF, Step.SIGNED)
    )
    wanted = (
        Q(status=Status.SUBMITTED) & registering
        | Q(status=Status.CLARIFYING) & Q(offered) & (registering | handling)
        | Q(status=Status.OPEN, handler__isnull=True) & handling
        | Q(status=Status.OPEN) & mine & ~Q(pk__in=answered.filter(STILL_OPEN).values("pk"))
    )
    return FoiRequest.objects.filter(STILL_OPEN, wanted).order_by("received_on", "pk")


def _what_of_request(foi_request: FoiRequest) -> str:
    if foi_request.status == Status.SUBMITTED:
        return CONFIRMING
    if foi_request.status == Status.CLARIFYING:
        return "确认收到补正"
    return "办理" if foi_request.handler_id else "分办"


def _answers(viewer: Viewer, reach: Reach) -> Iterable[_Row]:
    """Answers to review that others wrote, and signed ones to give."""
    shown = [f"foi_request__{name}" for name in _SHOWN]
    found = _answers_waiting(viewer, reach).select_related("foi_request")
    for one in found.order_by("submitted_at", "pk").only("status", *shown)[:LONGEST]:
        label = "发出答复" if one.status == Step.SIGNED else one.get_status_display()
        yield _row(one.foi_request, label)


def _answers_waiting(viewer: Viewer, reach: Reach) -> QuerySet[Answer]:
    if not _may(reach, verbs.HANDLE, verbs.SERVE, *VERB_OF.values()):
        return Answer.objects.none()
    units = "foi_request__unit__in"
    giving = _units(reach, verbs.HANDLE, verbs.SERVE)
    wanted = Q(status=Step.SIGNED, **{units: giving})
    steps = [(step, verb) for step, verb in VERB_OF.items() if _may(reach, verb)]
    if steps:
        reviewing = (Q(status=step, **{units: _units(reach, verb)}) for step, verb in steps)
        wanted |= reduce(or_, reviewing) & by_others(person_of(viewer))
    in_hand = Q(status__in=(*VERB_OF, Step.SIGNED))  # the index of answers by status
    return Answer.objects.filter(in_hand, wanted).order_by()


def _services(reach: Reach) -> Iterable[_Row]:
    """Answers that were given and of which nobody noted yet that they arrived."""
    shown = [f"foi_request__{name}" for name in _SHOWN]
    found = _services_waiting(reach).select_related("foi_request")
    for one in found.order_by("answered_on", "pk").only("status", *shown)[:LONGEST]:
        yield _row(one.foi_request, "登记送达", rule="")


def _services_waiting(reach: Reach) -> QuerySet[Answer]:
    if not _may(reach, verbs.SERVE):
        return Answer.objects.none()
    given = Answer.objects.filter(status=Step.GIVEN, served_on__isnull=True)
    return given.filter(foi_request__unit__in=_units(reach, verbs.SERVE)).order_by()


def _tasks(reach: Reach) -> Iterable[_Row]:
    """Parts that a unit was asked for."""
    found = _tasks_waiting(reach).select_related("foi_request")
    for one in found.order_by("asked_on", "pk")[:LONGEST]:
        request = one.foi_request
        yield _Row(request.number, _title(request), "协办", one.reference, "foi.unit_opinion")


def _tasks_waiting(reach: Reach) -> QuerySet[UnitTask]:
    if not _may(reach, verbs.GIVE_OPINION, verbs.HANDLE):
        return UnitTask.objects.none()
    asked = UnitTask.objects.filter(foi_request__status=Status.OPEN, replied_on__isnull=True)
    return asked.filter(unit__in=_units(reach, verbs.GIVE_OPINION, verbs.HANDLE)).order_by()


def _unsent(viewer: Viewer, reach: Reach) -> Iterable[_Row]:
    """Requests whose requester does not know yet what a mail should have said."""
    found = _unsent_waiting(viewer, reach)
    for one in found.order_by("received_on", "pk").only(*_SHOWN, "status")[:LONGEST]:
        yield _row(one, TELLING, rule="")


def _unsent_waiting(viewer: Viewer, reach: Reach) -> QuerySet[FoiRequest]:
    """For whoever handles them; where nobody does, for all who may. Closed ones too."""
    if not _may(reach, verbs.HANDLE):
        return FoiRequest.objects.none()
    handling = Q(unit__in=_units(reach, verbs.HANDLE))
    mine = Q(handler=person_of(viewer)) | Q(handler__isnull=True)
    waiting = unsent(Message.objects.all()).values("foi_request")
    return FoiRequest.objects.filter(handling, mine, pk__in=waiting).order_by()


def _row(foi_request: FoiRequest, what: str, rule: str = "foi.reply") -> _Row:
    about = foi_request.reference
    return _Row(foi_request.number, _title(foi_request), what, about, rule, foi_request.redo_by)


def _title(foi_request: FoiRequest) -> str:
    line = " ".join((foi_request.wanted_title or foi_request.wanted).split())
    return line if len(line) <= 60 else f"{line[:60]}…"


def _may(reach: Reach, *wanted: Verb) -> bool:
    """Whether the person may do any of this anywhere: most may not, and every page counts."""
    return any(somewhere(reach[verb]) for verb in wanted)


def _units(reach: Reach, *wanted: Verb) -> QuerySet[Unit]:
    return Unit.objects.filter(reduce(or_, [reach[verb] for verb in wanted])).order_by()


def _with_dates(rows: list[_Row]) -> Iterable[Work]:
    """The due dates of all rows; after a reopening the day that a decision names comes first."""
    clocks = open_clocks().filter(about__in={row.about for row in rows})
    told = clocks.values_list("about", "rule", "due_on", "pk")
    due = {(about, rule): (on, pk) for about, rule, on, pk in told}
    for row in rows:
        due_on, clock = due.get((row.about, row.rule), (None, None))
        if row.redo_by and row.rule and (due_on is None or row.redo_by < due_on):
            due_on, clock = row.redo_by, None
        yield Work(row.number, row.about, row.title, row.what, due_on, clock)
