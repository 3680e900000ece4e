"""A paper of the plan as the platform keeps it: its content, and the files that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from gongkai.demo.files import form_as_docx, paper_as_pdf, table_as_xlsx
from gongkai.demo.planning import Paper
from gongkai.demo.writing import Table, Text, first_sentence, to_html
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Version
from gongkai.kernel.dates import chinese_date

IN_FORCE, EXPIRED = Version.Validity.IN_FORCE, Version.Validity.EXPIRED


@dataclass(frozen=True)
class Annex:
    """A file beside a paper."""

    name: str
    data: bytes
    listed: bool = True  # in the text, as papers list their annexes; a print of itself is not


def content_of(paper: Paper, today: date, annexes: list[Annex] | None = None) -> Content:
    """What stands in public of the paper; validity as it is today."""
    text = written(paper)
    names = [annex.name.rpartition(".")[0] for annex in annexes or [] if annex.listed]
    return Content(
        title=text.title,
        body_html=to_html(text, paper.organ.name, paper.adopted_on, names),
        document_number=paper.number,
        issued_by=paper.organ.name,
        document_kind=paper.genre.kind,
        subject=paper.subject,
        column_code=paper.genre.column,
        summary=text.summary or first_sentence(text.parts),
        keywords=text.keywords,
        source=paper.organ.name,
        adopted_on=paper.adopted_on,
        effective_on=text.effective_on,
        expires_on=text.expires_on,
        validity=_validity(text, today),
        nature=Version.Nature.NORMATIVE if text.validity else "",
    )


def written(paper: Paper) -> Text:
    """The text of a paper of the plan: it is written by then."""
    assert paper.text is not None
    return paper.text


def _validity(text: Text, today: date) -> str:
    if text.expires_on and text.expires_on < today:
        return EXPIRED if text.validity else ""
    if text.effective_on and text.effective_on > today:
        return ""
    return text.validity


def annexes_of(paper: Paper, *, table: bool = False) -> list[Annex]:
    """The files of a paper: forms always; its table, and its print, now and then (or `table`)."""
    text, chance = written(paper), Random(f"{paper.key}/annexes")
    found = []
    if text.form:
        found.append(Annex(f"{text.form}.docx", form_as_docx(text.form, paper.adopted_on)))
    if text.tables and (chance.random() < 0.4 or table):
        found.append(table_annex(text.tables[0], paper.adopted_on))
    if paper.number and chance.random() < 0.6:
        day = chinese_date(paper.adopted_on)
        printed = paper_as_pdf(text, paper.organ.name, day)
        found.append(Annex(f"{paper.number}（印发件）.pdf", printed, listed=False))
    return found


def table_annex(table: Table, on: date) -> Annex:
    """A table as a file that carries its caption."""
    name = table.caption.replace("“", "").replace("”", "")
    return Annex(f"{name}.xlsx", table_as_xlsx(table, on))
