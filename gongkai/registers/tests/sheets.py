"""Tables as offices send them, made for tests: a head, rows, merged cells, in .xlsx bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

OFFICIAL_TOP = [
    "序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "公开主体",
    "公开渠道和载体", "公开对象", "", "公开方式", "", "公开层级", "",
]  # fmt: skip
OFFICIAL_SUB = [
    "", "一级事项", "二级事项", "", "", "", "", "", "全社会", "特定群体（请写明）", "主动",
    "依申请", "县级", "乡级",
]  # fmt: skip
OFFICIAL_MERGES = [
    "A1:N1", "A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "H2:H3", "I2:J2", "K2:L2",
    "M2:N2",
]  # fmt: skip
WD20 = "信息形成或者变更之日起20个工作日内"


def official(
    rows: Iterable[Sequence[object]],
    merges: Iterable[str] = (),
    title: str = "清江县社会救助领域基层政务公开标准目录",
    notes: Iterable[str] = (),
) -> bytes:
    """The official layout: a title, two header rows, then the rows (the first is row 4)."""
    return sheet(
        [[title], OFFICIAL_TOP, OFFICIAL_SUB, *rows, *([note] for note in notes)],
        [*OFFICIAL_MERGES, *merges],
    )


def row(
    number: object = 1,
    level1: str = "最低生活保障",
    level2: str = "办事指南",
    elements: str = "办理事项；办理条件",
    basis: str = "《政府信息公开条例》",
    limit: str = WD20,
    body: str = "县民政局",
    channels: str = "■政府网站 □政府公报",
    marks: Sequence[object] = ("√", "", "√", "", "√", ""),
) -> list[object]:
    """One row of the official layout; `marks` are 全社会, 特定群体, 主动, 依申请, 县级, 乡级."""
    return [number, level1, level2, elements, basis, limit, body, channels, *marks]


def sheet(
    rows: Iterable[Sequence[object]], merges: Iterable[str] = (), name: str = "目录"
) -> bytes:
    """A workbook of one sheet."""
    workbook = Workbook()
    page = workbook.active
    page.title = name
    for one in rows:
        page.append([None if value == "" else value for value in one])
    for area in merges:
        page.merge_cells(area)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()
