"""One row of a catalogue table, read into the columns of a duty.

Values come through merged cells; 同上 is resolved from the row above; a row whose 序号 and levels
are one merged cell with the row above only adds elements, each with its own 公开方式.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal, NamedTuple

from gongkai.kernel.dates import parse_date
from gongkai.registers import channels as channel_list
from gongkai.registers import elements as element_list
from gongkai.registers import marks
from gongkai.registers.channels import Channel
from gongkai.registers.columns import (
    EVERYONE,
    GROUP_UNNAMED,
    LABELS,
    ROUTES,
    STAGES,
    DutyColumns,
    audience_text,
    duty_route,
)
from gongkai.registers.elements import PROACTIVE, Element
from gongkai.registers.grids import Grid, address
from gongkai.registers.headers import Head, levels_in

_SAME_AS_ABOVE = re.compile(r"同上(?:一?[行项栏条])?|同前|[〃″]")
_LONGEST = {"level1": 100, "level2": 200, "level3": 200, "responsible": 200, "audience": 200,
            "code": 40, "field": 60, "keep_for": 60}  # fmt: skip
_LEVEL_KINDS = ("level1", "matters", "level2", "level3", "level4")
# A row that differs from the one above in any of these is a duty of its own.
_OWN_KINDS = ("limit_text", "responsible", "legal_basis", "keep_for", "audience_group")
_GROUNDS = re.compile(r"E1[456][abc]?")


class RowProblem(NamedTuple):
    """As `xlsx_reading.Problem`, without the sheet."""

    cell: str
    sentence: str
    kind: Literal["error", "warning"] = "warning"


class RowReader:
    """Reads the rows of one sheet from top to bottom; what is odd is gathered in `problems`."""

    def __init__(self, grid: Grid, head: Head, field: str) -> None:
        self.grid = grid
        self.head = head
        self.field = field
        self.problems: list[RowProblem] = []
        self.above: dict[int, str] = {}  # what each column said last, for 同上
        self.level1 = ""

    def has_substance(self, row: int) -> bool:
        """Whether the row names a duty or an element, and is no remark across the table."""
        last = self.grid.width - 1
        if last and self.grid.origin(row, 0) == self.grid.origin(row, last):
            return False
        return any(
            self.grid.text(row, column)
            for column, one in self.head.columns.items()
            if one.kind in (*_LEVEL_KINDS, "elements")
        )

    def continues(self, row: int) -> bool:
        """Whether the row only adds elements to the duty above it."""
        if row == self.head.below or not (self._joined(row) or self._only_elements(row)):
            return False
        return not any(
            self._differs(row, column)
            for column, one in self.head.columns.items()
            if one.kind in (*_LEVEL_KINDS, *_OWN_KINDS)
        )

    def _joined(self, row: int) -> bool:
        """One merged 序号 with the row above; without that column, one merged name and limit."""
        if self.head.has("serial") or self.head.has("code"):
            keys = [self._at("serial", "code")]
        else:
            keys = [self._at("level3", "level2", "level1", "matters"), self._at("limit_text")]
        return all(
            self.grid.joined_with_above(row, key) and self.grid.text(row, key) for key in keys
        )

    def _only_elements(self, row: int) -> bool:
        """A row without a number and without levels of its own: its merges were lost in a copy."""
        return not any(
            self.grid.text(row, column)
            for column, one in self.head.columns.items()
            if one.kind in (*_LEVEL_KINDS, "serial", "code", "limit_text")
        )

    def _at(self, *kinds: str) -> int:
        """The place of the first column of these kinds that the table has."""
        places = [self.head.column_of(kind) for kind in kinds]
        return next((place for place in places if place is not None), 0)

    def _differs(self, row: int, column: int) -> bool:
        text = self.grid.text(row, column)
        return bool(text) and text not in (self.grid.text(row - 1, column), self.above.get(column))

    def read(self, row: int) -> DutyColumns:
        """The duty that begins in this row."""
        routes = self._routes(row)
        elements = self._elements(row, routes)
        everyone, group = self._audience(row)
        found = DutyColumns(
            code=self._text(row, "code") or self._text(row, "serial"),
            field=self._text(row, "field") or self.field,
            **self._levels_of_matter(row),
            elements=elements,
            legal_basis=self._text(row, "legal_basis"),
            limit_text=self._text(row, "limit_text"),
            keep_for=_one_line(self._text(row, "keep_for")),
            responsible=_one_line(self._text(row, "responsible")),
            channels=self._channels(row),
            audience=audience_text(everyone, group),
            route=duty_route(elements, routes[0]),
            levels=self._levels(row),
            stages=self._stages(row),
            ground=self._ground(row),
            review_on=self._review_on(row),
            local_columns=self._local(row),
        )
        self._check(row, found)
        return found

    def read_more(self, duty: DutyColumns, row: int) -> DutyColumns:
        """The duty above with the elements of this row."""
        elements_at = self._at("elements")
        if self.grid.joined_with_above(row, elements_at):
            return duty  # the same cell again
        more = self._elements(row, self._routes(row))
        elements = (*duty.elements, *more)
        return replace(duty, elements=elements, route=duty_route(elements, duty.route))

    def places(self, row: int) -> dict[str, str]:
        """The cell of each kind of column, for who finds something odd later."""
        kinds = {one.kind: at for at, one in reversed(self.head.columns.items())}
        if "code" not in kinds and "serial" in kinds:
            kinds["code"] = kinds["serial"]
        return {kind: address(row, at) for kind, at in kinds.items()}

    # Texts

    def _text(self, row: int, kind: str) -> str:
        column = self.head.column_of(kind)
        return "" if column is None else self._cell(row, column)

    def _cell(self, row: int, column: int) -> str:
        """The cell's text, with 同上 replaced by what it points to."""
        text = self.grid.text(row, column)
        if _SAME_AS_ABOVE.fullmatch("".join(text.split())):
            pointed_at = self.above.get(column, "")
            if not pointed_at:
                self._error(row, column, f"写的是“{text}”，但上面没有可以对照的一行，请写明内容。")
            return pointed_at
        if text:
            self.above[column] = text
        return text

    def _levels_of_matter(self, row: int) -> dict[str, str]:
        found = {kind: _one_line(self._text(row, kind)) for kind in _LEVEL_KINDS}
        level1 = found["level1"] or found["matters"]
        if not level1 and self.level1:
            column = self._at("level1", "matters")
            self._warn(row, column, f"一级事项为空，按上一行的“{self.level1}”填入。")
            level1 = self.level1
        self.level1 = level1
        level3 = "／".join(one for one in (found["level3"], found["level4"]) if one)
        return {"level1": level1, "level2": found["level2"], "level3": level3}

    def _local(self, row: int) -> dict[str, str]:
        return {
            one.heading: text
            for column, one in self.head.columns.items()
            if one.kind in ("local", "scope") and (text := self._cell(row, column))
        }

    # Ticks and options

    def _ticks(self, row: int, kind: str) -> Iterator[tuple[tuple[str, ...], bool]]:
        """Each column of options of a kind: what it stands for, and whether it is ticked."""
        for column, one in self.head.columns.items():
            if one.kind == kind and one.choice:
                text = self.grid.text(row, column)
                ticked = marks.ticked(text)
                if ticked is None:
                    self._warn(row, column, f"“{_short(text)}”看不出是否勾选，按没有勾选处理。")
                yield one.choice, bool(ticked)

    def _chosen(self, row: int, kind: str) -> tuple[list[str], int | None]:
        """The ticked options of a kind, and the column of options if there is any."""
        chosen = [code for codes, ticked in self._ticks(row, kind) if ticked for code in codes]
        columns = [at for at, one in self.head.columns.items() if one.kind == kind]
        return list(dict.fromkeys(chosen)), columns[0] if columns else None

    def _written(self, row: int, kind: str) -> str:
        """What a single column of a kind (not one column for each option) says."""
        for column, one in self.head.columns.items():
            if one.kind == kind and not one.choice:
                return self._cell(row, column)
        return ""

    def _routes(self, row: int) -> tuple[str, ...]:
        chosen, column = self._chosen(row, "route")
        text = self._written(row, "route")
        chosen += [code for code, word in ROUTES.items() if _says(text, word)]
        if not chosen and column is not None:
            self._warn(row, column, "公开方式没有标记，按主动公开处理。")
        return tuple(one for one in ROUTES if one in chosen) or (PROACTIVE,)

    def _elements(self, row: int, routes: tuple[str, ...]) -> tuple[Element, ...]:
        column = self._at("elements")
        found = element_list.split(self._cell(row, column), routes)
        if not found:
            self._warn(row, column, "公开内容（要素）为空。")
        if len(routes) > 1 and all(one.routes == routes for one in found):
            self._warn(
                row,
                column,
                "主动和依申请都有标记，看不出各要素属于哪一种，两种都保留在每个要素上。",
            )
        return found

    def _audience(self, row: int) -> tuple[bool, str]:
        everyone, group = False, ""
        column = None
        for column, one in self.head.columns.items():
            text = self.grid.text(row, column)
            if one.kind == "audience_all":
                everyone = bool(marks.ticked(text)) or EVERYONE in text
            elif one.kind == "audience_group" and text:
                group = self._group(row, column, text)
        written = self._written(row, "audience")
        if written:
            everyone, group = _audience_in(written)
        if not everyone and not group:
            if self.head.has("audience_all") or self.head.has("audience"):
                at = self._at("audience_all", "audience")
                self._warn(row, at, "公开对象没有标记，按全社会处理。")
            return True, ""
        return everyone, group

    def _group(self, row: int, column: int, text: str) -> str:
        ticked = marks.ticked(text)
        if ticked is None:
            return _one_line(self._cell(row, column))
        if ticked:
            self._warn(row, column, "公开对象勾选了特定群体，但没有写明是哪一类人。")
            return GROUP_UNNAMED
        return ""

    def _channels(self, row: int) -> tuple[Channel, ...]:
        found = [Channel(one[0], ticked) for one, ticked in self._ticks(row, "channels")]
        for column, one in self.head.columns.items():
            if one.kind == "channels" and not one.choice:
                parsed, doubts = channel_list.parse(self._cell(row, column))
                found += parsed
                for doubt in doubts:
                    self._warn(row, column, doubt)
        return channel_list.complete(found)

    def _levels(self, row: int) -> tuple[str, ...]:
        chosen, _ = self._chosen(row, "levels")
        found = {*chosen, *levels_in(_selected_words(self._written(row, "levels")))}
        return tuple(one for one in ("city", "county", "township", "village") if one in found)

    def _stages(self, row: int) -> tuple[str, ...]:
        chosen, _ = self._chosen(row, "stages")
        words = _selected_words(self._written(row, "stages"))
        return tuple(code for code, word in STAGES.items() if code in chosen or word in words)

    # Withheld

    def _ground(self, row: int) -> str:
        text = self._text(row, "ground")
        found = _GROUNDS.search(text)
        if text and not found:
            self._error(
                row,
                self._at("ground"),
                f"不予公开的理由“{_short(text)}”没有代码，请写 E14a 至 E16c 之一。",
            )
        return found[0] if found else ""

    def _review_on(self, row: int) -> date | None:
        text = self._text(row, "review_on")
        day = parse_date(text)
        if text and day is None:
            self._error(
                row, self._at("review_on"), f"“{_short(text)}”不是日期，请写成 2026-05-08 的样子。"
            )
        return day

    # Checks

    def _check(self, row: int, found: DutyColumns) -> None:
        if not found.level1:
            self._error(row, self._at("level1", "matters"), "一级事项为空，请填写。")
        for kind, longest in _LONGEST.items():
            if len(getattr(found, kind)) > longest:
                label = LABELS[kind]
                self._error(
                    row, self._at(kind), f"{label}超过{longest}个字，请缩短或检查是否填错了栏。"
                )
        if re.search(r"[\s/\\?#%]", found.code):
            self._error(
                row, self._at("code", "serial"), f"编号“{found.code}”里有空格或斜杠等符号，请去掉。"
            )
        for doubt in found.limit_doubts:
            self._warn(row, self._at("limit_text"), doubt)

    def _warn(self, row: int, column: int, sentence: str) -> None:
        self.problems.append(RowProblem(address(row, column), sentence))

    def _error(self, row: int, column: int, sentence: str) -> None:
        self.problems.append(RowProblem(address(row, column), sentence, "error"))


def _one_line(text: str) -> str:
    """Line ends inside names come from narrow cells and mean nothing."""
    return "".join(text.splitlines())


def _short(text: str) -> str:
    flat = _one_line(text)
    return flat if len(flat) <= 20 else f"{flat[:20]}…"


def _says(text: str, word: str) -> bool:
    """Whether a cell of options chooses one: marked where anything is marked, else named."""
    return word in _selected_words(text)


def _selected_words(text: str) -> str:
    """The words of a cell of options that are chosen: behind ■ where anything is marked."""
    flat = "".join(text.split())
    pieces = re.split(rf"([{marks.CHOSEN}{marks.NOT_CHOSEN}口£R])", flat)
    if len(pieces) == 1:
        return flat
    return "、".join(
        words for mark, words in zip(pieces[1::2], pieces[2::2], strict=True) if marks.mark_of(mark)
    )


def _audience_in(text: str) -> tuple[bool, str]:
    """公开对象 in a single cell: 全社会, a group, or options with marks."""
    words = _selected_words(text)
    everyone = any(one in words for one in (EVERYONE, "社会公众", "面向社会"))
    group = re.sub(
        r"面向全社会|全社会|社会公众|面向社会|特定群[体众](?:[（(]请写明[）)])?", "", words
    )
    group = group.strip("：:；;、，,（）() ")
    if not group and "特定" in words:
        group = GROUP_UNNAMED
    return everyone, group
