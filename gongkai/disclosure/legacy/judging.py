"""What every row will become, or what is wrong in which column. Changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.html import escape

from gongkai.disclosure.columns import site_columns
from gongkai.disclosure.content import Content
from gongkai.disclosure.legacy.rows import Row, label
from gongkai.disclosure.models import Item
from gongkai.disclosure.operations.importing import Legacy, personal_data_reasons
from gongkai.kernel.dates import parse_date
from gongkai.kernel.text import normalise
from gongkai.registers.models import CatalogueEntry, EntryVersion

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
# As long as the columns of `Version` and `Item`; a test holds them together.
LONGEST = {
    "title": 300,
    "document_number": 60,
    "issued_by": 200,
    "summary": 500,
    "index_number": 40,
}


@dataclass(frozen=True)
class Problem:
    """Something wrong with a row: where it stands, in which column, and how to mend it."""

    where: str
    column: str  # as it is called on screens; "" for the whole row
    sentence: str


@dataclass(frozen=True)
class Judged:
    """A row that can be taken over (`legacy`), is here already (`known`), or has problems."""

    row: Row
    legacy: Legacy | None = None
    known: str = ""  # its index number, when an item here has it
    problems: Sequence[Problem] = field(default_factory=list)


class Judge:
    """Judges the rows of one import; remembers the index numbers that it saw."""

    def __init__(self, duty: CatalogueEntry | None = None) -> None:
        self.default_duty = duty
        self.today = timezone.localdate()
        self.columns = {code for code, _ in site_columns()}
        self._duties = _duties_by_code()
        self._seen: dict[str, str] = {}  # index number: where it stood first

    def judge(self, rows: Sequence[Row]) -> list[Judged]:
        """The rows of a batch, in the same order. One query, whatever their number."""
        numbers = [row.said["index_number"] for row in rows if "index_number" in row.said]
        items = Item.objects.filter(index_number__in=numbers)
        taken = set(items.values_list("index_number", flat=True))
        return [self._judged(row, taken) for row in rows]

    def _judged(self, row: Row, taken: set[str]) -> Judged:
        if row.problem:
            return Judged(row, problems=[Problem(row.where, "", row.problem)])
        number = row.said.get("index_number", "")
        if number in taken:
            return Judged(row, known=number)
        faults: list[tuple[str, str]] = [*_too_long(row.said)]
        legacy = self._legacy(row.said, faults)
        if number:
            first = self._seen.setdefault(number, row.where)
            if first != row.where:
                faults.append(("index_number", f"与{first}的索引号“{number}”重复。"))
        if legacy and not faults:
            faults += [("text", _alone(one)) for one in personal_data_reasons(0, legacy)]
        problems = [Problem(row.where, label(column), said) for column, said in faults]
        return Judged(row, None if problems else legacy, problems=problems)

    def _legacy(self, said: Mapping[str, str], faults: list[tuple[str, str]]) -> Legacy | None:
        """The item; what stands against it is added to `faults`."""
        title = normalise(said.get("title", "")).replace("\n", " ")
        if not title:
            faults.append(("title", "名称是空的，请填写。"))
        published = self._day(said, "published_on", faults, needed=True)
        adopted = self._day(said, "adopted_on", faults)
        duty = self._duty(said.get("duty", ""), faults)
        column = said.get("column_code", "")
        if column and column not in self.columns:
            faults.append(("column_code", f"网站没有代码为“{column}”的栏目。"))
        if faults or published is None or duty is None:
            return None
        content = Content(
            title=title,
            body_html=as_markup(said.get("text", "")),
            document_number=said.get("document_number", ""),
            issued_by=said.get("issued_by", ""),
            adopted_on=adopted,
            column_code=column or (duty.current.column_code if duty.current else ""),
            summary=said.get("summary", ""),
        )
        return Legacy(
            duty, content, published, said.get("index_number", ""), said.get("kept_because", "")
        )

    def _day(
        self,
        said: Mapping[str, str],
        column: str,
        faults: list[tuple[str, str]],
        *,
        needed: bool = False,
    ) -> date | None:
        text = said.get(column, "")
        if not text:
            if needed:
                faults.append((column, f"{label(column)}是空的，请填写，如 2024-03-08。"))
            return None
        day = parse_date(text)
        if day is None:
            faults.append((column, f"“{text[:40]}”不是日期，请写作 2024-03-08。"))
        elif day > self.today:
            faults.append((column, f"{label(column)} {day} 晚于今天。"))
        return day

    def _duty(self, said: str, faults: list[tuple[str, str]]) -> CatalogueEntry | None:
        if not said:
            if self.default_duty is None:
                faults.append(("duty", "没有写目录事项，也没有指定默认的目录事项。"))
            return self.default_duty
        found = self._duties.get(said.removeprefix("duty:"), [])
        if len(found) == 1:
            return found[0]
        if found:
            full = "、".join(one.reference.removeprefix("duty:") for one in found)
            faults.append(("duty", f"编号“{said}”在几部目录里都有，请写全：{full}。"))
        else:
            faults.append(
                ("duty", f"没有编号为“{said[:60]}”的目录事项，请写“0501”或“grassroots.0501”。")
            )
        return None


def find_duty(said: str) -> CatalogueEntry | None:
    """The duty that a code names, alone or with its catalogue's; None when none or several."""
    found = _duties_by_code().get(said.removeprefix("duty:"), [])
    return found[0] if len(found) == 1 else None


def _duties_by_code() -> dict[str, list[CatalogueEntry]]:
    """Every duty whose items may be public, by 0501 and by grassroots.0501; ended ones too."""
    duties: dict[str, list[CatalogueEntry]] = {}
    withheld = EntryVersion.Route.WITHHELD
    entries = CatalogueEntry.objects.exclude(current__route=withheld)
    for duty in entries.select_related("catalogue", "current"):
        duties.setdefault(duty.code, []).append(duty)
        duties.setdefault(f"{duty.catalogue.code}.{duty.code}", []).append(duty)
    return duties


def _too_long(said: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for column, most in LONGEST.items():
        if len(said.get(column, "")) > most:
            yield column, f"{label(column)}有{len(said[column])}个字，最多{most}个字。"


def _alone(sentence: str) -> str:
    """A sentence about a row of a batch without the row's number, which stands beside it here."""
    column = f"（“{label('kept_because')}”栏）"
    return sentence.removeprefix("第0条中").replace("（kept_because）", column)


def as_markup(text: str) -> str:
    """HTML as it is (it is made safe when it is taken over); plain lines as paragraphs."""
    if _MARKUP.search(text):
        return text
    lines = [line.strip() for line in text.splitlines()]
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)
