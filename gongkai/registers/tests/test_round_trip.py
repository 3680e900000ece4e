"""What is written in the official layout and read again is the same catalogue."""

from __future__ import annotations

import io
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from gongkai.registers.channels import STANDARD, Channel, complete
from gongkai.registers.columns import LEVELS, STAGES, DutyColumns, audience_text, duty_route
from gongkai.registers.elements import ON_REQUEST, PROACTIVE, Element
from gongkai.registers.xlsx_reading import read_catalogue
from gongkai.registers.xlsx_writing import Table, write_table

chunks = (
    "政府信息公开", "财政预算", "救助对象名单", "二〇二六年", "12", "〔2026〕3号", "ABC", "=+",
    "（试行）", "《条例》", "、", "，", "：", "；", "。", "1.", "-",
)  # fmt: skip
words = st.lists(st.sampled_from(chunks), max_size=5).map(
    lambda pieces: "".join(pieces).strip("、，：；。-")
)
names = words.map(lambda text: f"事{text}")  # no cell that says nothing, such as 0 or （）
routes = st.sampled_from([(PROACTIVE,), (ON_REQUEST,), (PROACTIVE, ON_REQUEST)])
element = st.builds(Element, names, routes, st.booleans())
own_channel = st.builds(Channel, names.map(lambda one: f"{one}平台"), st.booleans(), st.just(""))
standard = st.builds(Channel, st.sampled_from(STANDARD[:-1]), st.booleans(), st.just(""))
other = st.builds(Channel, st.just("其他"), st.just(True), names)
channels = st.lists(st.one_of(standard, own_channel, other), max_size=5).map(complete)
some = st.one_of(st.just(""), names)


def subset(choices):
    return st.sets(st.sampled_from(list(choices))).map(
        lambda chosen: tuple(one for one in choices if one in chosen)
    )


@st.composite
def duties(draw):
    found = tuple(draw(st.lists(element, max_size=4)))
    return DutyColumns(
        level1=draw(names),
        level2=draw(some),
        level3=draw(some),
        field=draw(st.sampled_from(["", "社会救助", "财政预决算"])),
        elements=found,
        legal_basis=draw(st.one_of(some, st.just("《条例》\n《预算法》"))),
        limit_text=draw(some),
        keep_for=draw(some),
        responsible=draw(some),
        channels=draw(channels),
        audience=audience_text(draw(st.booleans()), draw(some)) or "全社会",
        route=duty_route(found),
        levels=draw(subset(LEVELS)),
        stages=draw(subset(STAGES)),
        local_columns=draw(st.dictionaries(st.sampled_from(["责任处室", "链接"]), names)),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(duties(), min_size=1, max_size=6))
def test_writing_and_reading_gives_the_same_duties(drawn):
    rows = sorted(drawn, key=lambda one: one.field)
    rows = [
        DutyColumns(**{**one.__dict__, "code": f"事项-{place:03d}"})
        for place, one in enumerate(rows, start=1)
    ]
    reading = read_catalogue(write_table(Table("清江县标准目录", rows)))
    assert not reading.errors
    assert sorted((one.columns for one in reading.rows), key=lambda one: one.code) == rows


def test_the_file_is_the_official_layout_ready_to_print():
    rows = [
        DutyColumns(level1="低保", level2="审核信息", code="a-1", elements=(Element("名单"),)),
        DutyColumns(level1="低保", level2="审批信息", code="a-2", elements=(Element("名单"),)),
    ]
    data = write_table(Table("清江县标准目录", rows, "■为必选渠道"))
    page = load_workbook(io.BytesIO(data)).active
    merged = {str(area) for area in page.merged_cells.ranges}
    assert page["A1"].value == "清江县标准目录"
    assert [page.cell(2, c).value for c in (1, 2, 4, 5, 6)] == [
        "序号", "公开事项", "公开内容（要素）", "公开依据", "公开时限",
    ]  # fmt: skip
    assert {"B2:C2", "A2:A3", "B4:B5"} <= merged
    assert "■政府网站" not in page["H4"].value
    assert page["H4"].value.startswith("□政府网站\n□政府公报")
    assert page["A6"].value == "注：■为必选渠道"
    assert (page.page_setup.orientation, page.print_title_rows) == ("landscape", "$2:$3")
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert read_catalogue(data).legend == "■为必选渠道"


def test_a_text_that_begins_like_a_formula_stays_a_text():
    rows = [DutyColumns(level1='=HYPERLINK("http://x")', code="a-1")]
    data = write_table(Table("目录", rows))
    assert load_workbook(io.BytesIO(data)).active["B4"].data_type == "s"
    assert read_catalogue(data).rows[0].columns.level1 == '=HYPERLINK("http://x")'


def test_withheld_duties_keep_their_ground_and_review():
    rows = [
        DutyColumns(
            level1="过程性信息",
            code="E16b-1",
            elements=(Element("讨论记录", ("withheld",)),),
            route="withheld",
            ground="E16b",
            review_on=date(2026, 12, 31),
        )
    ]
    (one,) = read_catalogue(write_table(Table("不予公开目录", rows))).rows
    assert one.columns == rows[0]
