"""What a report says: counted now with what people wrote, or as it was frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.conf import settings
from django.utils import timezone

from gongkai.annualreports.content import Entered, Member, Problem, Said, from_kept
from gongkai.annualreports.form import (
    CARRIED_OUT,
    PARTLY,
    TOTAL,
    Form,
    form_for,
    form_named,
    request_cell,
)
from gongkai.annualreports.models import AnnualReport, Edition
from gongkai.annualreports.numbers import Cells, Number, add_up
from gongkai.annualreports.queries import drafts, rules
from gongkai.annualreports.queries.documents import released_in
from gongkai.annualreports.queries.ledger import Ledger
from gongkai.annualreports.queries.lives import Watched
from gongkai.annualreports.queries.named import counted
from gongkai.annualreports.queries.outcomes import PARTLY_GRANTED
from gongkai.annualreports.queries.requests import RequestCounts
from gongkai.people.models import Body


def find_report(body: Body, year: int, *, rolled_up: bool = False) -> AnnualReport | None:
    """The report, if somebody began one."""
    return AnnualReport.objects.filter(body=body, year=year, rolled_up=rolled_up).first()


def edition_in_force(report: AnnualReport | None) -> Edition | None:
    """The frozen edition that is the last word; None while the report is open."""
    if report is None or not report.is_frozen:
        return None
    return report.editions.filter(reopened_at__isnull=True).first()


def say(body: Body, year: int, *, rolled_up: bool = False) -> Said:
    """What the report of a body on a year says. Without a report: numbers and draft texts.

    Raises `ValueError` for years whose form we do not know (`form_for`).
    """
    return said_by(find_report(body, year, rolled_up=rolled_up), body, year, rolled_up=rolled_up)


def said_by(report: AnnualReport | None, body: Body, year: int, *, rolled_up: bool) -> Said:
    """The same, of a report that is at hand."""
    edition = edition_in_force(report)
    if edition is not None:
        return from_kept(edition.content)
    form = form_named(report.form) if report else form_for(year)
    if form is None:
        raise ValueError(f"no form for {year}")
    return _Counting(form, body, year, rolled_up, report).said()


def members_of(body: Body, year: int) -> list[Body]:
    """All bodies below this one in the year: departments, lower governments and what is below them.

    One that was closed before the year began handed its requests over and has no report.
    """
    first = date(year, 1, 1)
    found: list[Body] = []
    level = [body]
    while level:
        below = Body.objects.filter(parent__in=level).exclude(closed_on__lt=first)
        level = list(below.exclude(pk__in=[one.pk for one in found]))
        found += level
    return found


@dataclass(frozen=True)
class _Share:
    """What one body brings into a report: its own report when frozen, else what is counted."""

    ledger: Ledger
    cells: Cells
    fees_yuan: int
    released: int
    frozen: bool = False

    @property
    def body(self) -> Body:
        return self.ledger.body


@dataclass(frozen=True)
class _Counting:
    """A report that is not frozen, being counted."""

    form: Form
    body: Body
    year: int
    rolled_up: bool
    report: AnnualReport | None

    def said(self) -> Said:
        said = Said(
            form=self.form,
            body_code=self.body.code,
            body_name=self.body.name,
            year=self.year,
            rolled_up=self.rolled_up,
            opening=self._opening(),
            sections=self._sections(),
            cells=self.cells,
            fees_yuan=self.fees_yuan,
            entered=self._entered(),
            notes=self._notes,
            members=[Member(one.body.code, one.body.name, one.frozen) for one in self._others],
        )
        return replace(said, problems=self._problems(said))

    # --- numbers

    @cached_property
    def cells(self) -> dict[str, Number | None]:
        """Counted or added up; what was typed in this report stands above both."""
        return add_up(one.cells for one in self.shares) | self._figures

    @cached_property
    def fees_yuan(self) -> int:
        return sum(one.fees_yuan for one in self.shares)

    @cached_property
    def _figures(self) -> dict[str, Number | None]:
        return figures_of(self.report)

    @cached_property
    def shares(self) -> list[_Share]:
        if not self.rolled_up:
            return [_counted_share(Ledger(self.form, self.body, self.year))]
        watched = Watched()  # read once for all bodies
        return [
            _share(Ledger(self.form, one, self.year, watched))
            for one in [self.body, *self._members]
        ]

    @property
    def _members(self) -> Sequence[Body]:
        if self.report is not None:
            return list(self.report.members.all())
        return members_of(self.body, self.year)

    @property
    def _others(self) -> list[_Share]:
        return self.shares if self.rolled_up else []

    # --- words

    def _opening(self) -> str:
        return drafts.opening(
            self.form,
            body=self.body.name,
            year=self.year,
            address=self.body.address,
            phone=self.body.phone,
            site=settings.SITE_URL,
        )

    def _sections(self) -> dict[str, str]:
        if self.report is not None:
            return dict(self.report.sections.values_list("number", "text"))
        return self.draft_texts()

    def draft_texts(self) -> dict[str, str]:
        """Texts to begin with, by the numbers of today."""
        released = sum(one.released for one in self.shares)
        return drafts.drafts(
            drafts.Known(self.form, self.body.name, self.year, self.cells, self.fees_yuan, released)
        )

    def _entered(self) -> dict[str, Entered]:
        figures = self.report.figures.select_related("person") if self.report else []
        return {
            one.cell: Entered(one.person.name, timezone.localdate(one.at).isoformat(), one.source)
            for one in figures
        }

    @cached_property
    def _notes(self) -> dict[str, str]:
        return dict(self.report.notes.values_list("rule", "text")) if self.report else {}

    # --- rules

    def _problems(self, said: Said) -> list[Problem]:
        ledgers = [one.ledger for one in self.shares if not one.frozen]
        previous, is_frozen = self._previous()
        return rules.problems(
            rules.Context(
                form=self.form,
                cells=said.cells,
                sections=said.sections,
                fees_yuan=said.fees_yuan,
                previous=previous,
                previous_is_frozen=is_frozen,
                explained=frozenset(self._notes),
                unfinished_members=tuple(one.name for one in said.members if not one.frozen),
                without_row=tuple(n for one in ledgers for n in one.requests.without_row),
                partly_elsewhere=sum(_partly_elsewhere(one.requests) for one in ledgers),
                unconfirmed=sum(one.unconfirmed for one in ledgers),
            )
        )

    def _previous(self) -> tuple[Cells, bool]:
        """Last year's cells: of the frozen report, or what can be worked out of them."""
        before = edition_in_force(find_report(self.body, self.year - 1, rolled_up=self.rolled_up))
        if before is not None:
            return from_kept(before.content).cells, True
        return add_up(_carried_out_before(one.ledger) for one in self.shares), False


def figures_of(report: AnnualReport | None) -> dict[str, Number | None]:
    """The figures that were typed in a report: whole ones as whole numbers."""
    if report is None:
        return {}
    return {
        cell: int(value) if value == value.to_integral_value() else value
        for cell, value in report.figures.values_list("cell", "value")
    }


def draft_texts(report: AnnualReport) -> dict[str, str]:
    """Texts to begin with for a report, by the numbers of today."""
    form = form_named(report.form)
    return _Counting(form, report.body, report.year, report.rolled_up, report).draft_texts()


def counted_cells(report: AnnualReport) -> Cells:
    """What the queries count, whatever was typed: the proposals beside the fields."""
    form = form_named(report.form)
    counting = _Counting(form, report.body, report.year, report.rolled_up, report)
    return add_up(one.cells for one in counting.shares)


def _share(ledger: Ledger) -> _Share:
    """A member of a rolled-up report."""
    body, year = ledger.body, ledger.year
    report = find_report(body, year)
    edition = edition_in_force(report)
    if edition is not None:
        said = from_kept(edition.content)
        released = released_in(body.pk, year)
        return _Share(ledger, said.cells, said.fees_yuan, released, frozen=True)
    share = _counted_share(ledger)
    return replace(share, cells={**share.cells, **figures_of(report)})


def _counted_share(ledger: Ledger) -> _Share:
    released = released_in(ledger.body.pk, ledger.year)
    return _Share(ledger, counted(ledger), ledger.fees_yuan, released)


def _carried_out_before(ledger: Ledger) -> Cells:
    """Row four of the year before: of the body's frozen report, else counted by the same rule."""
    edition = edition_in_force(find_report(ledger.body, ledger.year - 1))
    names = {column.key: request_cell(CARRIED_OUT, column.key) for column in ledger.form.columns}
    if edition is not None:
        cells = from_kept(edition.content).cells
        return {name: cells.get(name) for name in names.values()}
    tally = ledger.requests.carried_out_before()
    return {name: tally.total() if key == TOTAL else tally[key] for key, name in names.items()}


def _partly_elsewhere(counts: RequestCounts) -> int:
    """Partly granted requests that a person counted in another row."""
    return sum(
        1
        for _, stands in counts.lives
        if stands.closed and stands.outcome == PARTLY_GRANTED and stands.row != PARTLY
    )
