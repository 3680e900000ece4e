"""The tree, its filters, the counts of fields, and proposals for a document."""

from __future__ import annotations

import csv
import json
import tomllib
from datetime import date

import pytest

from gongkai.journal.actors import SYSTEM
from gongkai.kernel.text import html_to_text
from gongkai.reference.operations import load_lists
from gongkai.registers import queries
from gongkai.registers.elements import Element
from gongkai.registers.fields import FieldNames
from gongkai.registers.loading import BUILTIN, load_catalogues, read_duties
from gongkai.registers.models import Catalogue, EntryVersion
from gongkai.registers.queries.proposals import is_for_policies
from gongkai.registers.tests.cast import make_cast
from gongkai.testing import shared_folder

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 8)


@pytest.fixture
def cast():
    cast = make_cast()
    cast.add()
    cast.add(level2="审核信息", responsible="乡镇人民政府")
    cast.add(level1="临时救助", level2="办事指南", elements=(Element("救助标准"),))
    cast.add(
        field="budgets", level1="财政预决算", level2="政府预算", limit_text="批准后20日内",
        elements=(Element("一般公共预算收入表"),), responsible="县财政局",
    )  # fmt: skip
    return cast


def titles(cast, **wanted):
    branches = queries.tree(cast.catalogue, TODAY, queries.Filter(**wanted))
    return [
        (field.title, group.title, [one.level2 for one in group.duties])
        for field in branches
        for group in field.branches
    ]


def test_the_tree_goes_from_field_to_first_level_to_duty(cast):
    assert titles(cast) == [
        ("社会救助", "最低生活保障", ["审批信息", "审核信息"]),
        ("社会救助", "临时救助", ["办事指南"]),
        ("财政预决算", "财政预决算", ["政府预算"]),
    ]
    assert [one.count for one in queries.tree(cast.catalogue, TODAY)] == [3, 1]


def test_the_tree_is_cut_down_by_field_body_and_words(cast):
    assert len(titles(cast, field="budgets")) == 1
    assert titles(cast, body=cast.towns[0]) == [("社会救助", "最低生活保障", ["审核信息"])]
    assert titles(cast, text="救助 标准") == [("社会救助", "临时救助", ["办事指南"])]
    assert titles(cast, text="养老") == []


def test_fields_are_counted_in_the_order_of_the_list(cast):
    found = queries.fields_with_counts(TODAY)
    assert [(one.name, one.count) for one in found] == [("社会救助", 3), ("财政预决算", 1)]


def test_a_field_of_the_place_keeps_its_name(cast):
    names = FieldNames()
    assert names.code_of("涉农资金") == "涉农资金"
    assert names.name_of("涉农资金") == "涉农资金"
    assert names.code_of("社会救助领域") == "social-assistance"


def test_a_document_is_proposed_the_duty_that_its_title_names(cast):
    found = queries.propose_duty("", "关于2026年低保审批信息和对象名单的公示", on=TODAY)
    assert found[0].entry.current.level2 == "审批信息"
    assert "标题含要素用语“低保、对象名单”" in " ".join(found[0].why)


def test_the_text_counts_where_the_title_says_nothing(cast):
    text = "现将一般公共预算收入表和支出表公布如下。"
    found = queries.propose_duty(text, "公告", on=TODAY)
    assert found[0].entry.current.level2 == "政府预算"
    assert "正文" in found[0].why[0]


def test_a_duty_of_the_own_body_is_preferred_and_said(cast):
    title = "最低生活保障"
    plain = queries.propose_duty("", title, on=TODAY)
    own = queries.propose_duty("", title, cast.towns[0], on=TODAY)
    assert {one.entry.code for one in plain[:2]} == {one.entry.code for one in own[:2]}
    assert own[0].entry.current.level2 == "审核信息"
    assert own[0].why[-1] == "公开主体为清江县东河镇人民政府"


@pytest.fixture
def office(cast):
    """With duties of policies, general and of a field, and one of the organ itself."""
    cast.add(
        field="", level1="机关信息", level2="办公地址和联系方式",
        elements=(Element("办公时间"), Element("办公室电话")),
    )  # fmt: skip
    cast.add(field="", level1="政策", level2="规章和规范性文件", elements=(Element("文件名称"),))
    cast.add(field="", level1="政策", level2="政策解读", elements=(Element("解读正文"),))
    cast.add(level1="政策文件", level2="其他政策文件", elements=(Element("发展规划"),))
    return cast


@pytest.mark.parametrize(
    ("title", "level2"),
    [
        ("清江县人民政府办公室关于印发2026年节假日值班安排的通知", "规章和规范性文件"),
        ("清江县人民政府关于促进民营经济发展的若干意见", "规章和规范性文件"),
        ("清江县烟花爆竹管理办法（试行）", "规章和规范性文件"),
        ("清江县人民政府办公室关于加强社会救助工作的意见", "其他政策文件"),
        ("清江县民政局关于最低生活保障审批信息的公告", "审批信息"),  # the title names the duty
        ("清江县人民政府办公室办公地址、办公时间", "办公地址和联系方式"),  # no official document
    ],
)
def test_an_official_document_is_a_policy_unless_its_title_names_a_matter(office, title, level2):
    text = "各乡镇人民政府，县人民政府各工作部门：\n现印发给你们。\n清江县人民政府办公室"
    found = queries.propose_duty(text, title, on=TODAY)
    assert found[0].entry.current.level2 == level2


def test_a_number_of_its_own_makes_an_official_document(office):
    title = "2026年节假日值班安排"
    numbered = queries.propose_duty("清政办发〔2026〕3号\n值班安排如下。", title, on=TODAY)
    assert numbered[0].why[0] == "公文，优先归入政策文件"
    given = queries.propose_duty("", title, document_number="清政办发〔2026〕3号", on=TODAY)
    assert given[0].entry == numbered[0].entry
    cited = "根据清政办发〔2026〕3号文件，值班安排如下。"
    assert all("公文" not in one.why[0] for one in queries.propose_duty(cited, title, on=TODAY))


def test_real_policies_are_proposed_a_duty_of_policies_or_of_their_own_matter(cast):
    folder = shared_folder()
    if folder is None:
        pytest.skip("no folder of real documents")
    Catalogue.objects.filter(code="grassroots").update(code="other")
    load_lists(actor=SYSTEM)
    load_catalogues(BUILTIN, {}, SYSTEM)
    with (folder / "corpus" / "policies.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    assert records
    first = [
        queries.propose_duty(html_to_text(one["html"]), one["title"], on=TODAY)[0].entry.current
        for one in records
    ]
    assert not [one.title for one in first if "机关" in one.level1 or "机构" in one.level1]
    policies = sum(is_for_policies(one) for one in first)
    assert policies >= len(first) * 0.7


def test_nothing_is_proposed_when_no_word_is_shared(cast):
    assert queries.propose_duty("天气晴朗", "气象", on=TODAY) == []


def test_the_shipped_catalogues_load_once_and_every_row_names_its_source(cast):
    Catalogue.objects.filter(code="grassroots").update(code="other")
    loaded = load_catalogues(BUILTIN, {}, SYSTEM)
    assert {one.kind for one in loaded} == {"core", "grassroots", "withheld"}
    assert load_catalogues(BUILTIN, {}, SYSTEM) == []
    versions = EntryVersion.objects.filter(entry__catalogue__in=loaded)
    assert not versions.filter(source="").exists()
    assert versions.filter(entry__catalogue__kind="grassroots").count() >= 70
    assert len({one.field for one in versions.filter(entry__catalogue__kind="grassroots")}) >= 8
    civil = queries.duties_of(cast.civil, TODAY).filter(entry__catalogue__code="grassroots")
    assert civil.count() > 5


@pytest.mark.parametrize("name", ["core.csv", "grassroots.csv", "withheld.csv"])
def test_every_shipped_limit_is_understood(name):
    for columns, row in read_duties(BUILTIN / name):
        assert columns.limit_doubts == [], row["code"]
        assert columns.elements, row["code"]


def test_the_core_catalogue_has_every_item_of_article_20():
    codes = {row["code"] for _, row in read_duties(BUILTIN / "core.csv")}
    assert {f"20.{n}" for n in range(1, 16)} <= codes


def test_fields_of_shipped_rows_are_codes_of_the_list():
    with (BUILTIN.parent / "lists" / "fields.csv").open(encoding="utf-8") as lines:
        known = {row["code"] for row in csv.DictReader(lines)}
    used = {columns.field for columns, _ in read_duties(BUILTIN / "grassroots.csv")}
    assert used <= known


def test_columns_of_shipped_rows_are_columns_of_the_shipped_site():
    site = tomllib.loads((BUILTIN.parent / "sites" / "county.toml").read_text(encoding="utf-8"))
    shelves = {one["code"] for one in site["columns"] if one.get("kind", "shelf") == "shelf"}
    for name in ("core.csv", "grassroots.csv"):
        used = {row["column_code"] for _, row in read_duties(BUILTIN / name)}
        assert used - {""} <= shelves


def test_a_thousand_duties_are_found_in_few_questions(cast, django_assert_max_num_queries):
    from gongkai.registers import writing
    from gongkai.registers.responsibility import Bodies
    from gongkai.registers.tests.cast import duty

    many = [duty(code=f"many-{n:04d}", level1=f"事项{n // 20}") for n in range(1000)]
    writing.add_entries(cast.catalogue, many, date(2026, 1, 5), Bodies(), {})
    with django_assert_max_num_queries(4):
        branches = queries.tree(cast.catalogue, TODAY, queries.Filter(text="many"))
        assert sum(one.count for one in branches) == 1000
