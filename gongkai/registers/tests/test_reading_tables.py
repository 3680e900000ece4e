"""Tables in the official layout, with what places do to it: order, merges, marks, 同上, notes."""

from __future__ import annotations

import zipfile

import pytest

from gongkai.registers import channels, elements, marks
from gongkai.registers.grids import address
from gongkai.registers.tests.sheets import WD20, official, row, sheet
from gongkai.registers.xlsx_reading import read_catalogue


def read(*args, **kwargs):
    reading = read_catalogue(official(*args, **kwargs))
    assert not reading.errors, reading.errors
    return [one.columns for one in reading.rows], reading


def sentences(reading):
    return [(one.cell, one.sentence) for one in reading.problems]


def test_the_official_layout_is_read_column_by_column():
    (duty,), reading = read([row()])
    assert (duty.level1, duty.level2, duty.field) == ("最低生活保障", "办事指南", "社会救助")
    assert [one.text for one in duty.elements] == ["办理事项", "办理条件"]
    assert (duty.legal_basis, duty.limit_text, duty.responsible) == (
        "《政府信息公开条例》",
        WD20,
        "县民政局",
    )
    assert [one.name for one in duty.channels if one.selected] == ["政府网站"]
    assert (duty.audience, duty.route, duty.levels) == ("全社会", "proactive", ("county",))
    assert reading.problems == ()


def test_columns_are_found_by_their_headings_in_any_order():
    top = ["公开主体", "公开时限", "公开内容", "二级事项", "一级事项", "责任处室", "公开层级"]
    data = sheet([top, ["县民政局", WD20, "名单", "审批信息", "低保", "救助股", "县级、乡级"]])
    (one,) = read_catalogue(data).rows
    duty = one.columns
    assert (duty.level1, duty.level2, duty.responsible) == ("低保", "审批信息", "县民政局")
    assert duty.levels == ("county", "township")
    assert duty.local_columns == {"责任处室": "救助股"}


def test_merged_levels_are_filled_down_and_lost_merges_are_noticed():
    rows = [row(1), row(2, "", "审核信息"), row(3, "", "审批信息")]
    duties, reading = read(rows, merges=["B4:B5"])
    assert [duty.level1 for duty in duties] == ["最低生活保障"] * 3
    assert sentences(reading) == [("B6", "一级事项为空，按上一行的“最低生活保障”填入。")]


def test_rows_of_one_merged_number_are_elements_with_routes_of_their_own():
    rows = [
        row(1, elements="听证通知书"),
        row("", "", "", "听证笔录", "", "", "", "", marks=("", "", "", "√", "", "")),
        row(2, "最低生活保障", "审批信息"),
    ]
    duties, _ = read(rows, merges=["A4:A5", "B4:B5", "C4:C5", "F4:F5"])
    assert [(one.text, one.routes) for one in duties[0].elements] == [
        ("听证通知书", ("proactive",)),
        ("听证笔录", ("on_request",)),
    ]
    assert duties[0].route == "proactive"
    assert duties[1].level2 == "审批信息"


def test_both_routes_marked_are_kept_on_each_element_and_said():
    (duty,), reading = read([row(marks=("√", "", "√", "√", "√", ""))])
    assert {one.routes for one in duty.elements} == {("proactive", "on_request")}
    assert "两种都保留" in sentences(reading)[0][1]


def test_an_element_can_say_that_it_is_on_request():
    (duty,), _ = read([row(elements="听证通知书；其他听证内容（依申请公开）")])
    assert [one.routes for one in duty.elements] == [("proactive",), ("on_request",)]


def test_same_as_above_is_resolved_from_the_row_above():
    duties, reading = read([row(1), row(2, level2="审批信息", limit="同上", body="〃")])
    assert (duties[1].limit_text, duties[1].responsible) == (WD20, "县民政局")
    assert reading.problems == ()


def test_same_as_above_in_the_first_row_stops_the_import():
    reading = read_catalogue(official([row(limit="同上")]))
    assert [(one.cell, one.kind) for one in reading.errors] == [("F4", "error")]


@pytest.mark.parametrize("mark", ["√", "✓", "✔", "■", "▄", "▲", "R", "☑", "●", "是", "1"])
def test_marks_and_their_corruptions_count_as_chosen(mark):
    assert marks.ticked(mark) is True


@pytest.mark.parametrize("mark", ["", " ", "□", "☐", "口", "£", "×", "—", "/", "否"])
def test_empty_boxes_and_their_corruptions_count_as_not_chosen(mark):
    assert marks.ticked(mark) is False


def test_a_mark_that_says_nothing_is_shown_with_its_cell():
    _, reading = read([row(marks=("√", "", "√", "？", "√", ""))])
    assert sentences(reading) == [("L4", "“？”看不出是否勾选，按没有勾选处理。")]


def test_lost_ticks_are_confirmed_by_a_person_and_not_guessed_silently():
    _, reading = read([row(marks=("", "", "", "", "", ""))])
    assert [sentence for _, sentence in sentences(reading)] == [
        "公开方式没有标记，按主动公开处理。",
        "公开对象没有标记，按全社会处理。",
    ]


@pytest.mark.parametrize(
    ("cell", "chosen"),
    [
        ("■政府网站 □政府公报 ■两微一端", ["政府网站", "两微一端"]),
        ("■政府网站\n□政府公报\n▄发布会听证会", ["政府网站", "发布会/听证会"]),
        ("R政府网站£政府公报R广播电视", ["政府网站", "广播电视"]),
        ("√政府网站 口政府公报 ☐两微一端", ["政府网站"]),
        ("t政府网站 □政府公报", ["政府网站"]),
        ("政府网站、公开查阅点", ["政府网站", "公开查阅点"]),
        (
            "■社区/企事业单位、村公示栏（电子屏）□其他",
            ["社区/企事业单位/村公示栏（电子屏）"],
        ),
        ("■政府网站 ■其他＿法律服务网＿", ["政府网站", "其他"]),
        ("■投资项目在线审批监管平台 □政府网站", ["投资项目在线审批监管平台"]),
        ("■政府网站群 □政府公报", ["政府网站群"]),
    ],
)
def test_channels_are_read_from_every_kind_of_mark(cell, chosen):
    found, _ = channels.parse(cell)
    assert [one.name for one in found if one.selected] == chosen
    assert [one.name for one in found][:13] == list(channels.STANDARD)


def test_what_is_written_behind_other_is_kept():
    found, _ = channels.parse("□政府网站 ■其他：法律服务网")
    assert [(one.name, one.text) for one in found if one.selected] == [("其他", "法律服务网")]


def test_a_channel_that_lost_its_mark_is_not_chosen_and_said():
    found, doubts = channels.parse("■政府网站 政府公报")
    assert [one.name for one in found if one.selected] == ["政府网站"]
    assert doubts == ["“政府公报”前面没有标记，按未选处理。"]


def test_channels_may_stand_in_thirteen_columns_with_ticks():
    top = ["一级事项", "公开内容", "公开时限", "公开渠道和载体", "", ""]
    sub = ["", "", "", "政府网站", "公开查阅点", "其他"]
    data = sheet([top, sub, ["低保", "名单", WD20, "√", "", "√"]], ["D1:F1", "A1:A2", "B1:B2"])
    (one,) = read_catalogue(data).rows
    assert [c.name for c in one.columns.channels if c.selected] == ["政府网站", "其他"]


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("●名称●文号●正文", ["名称", "文号", "正文"]),
        ("1.名称 2.文号 3.正文", ["名称", "文号", "正文"]),
        ("1、名称；2、文号；", ["名称", "文号"]),
        ("①名称②文号", ["名称", "文号"]),
        ("（1）名称（2）文号", ["名称", "文号"]),
        ("名称；文号；正文。", ["名称", "文号", "正文"]),
        ("名称\n文号", ["名称", "文号"]),
        ("●名称；文号●正文", ["名称；文号", "正文"]),
        ("二〇二六年预算", ["二〇二六年预算"]),
        ("国发〔2012〕45号", ["国发〔2012〕45号"]),
    ],
)
def test_elements_are_split_by_the_coarsest_separator(cell, texts):
    assert [one.text for one in elements.split(cell)] == texts


def test_open_circles_mark_what_may_be_left_out():
    found = elements.split("●名称〇文号")
    assert [(one.text, one.optional) for one in found] == [("名称", False), ("文号", True)]


def test_a_named_group_is_the_audience():
    duties, _ = read([row(marks=("", "申请人", "", "√", "√", ""))])
    assert duties[0].audience == "申请人"
    (both,), _ = read([row(marks=("√", "项目单位", "√", "", "√", ""))])
    assert both.audience == "全社会；项目单位"


def test_a_ticked_group_without_a_name_asks_for_it():
    (duty,), reading = read([row(marks=("", "√", "√", "", "√", ""))])
    assert duty.audience == "特定群体（未写明）"
    assert sentences(reading) == [("J4", "公开对象勾选了特定群体，但没有写明是哪一类人。")]


def test_running_numbers_are_places_but_codes_are_codes():
    duties, _ = read([row(1), row(2, level2="审批信息")])
    assert [duty.code for duty in duties] == ["", ""]
    duties, _ = read([row("0505"), row("0506", level2="审批信息")])
    assert [duty.code for duty in duties] == ["0505", "0506"]


def test_notes_repeated_heads_and_blank_rows_are_no_duties():
    again = [["序号", "公开事项", "", "公开内容（要素）"]]
    rows = [row(1), *again, [], row(2, level2="审批信息")]
    duties, reading = read(rows, notes=["注：■为必选渠道，□为可选渠道。"])
    assert len(duties) == 2
    assert reading.legend == "■为必选渠道，□为可选渠道"


def test_a_limit_that_cannot_be_read_is_shown_with_its_cell():
    _, reading = read([row(limit="限时公开")])
    assert sentences(reading)[0][0] == "F4"


def test_a_code_used_twice_stops_the_import():
    reading = read_catalogue(official([row("0505"), row("0505", level2="审批信息")]))
    assert "第4行已经用过" in reading.errors[0].sentence


def test_a_duty_without_a_name_stops_the_import():
    reading = read_catalogue(official([row(1, level1="")]))
    assert reading.errors[0].sentence == "一级事项为空，请填写。"


@pytest.mark.parametrize(
    "data", [b"", b"not a workbook", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0" + b"\0" * 600]
)
def test_what_is_no_workbook_is_refused_with_a_sentence(data):
    reading = read_catalogue(data)
    assert reading.rows == ()
    assert "另存为 .xlsx" in reading.errors[0].sentence


def test_a_workbook_without_a_catalogue_says_what_is_missing():
    reading = read_catalogue(sheet([["姓名", "电话"], ["张三", "1"]]))
    assert any("没有找到目录表头" in one.sentence for one in reading.problems)
    assert "没有读到任何目录事项" in reading.errors[0].sentence


def test_a_workbook_that_unpacks_to_something_huge_is_refused(monkeypatch):
    real = zipfile.ZipFile.infolist

    def huge(self):
        found = real(self)
        found[0].file_size = 10**10
        return found

    monkeypatch.setattr(zipfile.ZipFile, "infolist", huge)
    assert "解压后过大" in read_catalogue(official([row()])).errors[0].sentence


def test_known_fields_are_recognised_in_titles_and_sheet_names():
    data = official([row()], title="某某镇城市综合执法领域公开标准目录")
    (one,) = read_catalogue(data, known_fields=["城市综合执法", "社会救助"]).rows
    assert one.columns.field == "城市综合执法"


def test_cells_are_named_as_spreadsheets_name_them():
    assert [address(6, 3), address(0, 25), address(0, 26), address(9, 701)] == [
        "D7", "Z1", "AA1", "ZZ10",
    ]  # fmt: skip
