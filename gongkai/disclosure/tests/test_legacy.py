"""Bulk import of an old site: files are read, judged row by row, and taken over in batches."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from gongkai.config import cli
from gongkai.disclosure import verbs
from gongkai.disclosure.legacy import taking
from gongkai.disclosure.legacy.judging import LONGEST, Judge, as_markup
from gongkai.disclosure.legacy.rows import Row, UnreadableFile, rows_in, rows_of_table
from gongkai.disclosure.legacy.taking import take_over_rows
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.tests.cast import make_cast, make_duty
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.people.actors import Staff
from gongkai.people.testing import make_person
from gongkai.registers.models import Catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def importer(cast):
    return Staff(make_person("gu.yan", "顾言", unit=cast.unit, verbs=[verbs.IMPORT]))


def said(number: int, **changes: str) -> dict[str, str]:
    return {
        "title": f"旧文{number}",
        "text": f"<p>正文{number}</p>",
        "published_on": f"2024-01-{number:02d}",
        "duty": "0501",
        "index_number": f"MC/2024-{number:05d}",
    } | changes


def rows(*all_said: dict[str, str]) -> list[Row]:
    return [Row(f"第{place}行", one) for place, one in enumerate(all_said, start=1)]


def lines(path: Path, *all_said: dict[str, str]) -> Path:
    path.write_text(
        "\n".join(json.dumps(one, ensure_ascii=False) for one in all_said), encoding="utf-8"
    )
    return path


# --- reading -------------------------------------------------------------------------------


def test_columns_are_known_in_chinese_and_in_english(tmp_path):
    table = '名称,发布日期,文号,目录事项,正文\n通知,2024年3月8日,清政发〔2024〕1号,0501,"一\n二"\n'
    [row] = rows_of_table(table.encode("gb18030"), "旧站.csv")
    assert row.said == {
        "title": "通知", "published_on": "2024年3月8日", "document_number": "清政发〔2024〕1号",
        "duty": "0501", "text": "一\n二",
    }  # fmt: skip
    path = lines(tmp_path / "a.jsonl", {"title": "通知", "html": "<p>一</p>", "sort": 3})
    assert [one.said for one in rows_in(path)] == [{"title": "通知", "text": "<p>一</p>"}]


def test_a_broken_line_is_named_and_stops_nothing(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"title": "甲"}\n\n{"title": \n["x"]\n{"title": "乙"}\n', encoding="utf-8")
    read = list(rows_in(path))
    assert [one.where for one in read] == ["第1行", "第3行", "第4行", "第5行"]
    assert "不是完整的 JSON" in read[1].problem
    assert "JSON 对象" in read[2].problem
    assert read[3].said == {"title": "乙"}


def test_bytes_that_are_no_text_end_the_file_with_a_sentence(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"title": "甲"}\n'.encode() + b"\xff\xfe\xfa" * 9000)
    assert list(rows_in(path))[-1].problem.startswith("文件从这里起不是完整的 UTF-8")


def test_a_workbook_with_a_title_line_and_two_sheets(tmp_path):
    book = Workbook()
    book.active.append(["旧站信息一览"])
    book.active.append(["名称", "发布日期"])
    book.active.append(["甲", date(2024, 1, 2)])
    other = book.create_sheet("续")
    other.append(["标题", "发布时间"])
    other.append(["乙", "2024-01-03 09:30"])
    book.save(tmp_path / "a.xlsx")
    read = list(rows_in(tmp_path / "a.xlsx"))
    assert [one.where for one in read] == ["工作表“Sheet”第3行", "工作表“续”第2行"]
    assert read[0].said == {"title": "甲", "published_on": "2024-01-02"}


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.csv", "甲,乙\n1,2\n".encode(), "没有找到表头"),
        ("a.xlsx", b"no workbook", "不是可以读取的 Excel 工作簿"),
        ("a.doc", b"", "格式不能导入"),
        ("a.csv", '名称,发布日期\n"甲,2024-01-01\n'.encode(), "引号没有成对"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(name, data, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        rows_of_table(data, name)


# --- judging -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "column", "sentence"),
    [
        ({"title": " "}, "名称", "名称是空的"),
        ({"title": "长" * 301}, "名称", "名称有301个字，最多300个字"),
        ({"published_on": ""}, "发布日期", "发布日期是空的"),
        ({"published_on": "去年"}, "发布日期", "“去年”不是日期，请写作 2024-03-08。"),
        ({"published_on": "2999-01-01"}, "发布日期", "晚于今天"),
        ({"adopted_on": "2024-13-01"}, "成文日期", "不是日期"),
        ({"duty": "9999"}, "目录事项", "没有编号为“9999”的目录事项"),
        ({"duty": ""}, "目录事项", "没有指定默认"),
        ({"column_code": "nowhere"}, "栏目", "没有代码为“nowhere”的栏目"),
        ({"text": "<p>11010519491231002X</p>"}, "正文", "疑似个人信息"),
        ({"index_number": "长" * 41}, "索引号", "最多40个字"),
    ],
)
def test_what_is_wrong_is_said_with_its_column(cast, changes, column, sentence):
    [judged] = Judge().judge(rows(said(1, **changes)))
    assert judged.legacy is None
    [problem] = judged.problems
    assert (problem.where, problem.column) == ("第1行", column)
    assert sentence in problem.sentence
    assert "第0条" not in problem.sentence


def test_a_reason_lets_a_person_s_number_stay(cast):
    row = said(1, text="<p>11010519491231002X</p>", kept_because="法定公示")
    assert Judge().judge(rows(row))[0].legacy.kept_because == "法定公示"


def test_a_number_twice_in_the_file_is_said(cast):
    judged = Judge().judge(rows(said(1), said(2, index_number="MC/2024-00001")))
    assert judged[1].problems[0].sentence == "与第1行的索引号“MC/2024-00001”重复。"


def test_a_code_of_two_catalogues_must_name_one(cast):
    other = Catalogue.objects.create(code="core", name="基本目录", kind="core", body=cast.body)
    duty = make_duty(cast.body, "0777")
    duty.catalogue = other
    duty.code = "0501"
    duty.save()
    first, second = Judge().judge(rows(said(1), said(2, duty="core.0501")))
    assert "core.0501" in first.problems[0].sentence
    assert "grassroots.0501" in first.problems[0].sentence
    assert second.legacy.duty == duty


def test_plain_text_becomes_paragraphs_and_markup_stays():
    assert as_markup("一 < 二\n\n三") == "<p>一 &lt; 二</p><p>三</p>"
    assert as_markup("<p>一</p>") == "<p>一</p>"


def test_lengths_are_those_of_the_tables():
    for name, most in LONGEST.items():
        model = Item if name == "index_number" else Version
        assert model._meta.get_field(name).max_length == most


# --- taking over ---------------------------------------------------------------------------


def test_batches_with_an_error_stay_out_whole_and_the_next_run_goes_on(cast, importer, monkeypatch):
    monkeypatch.setattr(taking, "BATCH", 2)
    broken = [said(1), said(2), said(3), said(4, title=""), said(5)]
    outcome = take_over_rows(rows(*broken), cast.unit, staff=importer)
    assert (outcome.read, outcome.taken, outcome.left_out) == (5, 3, 1)
    assert [one.where for one in outcome.problems] == ["第4行"]
    assert Item.objects.count() == 3
    mended = [said(number) for number in range(1, 6)]
    outcome = take_over_rows(rows(*mended[1:3]), cast.unit, staff=importer)
    assert (outcome.taken, outcome.left_out) == (0, 1), "without the flag, known is an error"
    assert "索引号“MC/2024-00002”已经使用" in outcome.problems[0].sentence
    done = take_over_rows(rows(*mended), cast.unit, staff=importer, skip_known=True)
    assert (done.taken, len(done.known), done.problems) == (2, 3, [])
    assert Item.objects.count() == 5
    assert Entry.objects.filter(name="ItemImported").count() == 5


def test_a_dry_run_changes_nothing_and_notes_what_to_mind(cast, importer):
    table = rows(said(2), said(1, index_number=""))
    outcome = take_over_rows(table, cast.unit, staff=importer, dry_run=True)
    assert (outcome.taken, outcome.without_number, outcome.out_of_order) == (2, 1, "第2行")
    assert not Item.objects.exists()


def test_who_may_not_import_is_refused_before_anything_is_read(cast):
    with pytest.raises(Refused, match="批量导入历史信息"):
        take_over_rows(rows(said(1)), cast.unit, staff=cast.clerk)


# --- the command ---------------------------------------------------------------------------


def command(cast, *words: str) -> list[str]:
    return ["import-legacy", *words, "--unit", cast.unit.code, "--as", "gu.yan", "--quiet"]


def test_the_command_takes_files_over_and_says_so(cast, importer, tmp_path, capsys):
    one = lines(tmp_path / "一.jsonl", said(1), said(2))
    two = lines(tmp_path / "二.jsonl", said(3, title=""))
    assert cli.main(command(cast, str(one), str(two), "--dry-run")) == 1
    told = capsys.readouterr().out
    assert "共 3 条，可以导入 0 条" in told
    assert "二.jsonl 第1行　“名称”栏：名称是空的，请填写。" in told
    assert cli.main(command(cast, str(one))) == 0
    assert "共 2 条，已导入 2 条。" in capsys.readouterr().out
    assert cli.main(command(cast, str(one), "--skip-known", "--json")) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["taken"], report["known"][0]["index_number"]) == (0, "MC/2024-00001")


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--as", "nobody"], 2, "没有账号“nobody”"),
        (["--unit", "nowhere"], 2, "没有代码为“nowhere”的内设机构"),
        (["--duty", "9999"], 2, "没有编号为“9999”的目录事项"),
        (["--as", "chen"], 1, "您没有对"),
    ],
)
def test_the_command_says_what_it_does_not_know(
    cast, importer, tmp_path, capsys, words, code, sentence
):
    path = lines(tmp_path / "a.jsonl", said(1))
    assert cli.main([*command(cast, str(path)), *words]) == code
    assert sentence in capsys.readouterr().err
    assert cli.main(command(cast, str(tmp_path / "none.jsonl"))) == 1
    assert "打不开" in capsys.readouterr().err


# --- the desk ------------------------------------------------------------------------------


def table_of(*all_said: dict[str, str]) -> SimpleUploadedFile:
    book = Workbook()
    heads = ["title", "text", "published_on", "duty", "index_number"]
    book.active.append(["名称", "正文", "发布日期", "目录事项", "索引号"])
    for one in all_said:
        book.active.append([one[head] for head in heads])
    data = io.BytesIO()
    book.save(data)
    return SimpleUploadedFile("旧站.xlsx", data.getvalue())


def test_a_table_is_uploaded_previewed_and_confirmed_once(client, cast, importer):
    client.force_login(importer.person)
    assert "批量导入历史信息" in client.get(reverse("disclosure:items")).content.decode()
    address = reverse("disclosure:legacy")
    sent = {"unit": cast.unit.code, "file": table_of(said(2), said(1))}
    preview = client.post(address, sent).headers["Location"]
    page = client.get(preview).content.decode()
    assert page.index("旧文1") < page.index("旧文2"), "the oldest first"
    assert not Item.objects.exists()
    assert client.post(preview).status_code == 302
    assert list(Item.objects.order_by("number").values_list("released__title", flat=True)) == [
        "旧文1",
        "旧文2",
    ]
    again = client.post(preview)
    assert again.status_code == 409
    assert "没有重复导入" in again.content.decode()
    assert Item.objects.count() == 2


def test_a_table_without_numbers_is_not_taken_over_twice_either(client, cast, importer):
    client.force_login(importer.person)
    sent = {"unit": cast.unit.code, "file": table_of(said(1, index_number=""))}
    preview = client.post(reverse("disclosure:legacy"), sent).headers["Location"]
    assert client.post(preview).status_code == 302
    assert client.post(preview).status_code == 409
    assert Item.objects.count() == 1


def test_a_table_with_an_error_cannot_be_confirmed(client, cast, importer):
    client.force_login(importer.person)
    sent = {"unit": cast.unit.code, "file": table_of(said(1), said(2, published_on="去年"))}
    preview = client.post(reverse("disclosure:legacy"), sent).headers["Location"]
    page = client.get(preview).content.decode()
    assert "第3行" in page
    assert "“去年”不是日期" in page
    assert 'aria-disabled="true"' in page
    assert client.post(preview).status_code == 409
    assert not Item.objects.exists()


def test_what_cannot_be_read_is_said_beside_the_file(client, cast, importer):
    client.force_login(importer.person)
    address = reverse("disclosure:legacy")
    text = SimpleUploadedFile("旧站.txt", "名称".encode())
    for file, sentence in ((text, "只能导入 .xlsx 或 .csv"), (table_of(), "没有数据")):
        page = client.post(address, {"unit": cast.unit.code, "file": file})
        assert page.status_code == 422
        assert sentence in page.content.decode()


def test_others_have_no_such_page(client, cast, importer):
    client.force_login(cast.clerk.person)
    assert client.get(reverse("disclosure:legacy")).status_code == 403
    assert "批量导入" not in client.get(reverse("disclosure:items")).content.decode()
    client.force_login(importer.person)
    sent = {"unit": cast.unit.code, "file": table_of(said(1))}
    preview = client.post(reverse("disclosure:legacy"), sent).headers["Location"]
    other = make_person("sun2", "孙二", unit=cast.unit, verbs=[verbs.IMPORT])
    client.force_login(other)
    assert client.get(preview).status_code == 404
