"""The people and requests of these tests: an office, a bureau, a township, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.annualreports import verbs
from gongkai.annualreports.form import form_named
from gongkai.annualreports.models import AnnualReport, Edition
from gongkai.annualreports.operations import finishing, writing
from gongkai.disclosure.verbs import DRAFT
from gongkai.foi import events
from gongkai.foi.models import Answer, FoiRequest, Remedy
from gongkai.foi.testing import make_request
from gongkai.foi.verbs import SEE_ALL
from gongkai.journal.actors import SYSTEM
from gongkai.journal.recording import operation, record
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Unit
from gongkai.people.testing import make_body, make_person, make_unit

YEAR = 2025


def day(text: str) -> date:
    """ "03-09" of the year before, the year, or the one after: -03-09, 03-09, +03-09."""
    year = YEAR - 1 if text[0] == "-" else YEAR + 1 if text[0] == "+" else YEAR
    return date.fromisoformat(f"{year}-{text.lstrip('+-')}")


@dataclass
class Bureau:
    """One body with somebody who writes its report and somebody who approves it."""

    body: Body
    unit: Unit
    clerk: Staff
    leader: Staff

    def asked(self, received_on: date, *, kind: str = "natural", **more: Any) -> FoiRequest:
        """An open request."""
        return make_request(self.unit, received_on=received_on, requester_kind=kind, **more)

    def handled(
        self, received_on: date, closed_on: date, outcome: str, *, ground: str = "", **more: Any
    ) -> FoiRequest:
        """A request that was answered."""
        foi_request = self.asked(received_on, **more)
        answer(foi_request, closed_on, outcome, ground)
        return foi_request

    def start(self, year: int = YEAR, *, rolled_up: bool = False) -> AnnualReport:
        return writing.start(self.body, year, staff=self.clerk, rolled_up=rolled_up)

    def fill_in(self, report: AnnualReport) -> AnnualReport:
        """Everything that a person has to write."""
        for number, text in (("一", "工作有序开展。"), ("五", "无。"), ("六", "无其他事项。")):
            section = report.sections.get(number=number)
            writing.write_section(report, number, text, revision=section.revision, staff=self.clerk)
        for cell in form_named(report.form).typed_table:
            writing.enter_figure(report, cell.id, Decimal(0), staff=self.clerk)
        return report

    def freeze(self, report: AnnualReport) -> Edition:
        finishing.approve(report, staff=self.leader)
        edition, _ = finishing.freeze(report, staff=self.leader)
        report.refresh_from_db()
        return edition

    def frozen(self, year: int = YEAR, *, rolled_up: bool = False) -> AnnualReport:
        """A report all the way to its frozen edition."""
        report = self.fill_in(self.start(year, rolled_up=rolled_up))
        self.freeze(report)
        return report


def make_bureau(
    code: str, name: str, *, kind: str = Body.Kind.DEPARTMENT, parent: Body | None = None
) -> Bureau:
    body = make_body(code, name, kind=kind, parent=parent)
    unit = make_unit(body, "办公室")
    clerk = make_person(
        f"{code}-clerk", f"{name[-4:-1]}经办", unit=unit, reach="body",
        verbs=[verbs.WRITE, DRAFT, SEE_ALL],
    )  # fmt: skip
    leader = make_person(
        f"{code}-leader", f"{name[-4:-1]}领导", unit=unit, reach="body", verbs=[verbs.FREEZE]
    )
    return Bureau(body, unit, Staff(clerk), Staff(leader))


@operation
def answer(foi_request: FoiRequest, on: date, outcome: str, ground: str = "") -> None:
    """Close a request with an answer, with its fact, as `operations.giving` does."""
    number = foi_request.answers.count() + 1
    Answer.objects.create(
        foi_request=foi_request, number=number, status=Answer.Status.GIVEN, kind=outcome,
        ground=ground, content_hash="0" * 64, author=_author(foi_request),
        created_at=foi_request.submitted_at, changed_at=foi_request.submitted_at, letter="书1",
        answered_on=on,
    )  # fmt: skip
    _close(foi_request, on, outcome)
    fact = events.RequestAnswered(number, outcome, "书1", "0" * 64)
    record(fact, about=foi_request.reference, actor=SYSTEM, on=on)


def _author(foi_request: FoiRequest) -> Any:
    from gongkai.people.models import Person

    return Person.objects.get(username=f"{foi_request.body.code}-clerk")


def _close(foi_request: FoiRequest, on: date, outcome: str) -> None:
    foi_request.status, foi_request.closed_on, foi_request.outcome = "closed", on, outcome
    foi_request.save()


@operation
def reopen(foi_request: FoiRequest, on: date) -> None:
    """An answer was annulled: the request is open again."""
    foi_request.status, foi_request.closed_on, foi_request.outcome = "open", None, ""
    foi_request.save()
    fact = events.RequestReopened("reconsideration")
    record(fact, about=foi_request.reference, actor=SYSTEM, on=on)


@operation
def abandon(foi_request: FoiRequest, on: date, why: str) -> None:
    _close(foi_request, on, {"not_clarified": "R15", "not_paid": "R16"}[why])
    record(events.RequestAbandoned(why), about=foi_request.reference, actor=SYSTEM, on=on)


def remedy(foi_request: FoiRequest, filed_on: date, **more: Any) -> Remedy:
    """Reconsideration or a lawsuit; pending unless `result` and `decided_on` say otherwise."""
    values = {"kind": "reconsideration", "organ": "清江县人民政府"} | more
    serial = foi_request.remedies.count() + 1
    return Remedy.objects.create(
        foi_request=foi_request, serial=serial, filed_on=filed_on, **values
    )
