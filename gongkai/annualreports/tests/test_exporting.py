"""The same report as JSON, page, Word and Excel: opened again and compared cell by cell."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from lxml import html as lxml_html
from openpyxl import load_workbook

from gongkai.annualreports.content import Member, Problem, Said, from_kept, hash_of, to_kept
from gongkai.annualreports.exporting import KINDS
from gongkai.annualreports.exporting.as_html import body_html
from gongkai.annualreports.form import TABLES, form_for
from gongkai.annualreports.layout import Grid, grid
from gongkai.annualreports.numbers import Number, written
from gongkai.annualreports.tests.cast import YEAR, day, make_bureau
from gongkai.config import cli
from gongkai.intake.sanitising import sanitise

FORM = form_for(2021)
assert FORM is not None

COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


def report(**changed: Any) -> Said:
    """A report in which every number is another one, with a decimal and a blank."""
    cells: dict[str, Number | None] = {name: n for n, name in enumerate(FORM.cells, start=1)}
    cells |= {"1/fees.amount_wan": Decimal("12.5000"), "1/regulations.made": None}
    said = Said(
        form=FORM,
        body_code="finance",
        body_name="清江县财政局",
        year=2025,
        rolled_up=False,
        opening="本报告按规定编制。",
        sections={"一": "第一段。\n第二段 <b>。", "五": "无。", "六": "=1+1"},
        cells=cells,
        fees_yuan=40,
        members=[Member("finance", "清江县财政局", True)],
        problems=[Problem("A1", "hard", "不平。", ("2/1/natural",))],
    )
    return replace(said, **changed)


# --- JSON


def test_json_keys_are_the_official_names() -> None:
    found = json.loads(KINDS["json"].write(report()))
    assert list(found["sections"]) == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    one, two, three = (found["tables"][number] for number in TABLES.values())
    assert list(one) == [f"第二十条第（{n}）项" for n in "一五六八"]
    assert one["第二十条第（一）项"]["规章"] == {
        "本年制发件数": None, "本年废止件数": 2, "现行有效件数": 3,
    }  # fmt: skip
    fees = one["第二十条第（八）项"]["行政事业性收费"]
    assert fees == {"本年收费金额（单位：万元）": 12.5}
    assert list(two) == [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "三、本年度办理结果",
        "四、结转下年度继续办理",
    ]
    assert list(two["一、本年新收政府信息公开申请数量"]) == COLUMNS
    results = two["三、本年度办理结果"]
    assert [len(results[name]) for name in results] == [7, 7, 8, 3, 5, 3, 7]
    assert list(results["（五）不予处理"]["4.无正当理由大量反复申请"]) == COLUMNS
    assert list(three) == ["行政复议", "行政诉讼"]
    assert list(three["行政诉讼"]["复议后起诉"]) == [
        "结果维持", "结果纠正", "其他结果", "尚未审结", "总计",
    ]  # fmt: skip


def test_json_says_whether_it_is_frozen_and_what_is_wrong() -> None:
    found = json.loads(KINDS["json"].write(report()))
    assert found["body"] == {"code": "finance", "name": "清江县财政局"}
    assert (found["year"], found["frozen"]) == (2025, False)
    assert found["problems"] == [{"rule": "A1", "level": "hard", "text": "不平。"}]


# --- the grid, and what is made of it


@pytest.mark.parametrize("table", TABLES)
def test_every_number_of_a_table_stands_in_its_grid_once(table: str) -> None:
    places = [place for _, _, place in grid(FORM, table).placed()]
    ids = [place.cell for place in places if place.cell]
    assert ids == [name for name in FORM.cells if name[0] == table]


@pytest.mark.parametrize("table", TABLES)
def test_grids_have_no_holes(table: str) -> None:
    made = grid(FORM, table)
    area = sum(place.across * place.down for _, _, place in made.placed())
    assert area == made.columns * len(made.rows)
    assert len(made.widths) == made.columns


def expected(said: Said, made: Grid) -> list[tuple[int, int, str]]:
    return [
        (row, column, written(said.cells[place.cell]) if place.cell else place.text)
        for row, column, place in made.placed()
    ]


@pytest.mark.parametrize(("table", "number"), TABLES.items())
def test_excel_holds_the_table_cell_by_cell(table: str, number: str) -> None:
    said = report()
    sheet = load_workbook(io.BytesIO(KINDS["xlsx"].write(said)))[f"表{number}"]
    made = grid(FORM, table)
    found = [
        (row, column, "" if value is None else str(value))
        for row, column, _ in made.placed()
        for value in [sheet.cell(row=row + 3, column=column + 1).value]
    ]
    assert found == expected(said, made)
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert len(merged) == sum(p.across * p.down > 1 for _, _, p in made.placed())


def test_excel_numbers_are_numbers_and_texts_are_no_formulas() -> None:
    workbook = load_workbook(io.BytesIO(KINDS["xlsx"].write(report())))
    assert workbook["表二"].cell(row=6, column=4).value == 11  # after ten of the first table
    text = workbook["报告文字"].cell(row=8, column=2)
    assert (text.value, text.data_type) == ("=1+1", "s")


def opened(said: Said) -> Document:
    return docx.Document(io.BytesIO(KINDS["docx"].write(said)))


@pytest.mark.parametrize("table", TABLES)
def test_word_holds_the_table_cell_by_cell(table: str) -> None:
    said = report()
    made = grid(FORM, table)
    drawn = opened(said).tables[int(table) - 1]
    found = [(row, column, drawn.cell(row, column).text) for row, column, _ in made.placed()]
    assert found == expected(said, made)
    for row, column, place in made.placed():  # merged as they are in the form
        last = drawn.cell(row + place.down - 1, column + place.across - 1)
        assert last._tc is drawn.cell(row, column)._tc


@pytest.mark.parametrize(("table", "heads"), [("1", 0), ("2", 3), ("3", 3)])
def test_word_sets_the_table_as_the_form_does_over_pages(table: str, heads: int) -> None:
    said = report()
    made = grid(FORM, table)
    drawn = opened(said).tables[int(table) - 1]
    widths = [column.width for column in drawn.columns]
    shares = [width / sum(made.widths) for width in made.widths]
    assert [round(one / sum(widths), 2) for one in widths] == [round(one, 2) for one in shares]
    repeated = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in drawn.rows]
    assert repeated == [number < heads for number in range(len(repeated))]
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in drawn.rows)


def test_word_has_page_numbers_and_names_no_program() -> None:
    document = opened(report())
    assert "PAGE" in document.sections[0].footer._element.xml
    about = document.core_properties
    assert about.title == "清江县财政局2025年政府信息公开工作年度报告"
    assert (about.author, about.comments) == ("", "")


def test_word_holds_title_sections_and_state() -> None:
    lines = [one.text for one in opened(report()).paragraphs]
    assert lines[:3] == [
        "清江县财政局2025年政府信息公开工作年度报告", "（未定稿）", "本报告按规定编制。",
    ]  # fmt: skip
    assert "第二段 <b>。" in lines
    assert "六、其他需要报告的事项" in lines
    frozen = [one.text for one in opened(report(frozen=True)).paragraphs]
    assert "（未定稿）" not in frozen


@pytest.mark.parametrize("table", TABLES)
def test_page_holds_the_table_cell_by_cell(table: str) -> None:
    said = report()
    page = lxml_html.fromstring(KINDS["html"].write(said))
    drawn = page.findall(".//table")[int(table) - 1]
    found = [cell.text_content() for cell in drawn.iter("th", "td")]
    assert found == [text for _, _, text in expected(said, grid(FORM, table))]


def test_published_text_is_what_the_sanitiser_lets_through() -> None:
    html = body_html(report())
    kept = sanitise(html)
    assert kept.count("colspan") == html.count("colspan")
    assert kept.count("rowspan") == html.count("rowspan")
    assert "第二段 &lt;b&gt;。" in kept
    assert sanitise(kept) == kept


# --- what an edition keeps


def test_an_edition_gives_the_same_report_back() -> None:
    said = report()
    again = from_kept(json.loads(json.dumps(to_kept(said), ensure_ascii=False)))
    assert replace(again, frozen=False) == replace(said, cells=again.cells)
    assert again.cells == said.cells
    assert hash_of(again) == hash_of(said)


def test_the_hash_changes_with_a_number_and_a_word_and_not_with_a_warning() -> None:
    said = report()
    assert hash_of(replace(said, cells={**said.cells, "2/1/natural": 0})) != hash_of(said)
    assert hash_of(replace(said, sections={"一": "别的"})) != hash_of(said)
    assert hash_of(replace(said, problems=[])) == hash_of(said)


# --- the console command


@pytest.fixture
def one_request() -> None:
    bureau = make_bureau("finance", "清江县财政局")
    bureau.handled(day("03-03"), day("03-20"), "R2", kind="welfare")


@pytest.mark.django_db
@pytest.mark.usefixtures("one_request")
def test_command_prints_the_report_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["annual-report", "--body", "finance", "--year", str(YEAR), "--json"]) == 0
    said = capsys.readouterr()
    found = json.loads(said.out)
    row = found["tables"]["二"]["三、本年度办理结果"]["（一）予以公开"]
    assert row == {**dict.fromkeys(COLUMNS, 0), "社会公益组织": 1, "总计": 1}
    assert "不符合 B1：第一表“行政许可 · 本年处理决定数量”、" in said.err


@pytest.mark.django_db
@pytest.mark.usefixtures("one_request")
@pytest.mark.parametrize("kind", ["json", "html", "docx", "xlsx"])
def test_command_writes_files(tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"年度报告.{kind}"
    words = ["--body", "finance", "--year", str(YEAR), f"--{kind}", "--out", str(target)]
    assert cli.main(["annual-report", *words]) == 0
    assert target.stat().st_size > 1000


@pytest.mark.django_db
@pytest.mark.usefixtures("one_request")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--body", "nobody", "--year", "2025"], "没有代码为“nobody”的机关"),
        (["--body", "finance", "--year", "2020"], "年度请填 2021 或以后"),
        (["--body", "finance", "--year", "99999"], "年度请填 2021 或以后"),
        (["--body", "finance", "--year", "2025", "--docx"], "请用 --out 写明文件"),
        (["--body", "finance", "--year", "2025", "--out", "/nowhere/x"], "不能写入“/nowhere/x”"),
    ],
)
def test_command_says_what_is_wrong(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["annual-report", *words]) == 2
    assert sentence in capsys.readouterr().err
