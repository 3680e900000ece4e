"""The story of a request, told for staff: facts of the journal as Chinese sentences.

The journal holds no names and no words; those of units, third parties and opinions are looked up in
their tables. What the requester is told is in `telling_requester`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from gongkai.disclosure.telling import saves_together, who
from gongkai.foi import events
from gongkai.foi.models import AnswerOpinion, Consultation, FoiRequest
from gongkai.foi.queries.opened import entries_of
from gongkai.foi.queries.reasons_after import RETENTIONS
from gongkai.foi.queries.reasons_receiving import CORRECTIONS
from gongkai.foi.telling_sentences import SENTENCES, Known
from gongkai.journal.models import Entry
from gongkai.kernel.dates import chinese_date
from gongkai.people.models import Body, Person, Unit
from gongkai.reference.queries import labels
from gongkai.screens.components import Happening


def timeline(foi_request: FoiRequest) -> list[Happening]:
    """The story of a request for those who see it whole, in the order of recording.

    What the handling wrote is in it: whoever shows it has asked `may_see_whole`.
    """
    return tell(foi_request, entries_of(foi_request))


def tell(foi_request: FoiRequest, entries: Iterable[Entry]) -> list[Happening]:
    """Entries about one request in words. Saves in a row by one person become one line."""
    rows = [entry for entry in entries if type(entry.fact) in SENTENCES]
    known = _known(foi_request, rows)
    return [_happening(run, known) for run in saves_together(rows, events.AnswerChanged)]


def _known(foi_request: FoiRequest, rows: list[Entry]) -> Known:
    asked = list(foi_request.consultations.all())
    third = Consultation.Kind.THIRD_PARTY
    said = {row.name for row in rows}
    return Known(
        AnswerOpinion.objects.in_bulk(
            {row.data["opinion"] for row in rows if "opinion" in row.data}
        ),
        {one.serial: one for one in asked if one.kind == third},
        {one.serial: one for one in asked if one.kind != third},
        _names_in(rows),
        labels(RETENTIONS) if events.RequestArchived.__name__ in said else {},
        labels(CORRECTIONS) if events.ReceiptCorrected.__name__ in said else {},
    )


def _names_in(rows: list[Entry]) -> dict[str, str]:
    """The names behind references, in one query for each sort."""
    wanted: dict[str, set[str]] = {"unit": set(), "body": set(), "person": set()}
    for row in rows:
        for value in row.data.values():
            sort, colon, code = value.partition(":") if isinstance(value, str) else ("", "", "")
            if colon and sort in wanted:
                wanted[sort].add(code)
    units = Unit.objects.filter(code__in=wanted["unit"]).select_related("body")
    bodies = Body.objects.filter(code__in=wanted["body"])
    people = Person.objects.filter(username__in=wanted["person"])
    names = {one.reference: str(one) for one in units}
    names |= {one.reference: str(one) for one in bodies}
    return names | {one.reference: str(one) for one in people}


def _happening(run: list[Entry], known: Known) -> Happening:
    last = run[-1]
    told = SENTENCES[type(last.fact)](last.fact, known)
    times = f"（共 {len(run)} 次）" if len(run) > 1 else ""
    title = told.title + times + _on_another_day(last)
    return Happening(last.at, title, who(last.actor), told.text)


def _on_another_day(entry: Entry) -> str:
    """The legal day, where it is not the day on which somebody typed it."""
    typed: date = timezone.localdate(entry.at)
    return "" if entry.on == typed else f"（{chinese_date(entry.on)}）"
