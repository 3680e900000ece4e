"""The papers of two years: believable, numbered in order, and about nobody."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai import rules
from gongkai.demo import county
from gongkai.demo.bodies import AREA_CODE
from gongkai.demo.cast import TEAMS
from gongkai.demo.files import form_as_docx, paper_as_pdf, table_as_xlsx
from gongkai.demo.genres import GENRES
from gongkai.demo.planning import Paper, plan
from gongkai.demo.stories import workday_before
from gongkai.demo.texts.unfinished import DRAFTS, PLANTED_NUMBER
from gongkai.demo.writing import Table, Text, to_html
from gongkai.files.queries import reasons_not_to_accept
from gongkai.intake.sanitising import sanitise
from gongkai.kernel import document_numbers
from gongkai.kernel.calendar import builtin_calendar
from gongkai.kernel.identifiers import is_citizen_number
from gongkai.kernel.personal_data import find_personal_data
from gongkai.kernel.text import html_to_text

ANCHOR = date(2026, 6, 18)


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    return plan(ANCHOR)


def html_of(paper: Paper) -> str:
    return to_html(paper.text, paper.organ.name, paper.adopted_on)


def text_of(paper: Paper) -> str:
    return f"{paper.text.title}\n{paper.text.summary}\n{html_to_text(html_of(paper))}"


def test_the_same_anchor_gives_the_same_papers(papers):
    again = plan(ANCHOR)
    assert [(one.key, one.number, one.published_on) for one in again] == [
        (one.key, one.number, one.published_on) for one in papers
    ]
    assert [html_of(one) for one in again] == [html_of(one) for one in papers]


def test_two_years_are_full_of_papers_of_many_kinds(papers):
    assert 500 <= len(papers) <= 900
    months = Counter((one.published_on.year, one.published_on.month) for one in papers)
    assert len(months) >= 24
    assert len({one.genre.key for one in papers}) >= 80
    assert {one.organ.code for one in papers} >= {"government", "finance", "luming", "songjian"}


def test_no_paper_is_published_before_it_is_adopted_or_after_the_anchor(papers):
    assert all(one.adopted_on <= one.published_on < ANCHOR for one in papers)


def test_hardly_any_title_comes_twice(papers):
    titles = Counter(one.text.title for one in papers)
    twice = [title for title, count in titles.items() if count > 1]
    assert len(twice) <= 5, twice


def test_document_numbers_are_well_formed_unique_and_in_the_order_of_adoption(papers):
    numbered = [one for one in papers if one.number]
    assert all(document_numbers.reasons_against(one.number) == [] for one in numbered)
    assert len({one.number for one in numbered}) == len(numbered)
    serials: dict[tuple[str, int], int] = {}
    for one in sorted(numbered, key=lambda one: (one.adopted_on, one.key)):
        parsed = document_numbers.parse(one.number)
        series = (parsed.prefix, parsed.year)
        assert parsed.serial > serials.get(series, 0), one.number
        serials[series] = parsed.serial


def test_a_policy_is_interpreted_within_three_working_days_and_cited_by_its_number(papers):
    policies = {one.slot.about.key: one for one in papers if one.genre.key.startswith("policies.")}
    explained = [one for one in papers if one.genre.key == "interpretations.interpretation"]
    assert len(explained) >= 12
    for one in explained:
        policy = policies[one.slot.about.key]
        last = builtin_calendar().add_workdays(policy.published_on, 3).on
        assert one.published_on <= last, one.text.title
        assert policy.number in text_of(one)


def test_no_paper_holds_personal_data(papers):
    found = [(one.text.title, hit) for one in papers for hit in find_personal_data(text_of(one))]
    assert found == []


def test_the_only_telephones_are_those_that_ring_nowhere(papers):
    whole = "\n".join(text_of(one) for one in papers)
    assert {number[:5] for number in re.findall(r"\d{3,4}-\d{7,8}", whole)} <= {f"{AREA_CODE}-"}
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", whole)


def test_no_province_is_named(papers):
    provinces = (
        "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东",
        "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海",
        "内蒙古", "广西", "西藏", "宁夏", "新疆", "北京", "上海", "天津", "重庆",
    )  # fmt: skip
    whole = "\n".join(text_of(one) for one in papers)
    assert [name for name in provinces if name in whole] == []


def test_the_sanitiser_leaves_every_paper_as_it_is(papers):
    assert [one.text.title for one in papers if sanitise(html_of(one)) != html_of(one)] == []


def test_classes_and_kinds_are_those_of_the_lists(papers):
    assert {one.subject for one in papers} <= _codes("subjects")
    assert {one.genre.kind for one in papers} <= _codes("document-kinds")


def _codes(name: str) -> set[str]:
    path = Path(rules.__file__).parent / "lists" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["code"] for row in csv.DictReader(lines)}


@pytest.mark.parametrize("day", range(0, 366, 30))
def test_on_any_day_of_the_year_there_are_papers_for_every_turn_and_a_long_chain(day):
    anchor = date(2026, 1, 1) + timedelta(days=day)
    opened_on = workday_before(anchor, county.OPENED)
    since = [
        one for one in plan(anchor) if one.published_on >= opened_on and one.organ.code in TEAMS
    ]
    assert len(county.turning_papers(since)) >= 6
    assert len(since) >= 40


def test_templates_are_announced_once(papers):
    keys = [one.key for one in GENRES]
    assert len(set(keys)) == len(keys)


def test_files_are_the_same_to_the_byte_and_may_be_uploaded():
    on = date(2026, 3, 5)
    table = Table("附表", ("乡镇", "户数"), [("鹭鸣镇", 12), ("合计", "1,234.50")], "单位：户")
    text = Text("关于公布附表的通知", ["各乡镇人民政府：", "现将附表公布如下。", table])
    made = {
        "表.xlsx": lambda: table_as_xlsx(table, on),
        "申请表.docx": lambda: form_as_docx("申请表", on),
        "通知.pdf": lambda: paper_as_pdf(text, "名川县财政局", "2026年3月5日"),
    }
    for name, make in made.items():
        assert make() == make(), name
        assert reasons_not_to_accept(name, make()) == [], name


def test_personal_data_is_planted_in_one_draft_only_and_belongs_to_nobody():
    holding = [
        one.key for one in DRAFTS if any(find_personal_data(words) for words in one.paragraphs)
    ]
    assert holding == ["relief-list"]
    assert is_citizen_number(PLANTED_NUMBER)
    assert PLANTED_NUMBER.startswith("8999"), "no division code begins so"
