"""The head of a catalogue table: which column holds what, in whatever order and wording.

Official tables have two header rows (公开事项 over 一级事项 and 二级事项, 公开对象 over 全社会 and
特定群体 …) with merged cells; places swap columns, drop some and add their own. So columns are
found by their headings and by nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.registers.channels import standard_name
from gongkai.registers.columns import STAGES
from gongkai.registers.grids import Grid

LOOK_AT_ROWS = 30  # a head further down is not one

# What stands in the upper (or only) header row. Parts of the heading that end in * may go on.
_TOPS = {
    "serial": "序号",
    "code": "编号 目录编号 事项编号 事项编码 事项代码 代码",
    "field": "领域 公开领域 试点领域 所属领域 重点领域",
    "matters": "公开事项 事项 事项名称 公开事项名称 公开目录 目录名称 公开类目",
    "level1": "一级事项 一级 一级目录 一级类目 一级指标 公开类别 事项类别 事项类型 类别",
    "level2": "二级事项 二级 二级目录 二级类目 二级指标",
    "level3": "三级事项 三级 三级目录 三级类目 三级指标",
    "level4": "四级事项 四级 四级目录 四级类目",
    "elements": "公开内容 公开内容要素 内容要素 公开要素 公开内容及要素 要素 内容标准 具体内容",
    "legal_basis": "公开依据 依据 法律依据 法定依据 公开依据及文号 政策依据",
    "limit_text": "公开时限 时限 公开期限 公开时间 公开时限要求",
    "keep_for": "公开时长 公开时效 公开保留时长",
    "responsible": "公开主体 责任主体 责任单位 公开责任主体 主体 公开单位 责任部门 公开责任单位",
    "channels": "公开渠道和载体 公开渠道及载体 公开渠道与载体 公开渠道 渠道和载体 公开载体",
    "audience": "公开对象 对象",
    "scope": "公开范围",
    "route": "公开方式 方式 公开属性",
    "levels": "公开层级 层级",
    "stages": "五公开阶段 五公开 五公开类别 公开阶段 公开环节 过程 工作过程",
    "ground": "不予公开的理由 不予公开理由 不予公开事由 不公开理由",
    "review_on": "下次复审日期 复审日期 下次评估日期 复核日期",
}  # fmt: skip
_KIND_OF = {name: kind for kind, names in _TOPS.items() for name in names.split()}
_MATTER_KINDS = {"matters", "level1", "level2"}
_GROUPS = {"matters", "audience", "scope", "route", "levels", "stages", "channels"}

_LEVEL_WORDS = {
    "city": r"市级|地市级|设区的市级",
    "county": r"县",
    "township": r"乡|镇|街道",
    "village": r"村|社区",
}
_NOISE = re.compile(r"[\s()（）\[\]【】“”\"'：:*√■□、，,。．./／_＿—\-]|请写明|请注明|打勾|打√")


class HeadColumn(NamedTuple):
    """What one column holds. `choice` is the option that a tick in it stands for."""

    kind: str  # a key of _TOPS, audience_all, audience_group, or local
    choice: tuple[str, ...] = ()
    heading: str = ""


class Head(NamedTuple):
    """Where the head stands (rows from 0, `below` the first row after it) and its columns."""

    top: int
    below: int
    columns: dict[int, HeadColumn]

    def column_of(self, kind: str) -> int | None:
        """The place of the first column of a kind."""
        return next((at for at, one in self.columns.items() if one.kind == kind), None)

    def has(self, kind: str) -> bool:
        return self.column_of(kind) is not None


def find_head(grid: Grid) -> Head | None:
    """The first row that reads like the head of a catalogue, or None."""
    for row in range(min(LOOK_AT_ROWS, len(grid.rows))):
        kinds = {_kind(grid.text(row, column)) for column in range(grid.width)} - {""}
        if kinds & _MATTER_KINDS and "elements" in kinds and len(kinds) >= 3:
            return _head_at(grid, row)
    return None


def is_head_again(grid: Grid, row: int, head: Head) -> bool:
    """Whether a row repeats the head, as printed tables do on every page."""
    for column, one in head.columns.items():
        if one.kind in ("elements", "limit_text"):
            return grid.text(row, column) == grid.text(head.top, column)
    return False


def _head_at(grid: Grid, top: int) -> Head:
    below = top + 1
    while below < min(len(grid.rows), top + 3) and _is_sub_row(grid, top, below):
        below += 1
    columns: dict[int, HeadColumn] = {}
    group = ""
    for column in range(grid.width):
        upper, lower = grid.text(top, column), _lower(grid, top, below, column)
        group = upper or (group if lower else "")  # a merge that was lost: the group goes on
        if group:
            columns[column] = _column(group, lower)
    return Head(top, below, columns)


def _is_sub_row(grid: Grid, top: int, row: int) -> bool:
    """Whether the row carries second headings: known options, and nothing below single heads."""
    known = 0
    for column in range(grid.width):
        text = grid.text(row, column)
        if not text or grid.joined_with_above(row, column):
            continue
        if _option(_kind(grid.text(top, column)), text) or _kind(text):
            known += 1
        elif _kind(grid.text(top, column)) not in _GROUPS | {""}:
            return False
    return known >= 2


def _lower(grid: Grid, top: int, below: int, column: int) -> str:
    for row in range(below - 1, top, -1):
        if grid.origin(row, column)[0] > top and grid.text(row, column):
            return grid.text(row, column)
    return ""


def _column(upper: str, lower: str) -> HeadColumn:
    kind = _kind(upper)
    if not lower:
        return HeadColumn(kind or "local", heading=_flat(upper))
    option = _option(kind, lower)
    if option:
        return option
    # 公开事项 over something unknown is level 1; anything else keeps both headings.
    if kind == "matters":
        return HeadColumn("matters", heading=_flat(lower))
    if kind in ("", *_GROUPS):
        own = _kind(lower)
        return HeadColumn(own or "local", heading=_flat(lower if own else f"{upper} {lower}"))
    return HeadColumn(kind, heading=_flat(upper))


def _option(kind: str, lower: str) -> HeadColumn | None:
    """What a second heading stands for below its group."""
    words = _NOISE.sub("", lower)
    if kind == "matters":
        level = _kind(lower)
        return HeadColumn(level) if level.startswith("level") else None
    if kind in ("audience", "scope"):
        if "特定" in words:
            return HeadColumn("audience_group")
        return HeadColumn("audience_all") if "社会" in words or "公众" in words else None
    return next(iter(_choices(kind, words, lower)), None)


def _choices(kind: str, words: str, lower: str) -> Iterator[HeadColumn]:
    if kind == "route":
        for word, route in (("依申请", "on_request"), ("不予", "withheld"), ("主动", "proactive")):
            if word in words:
                yield HeadColumn("route", (route,))
    elif kind == "levels":
        found = tuple(levels_in(words))
        if found:
            yield HeadColumn("levels", found)
    elif kind == "stages":
        found = tuple(code for code, word in STAGES.items() if word in words)
        if found:
            yield HeadColumn("stages", found)
    elif kind == "channels" and standard_name(lower):
        yield HeadColumn("channels", (standard_name(lower) or "",))


def levels_in(words: str) -> list[str]:
    """The levels that a heading or a cell names: 乡、村级 is two."""
    words = re.sub(r"县[（(]?[市、区/]+[)）]?级?", "县级", words)
    if re.fullmatch(r"[区旗]级?", words):
        return ["county"]
    return [level for level, pattern in _LEVEL_WORDS.items() if re.search(pattern, words)]


def _kind(heading: str) -> str:
    return _KIND_OF.get(_NOISE.sub("", heading), "")


def _flat(heading: str) -> str:
    return " ".join(heading.split())
