"""Lists of codes: loaded whole or not at all, kept on screen, asked for labels."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.people.actors import Staff
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.people.verbs import MAINTAIN_REFERENCE
from gongkai.reference.models import Code, CodeList
from gongkai.reference.operations import add_code, change_code, load_lists
from gongkai.reference.queries import CodeDetails, choices, code_of, codes, label, labels

pytestmark = pytest.mark.django_db

HEAD = "code,name,parent,order,aliases,origin,valid_from,valid_until\n"
DAY = date(2026, 5, 8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one list of two rows."""
    (tmp_path / "index.csv").write_text("code,name,basis\ncolours,颜色,测试\n", encoding="utf-8")
    write(tmp_path, "red,红,,1,赤|朱,测试,,\npink,粉红,red,2,,测试,2026-01-01,2026-12-31\n")
    return tmp_path


def write(folder: Path, rows: str) -> None:
    (folder / "colours.csv").write_text(HEAD + rows, encoding="utf-8")


def details(**changes: object) -> CodeDetails:
    values = {
        "code": "blue", "name": "蓝", "parent": None, "order": 3, "aliases": ("青",),
        "origin": "本县", "valid_from": None, "valid_until": None,
    }  # fmt: skip
    return CodeDetails(**(values | changes))


def test_the_shipped_lists_are_taken_in_and_say_where_they_come_from():
    assert set(load_lists(actor=SYSTEM)) == {
        "subjects", "document-kinds", "fields", "end-grounds", "openness-grounds", "column-types",
        "receipt-corrections", "retention-periods",
    }  # fmt: skip
    assert len([code for code in codes("subjects", DAY) if code.parent is None]) == 22
    assert len(codes("fields", DAY)) == 26
    assert len(codes("document-kinds", DAY)) == 16
    assert all("待核实" in code.origin for code in codes("document-kinds", DAY)[:15])
    assert not Code.objects.filter(origin="").exists()
    facts = Entry.objects.filter(name="CodeListLoaded")
    assert facts.count() == 8
    assert facts.get(about="list:fields").fact.added[0] == "major-projects"


def test_loading_the_same_files_again_changes_and_records_nothing():
    load_lists(actor=SYSTEM)
    before = Entry.objects.count()
    assert load_lists(actor=SYSTEM) == []
    assert Entry.objects.count() == before


def test_a_changed_row_is_taken_over_and_a_missing_row_stays(folder):
    load_lists(folder, actor=SYSTEM)
    write(folder, "red,大红,,1,,测试,,\n")
    assert load_lists(folder, actor=SYSTEM) == ["colours"]
    assert labels("colours") == {"red": "大红", "pink": "大红\\粉红"}
    fact = Entry.objects.filter(name="CodeListLoaded").latest("id").fact
    assert (fact.added, fact.changed) == ((), ("red",))


def test_a_row_may_stand_before_its_parent(folder):
    write(folder, "pink,粉红,red,2,,测试,,\nred,红,,1,,测试,,\n")
    load_lists(folder, actor=SYSTEM)
    assert label("colours", "pink") == "红\\粉红"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("red,,,1,,测试,,\n", "colours.csv 第2行：没有填写名称（name）。"),
        ("red,红,,一,,测试,,\n", "colours.csv 第2行：次序（order）应当是数字，现在是“一”。"),
        ("red,红,,1,,,,\n", "colours.csv 第2行：没有填写来源（origin）。"),
        (
            "red,红,,1,,测试,2026-13-01,\n",
            "colours.csv 第2行：生效日期（valid_from）“2026-13-01”不是日期，请写作 2026-05-08。",
        ),
        (
            "red,红,,1,,测试,2026-05-02,2026-05-01\n",
            "colours.csv 第2行：失效日期2026-05-01早于生效日期2026-05-02，请检查。",
        ),
        ("red,红,red,1,,测试,,\n", "colours.csv 第2行：上级（parent）不能是自己。"),
        (
            "red,红,,1,,测试,,\nred,朱,,2,,测试,,\n",
            "colours.csv：第3行：代码“red”与第2行重复，一个代码只能用一次。",
        ),
        (
            "red,红,,1,,测试,,\nruby,红,,2,,测试,,\n",
            "colours.csv：第3行：名称“红”与第2行重复，同一上级下名称不能相同。",
        ),
        (
            "pink,粉红,red,1,,测试,,\n",
            "colours.csv：第2行：上级“red”不在本表中，请先加上该行。",
        ),
        (
            "a,甲,b,1,,测试,,\nb,乙,a,2,,测试,,\n",
            "colours.csv：第2行：上级关系成了循环，请检查“a”的上级。",
        ),
        (
            "red,红,,1,,测试,\n",
            "colours.csv 第2行：应当有8格，现在有7格，内容里有英文逗号的要用英文双引号括起来。",
        ),
    ],
)
def test_one_row_with_a_fault_and_nothing_is_taken_in(folder, rows, sentence):
    write(folder, rows)
    with pytest.raises(Refused) as refused:
        load_lists(folder, actor=SYSTEM)
    assert sentence in refused.value.reasons
    assert not Code.objects.exists()
    assert not Entry.objects.exists()


def test_a_fault_in_one_list_stops_the_others_too(folder):
    (folder / "index.csv").write_text(
        "code,name,basis\ncolours,颜色,测试\nshapes,形状,测试\n", encoding="utf-8"
    )
    (folder / "shapes.csv").write_text(HEAD + "circle,,,1,,测试,,\n", encoding="utf-8")
    with pytest.raises(Refused):
        load_lists(folder, actor=SYSTEM)
    assert not CodeList.objects.exists()


def test_faults_of_the_folder_are_said_in_sentences(folder):
    (folder / "shapes.csv").write_text(HEAD, encoding="utf-8")
    (folder / "colours.csv").write_text("代码,名称\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_lists(folder, actor=SYSTEM)
    assert refused.value.reasons == [
        "文件 shapes.csv 没有列在 index.csv 中，请在其中加上一行或删去该文件。",
        "colours.csv 的表头应当是“code,name,parent,order,aliases,origin,valid_from,valid_until”，"
        "现在是“代码,名称”。",
    ]


def test_a_list_saved_by_a_spreadsheet_in_gbk_is_read_all_the_same(folder):
    text = HEAD + "red,红色的名称,,1,赤,清江县人民政府办公室,,\n"
    (folder / "colours.csv").write_bytes(text.encode("gb18030"))
    load_lists(folder, actor=SYSTEM)
    assert label("colours", "red") == "红色的名称"


def test_a_code_may_be_chosen_on_its_first_and_last_day_whole(folder):
    load_lists(folder, actor=SYSTEM)
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert ["pink" in [code.code for code in codes("colours", day)] for day in days] == [
        False, True, True, False,
    ]  # fmt: skip


def test_an_ended_code_keeps_its_label_and_stays_chosen_where_it_was(folder):
    load_lists(folder, actor=SYSTEM)
    after = date(2027, 1, 1)
    assert label("colours", "pink") == "红\\粉红"
    assert choices("colours", after) == [("", "请选择"), ("red", "红")]
    assert choices("colours", after, chosen="pink") == [
        ("", "请选择"), ("红", [("red", "红"), ("pink", "粉红")]),
    ]  # fmt: skip


def test_an_unknown_code_is_shown_as_it_is():
    assert label("colours", "violet") == "violet"


@pytest.mark.parametrize("text", ["pink", "粉红", "红\\粉红", " 粉红 "])
def test_a_code_is_found_by_what_people_write(folder, text):
    load_lists(folder, actor=SYSTEM)
    assert code_of("colours", text) == "pink"


def test_a_code_is_found_by_an_alias_and_nothing_is_guessed(folder):
    load_lists(folder, actor=SYSTEM)
    assert code_of("colours", "朱") == "red"
    assert code_of("colours", "紫") == ""


def test_a_row_kept_on_screen_survives_loading_the_file_again(folder):
    load_lists(folder, actor=SYSTEM)
    red = Code.objects.get(code="red")
    change_code(red, details(code="red", name="正红", order=1), actor=SYSTEM)
    add_code(red.list, details(), actor=SYSTEM)
    write(folder, "red,大红,,1,,测试,,\n")
    assert load_lists(folder, actor=SYSTEM) == []
    assert label("colours", "red") == "正红"
    assert label("colours", "blue") == "蓝"


def test_what_was_changed_on_screen_is_recorded_by_field_and_not_by_text(folder):
    load_lists(folder, actor=SYSTEM)
    red = Code.objects.get(code="red")
    change_code(red, details(code="red", name="正红", order=1, origin="测试"), actor=SYSTEM)
    entry = Entry.objects.get(name="CodeChanged")
    assert entry.about == "list:colours"
    assert entry.data == {"list": "colours", "code": "red", "fields": ["name", "aliases"]}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "red"}, "代码“red”已经用过，代码不能重复使用，请另取一个。"),
        ({"name": " "}, "请填写名称。"),
        ({"origin": ""}, "请填写来源。"),
        ({"name": "红"}, "同一上级下已有名称“红”，请改用其他名称。"),
        (
            {"valid_from": date(2026, 5, 2), "valid_until": date(2026, 5, 1)},
            "失效日期2026-05-01早于生效日期2026-05-02，请检查。",
        ),
    ],
)
def test_a_code_that_cannot_be_added_is_refused(folder, changes, sentence):
    load_lists(folder, actor=SYSTEM)
    with pytest.raises(Refused) as refused:
        add_code(CodeList.objects.get(), details(**changes), actor=SYSTEM)
    assert refused.value.reasons == [sentence]


def test_a_code_cannot_become_another_or_stand_below_itself(folder):
    load_lists(folder, actor=SYSTEM)
    red, pink = Code.objects.get(code="red"), Code.objects.get(code="pink")
    with pytest.raises(Refused, match="代码一经使用不能改变"):
        change_code(red, details(), actor=SYSTEM)
    with pytest.raises(Refused, match="上级不能是自己或自己的下级"):
        change_code(red, details(code="red", parent=pink), actor=SYSTEM)


def test_only_those_who_maintain_reference_data_may_change_lists(folder):
    office = make_unit(make_body("office", "清江县人民政府办公室"), "信息股")
    clerk = Staff(make_person("lin", "林晓", unit=office))
    keeper = Staff(make_person("zhao", "赵明", unit=office, verbs=[MAINTAIN_REFERENCE]))
    with pytest.raises(Refused, match="您没有“维护基础数据”的权限"):
        load_lists(folder, actor=clerk)
    assert load_lists(folder, actor=keeper) == ["colours"]
    assert Entry.objects.get().actor["name"] == "赵明"
