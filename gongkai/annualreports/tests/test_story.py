"""From the first line to the published draft, and what may not happen on the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gongkai.annualreports.models import AnnualReport, Edition
from gongkai.annualreports.operations import finishing, publishing, writing
from gongkai.annualreports.queries.saying import say
from gongkai.annualreports.queries.visibility import reports_visible_to
from gongkai.annualreports.tests.cast import YEAR, Bureau, day, make_bureau
from gongkai.disclosure.models import Item
from gongkai.disclosure.tests.cast import make_duty
from gongkai.foi.models import FoiRequest
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.journal.testing import catch_up
from gongkai.people.testing import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau("finance", "清江县财政局")


def facts(report: AnnualReport) -> list[str]:
    found = Entry.objects.filter(about=report.reference).order_by("id")
    return list(found.values_list("name", flat=True))


def refused(what: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as caught:
        what(*args, **kwargs)
    return "".join(caught.value.reasons)


def test_a_report_is_begun_with_texts_and_numbers(bureau: Bureau) -> None:
    bureau.handled(day("03-03"), day("03-20"), "R2")
    report = bureau.start()
    assert report.key == f"finance-{YEAR}"
    assert "新收政府信息公开申请1件" in report.sections.get(number="一").text
    assert facts(report) == ["ReportStarted"]


def test_a_report_is_begun_once(bureau: Bureau) -> None:
    bureau.start()
    assert "已经开始编写" in refused(bureau.start)


@pytest.mark.parametrize(("year", "sentence"), [(2019, "试行格式"), (2999, "还没有开始")])
def test_years_without_a_form_or_still_to_come_are_refused(
    bureau: Bureau, year: int, sentence: str
) -> None:
    assert sentence in refused(bureau.start, year)


def test_a_body_without_bodies_below_rolls_nothing_up(bureau: Bureau) -> None:
    assert "没有下属机关" in refused(bureau.start, rolled_up=True)


def test_others_may_not_write_or_approve(bureau: Bureau) -> None:
    stranger = make_bureau("health", "清江县卫生健康局")
    report = bureau.start()
    for staff in (stranger.clerk, bureau.leader):
        words = refused(writing.write_section, report, "五", "无。", revision=0, staff=staff)
        assert "没有对“清江县财政局”办理“编写年度报告”的权限" in words
    for staff in (stranger.leader, bureau.clerk):
        assert "“审定年度报告”的权限" in refused(finishing.approve, report, staff=staff)


def test_reports_of_other_bodies_are_not_seen(bureau: Bureau) -> None:
    report = bureau.start()
    stranger = make_bureau("health", "清江县卫生健康局")
    assert list(reports_visible_to(bureau.leader.person)) == [report]
    assert not reports_visible_to(stranger.clerk.person).exists()
    nobody = make_person("new", "新来", unit=bureau.unit)
    assert not reports_visible_to(nobody).exists()


def test_two_writers_of_one_section_do_not_overwrite_each_other(bureau: Bureau) -> None:
    report = bureau.start()
    writing.write_section(report, "五", "甲写的。", revision=0, staff=bureau.clerk)
    words = refused(writing.write_section, report, "五", "乙写的。", revision=0, staff=bureau.clerk)
    assert "已在您之后保存过这一部分" in words
    assert report.sections.get(number="五").text == "甲写的。"


@pytest.mark.parametrize(
    ("cell", "value", "sentence"),
    [
        ("1/licensing.decisions", "-1", "不小于 0"),
        ("1/licensing.decisions", "1.5", "请填写整数"),
        ("1/licensing.decisions", "NaN", "不小于 0"),
        ("1/licensing.decisions", "1e15", "不小于 0"),
        ("1/fees.amount_wan", "1.00001", "最多 4 位小数"),
        ("2/1/natural", "5", "只有第一表的数字可以填报"),
        ("1/nothing", "5", "只有第一表的数字可以填报"),
    ],
)
def test_figures_that_cannot_be_are_refused(
    bureau: Bureau, cell: str, value: str, sentence: str
) -> None:
    report = bureau.start()
    words = refused(writing.enter_figure, report, cell, Decimal(value), staff=bureau.clerk)
    assert sentence in words


def test_a_figure_names_who_typed_it_and_can_be_taken_back(bureau: Bureau) -> None:
    report = bureau.start()
    cell = "1/fees.amount_wan"
    writing.enter_figure(report, cell, Decimal("12.50"), staff=bureau.clerk, source="非税系统")
    said = say(bureau.body, YEAR)
    assert said.cells[cell] == Decimal("12.5")
    assert (said.entered[cell].person, said.entered[cell].source) == (
        bureau.clerk.person.name, "非税系统",
    )  # fmt: skip
    writing.enter_figure(report, cell, None, staff=bureau.clerk)
    assert say(bureau.body, YEAR).cells[cell] is None


def test_a_typed_figure_stands_above_a_counted_one(bureau: Bureau) -> None:
    report = bureau.start()
    writing.enter_figure(report, "1/normative.made", Decimal(7), staff=bureau.clerk)
    assert say(bureau.body, YEAR).cells["1/normative.made"] == 7


# --- approving and freezing


def test_blanks_gaps_and_unbalanced_columns_stop_approval(bureau: Bureau) -> None:
    bureau.handled(day("03-03"), day("03-20"), "R4")
    words = refused(finishing.approve, bureau.start(), staff=bureau.leader)
    assert "B1 第一表“行政许可 · 本年处理决定数量”、" in words
    assert "B3 “一、总体情况”中还有【】" in words
    assert "A2 第二表“自然人”一列" in words


def test_a_report_on_a_year_that_is_not_over_is_not_frozen(bureau: Bureau) -> None:
    report = bureau.fill_in(bureau.start(date.today().year))
    assert "还没有结束" in refused(finishing.approve, report, staff=bureau.leader)


def test_nobody_approves_what_they_wrote(bureau: Bureau) -> None:
    both = make_person(
        "both", "兼任", unit=bureau.unit, reach="body",
        verbs=[writing.verbs.WRITE, writing.verbs.FREEZE],
    )  # fmt: skip
    report = bureau.fill_in(bureau.start())
    staff = type(bureau.clerk)(both)
    writing.write_section(report, "五", "改过。", revision=1, staff=staff)
    assert "您参与了这份报告的编写" in refused(finishing.approve, report, staff=staff)


def test_writing_after_approval_voids_it(bureau: Bureau) -> None:
    report = bureau.fill_in(bureau.start())
    finishing.approve(report, staff=bureau.leader)
    writing.enter_figure(report, "1/penalty.decisions", Decimal(3), staff=bureau.clerk)
    report.refresh_from_db()
    assert report.status == "draft"
    assert facts(report)[-1] == "ReportApprovalVoided"
    assert "请先审定" in refused(finishing.freeze, report, staff=bureau.leader)


def test_numbers_that_change_between_approval_and_freezing_are_noticed(bureau: Bureau) -> None:
    report = bureau.fill_in(bureau.start())
    finishing.approve(report, staff=bureau.leader)
    bureau.handled(day("03-03"), day("03-20"), "R2")
    assert "审定之后数字有变化" in refused(finishing.freeze, report, staff=bureau.leader)


def test_what_is_frozen_keeps_its_numbers(bureau: Bureau) -> None:
    foi_request = bureau.handled(day("03-03"), day("03-20"), "R2")
    catch_up()
    report = bureau.frozen()
    edition = report.editions.get()
    assert edition.seq > 0
    assert facts(report)[-2:] == ["ReportApproved", "ReportFrozen"]
    FoiRequest.objects.filter(pk=foi_request.pk).update(requester_kind="legal", outcome="R6")
    bureau.handled(day("05-05"), day("05-20"), "R2")
    said = say(bureau.body, YEAR)
    assert said.frozen
    assert (said.cells["2/1/natural"], said.cells["2/3.1/total"]) == (1, 1)
    assert said.cells["2/1/total"] == 1


def test_a_frozen_report_cannot_be_written_in(bureau: Bureau) -> None:
    report = bureau.frozen()
    words = refused(writing.enter_figure, report, "1/penalty.decisions", None, staff=bureau.clerk)
    assert "报告已定稿，不能再改" in words


def test_warnings_do_not_stop_freezing_and_are_told(bureau: Bureau) -> None:
    bureau.asked(day("11-01"), status="submitted")
    report = bureau.fill_in(bureau.start())
    finishing.approve(report, staff=bureau.leader)
    edition, warnings = finishing.freeze(report, staff=bureau.leader)
    assert [one.rule for one in warnings] == ["A10"]
    assert edition.content["problems"][0]["rule"] == "A10"


def test_a_report_is_taken_back_with_a_reason_and_frozen_again(bureau: Bureau) -> None:
    report = bureau.frozen()
    assert "理由" in refused(finishing.reopen, report, reason=" ", staff=bureau.leader)
    finishing.reopen(report, reason="行政处罚数量有误", staff=bureau.leader)
    report.refresh_from_db()
    writing.enter_figure(report, "1/penalty.decisions", Decimal(9), staff=bureau.clerk)
    bureau.freeze(report)
    first, second = Edition.objects.order_by("number")
    assert first.reopen_reason == "行政处罚数量有误"
    assert first.content["cells"]["1/penalty.decisions"] == 0
    assert second.content["cells"]["1/penalty.decisions"] == 9
    assert say(bureau.body, YEAR).cells["1/penalty.decisions"] == 9


def test_a_difference_to_last_year_is_frozen_once_it_is_explained(bureau: Bureau) -> None:
    foi_request = bureau.asked(day("-12-20"))
    bureau.frozen(YEAR - 1)
    FoiRequest.objects.filter(pk=foi_request.pk).update(requester_kind="legal")
    report = bureau.fill_in(bureau.start())
    assert "A4 第二表“自然人”一列" in refused(finishing.approve, report, staff=bureau.leader)
    assert "不能用说明代替" in refused(
        writing.explain, report, "A1", "另有原因", staff=bureau.clerk
    )
    assert "请写明" in refused(writing.explain, report, "A4", "无", staff=bureau.clerk)
    writing.explain(report, "A4", "申请人类型登记有误，已更正。", staff=bureau.clerk)
    edition = bureau.freeze(report)
    assert edition.content["notes"] == {"A4": "申请人类型登记有误，已更正。"}


# --- publishing


@pytest.fixture
def duty(bureau: Bureau) -> Any:
    return make_duty(bureau.body, "49.1", "部门政府信息公开工作年度报告")


def test_a_frozen_report_becomes_a_draft_item_with_its_files(bureau: Bureau, duty: Any) -> None:
    bureau.handled(day("03-03"), day("03-20"), "R2")
    report = bureau.frozen()
    version = publishing.publish(report, bureau.unit, staff=bureau.clerk)
    assert version.title == f"清江县财政局{YEAR}年政府信息公开工作年度报告"
    assert version.item.duty == duty
    assert 'rowspan="22"' in version.body_html
    names = list(version.attachments.values_list("name", flat=True))
    assert names == [f"{version.title}.docx", f"{version.title}.xlsx"]
    assert all(one.file.is_accepted for one in version.attachments.select_related("file"))
    report.refresh_from_db()
    assert report.item == version.item
    assert facts(report)[-1] == "ReportDrafted"


def test_a_report_that_is_not_frozen_is_not_published(bureau: Bureau, duty: Any) -> None:
    words = refused(publishing.publish, bureau.start(), bureau.unit, staff=bureau.clerk)
    assert "定稿后才能起草公开信息" in words


def test_without_a_duty_the_draft_is_refused_and_says_what_to_do(bureau: Bureau) -> None:
    words = refused(publishing.publish, bureau.frozen(), bureau.unit, staff=bureau.clerk)
    assert "公开目录中没有“政府信息公开工作年度报告”这一事项" in words


def test_a_report_frozen_anew_is_written_over_its_open_draft(bureau: Bureau, duty: Any) -> None:
    report = bureau.frozen()
    first = publishing.publish(report, bureau.unit, staff=bureau.clerk)
    report.refresh_from_db()
    finishing.reopen(report, reason="行政处罚数量有误", staff=bureau.leader)
    report.refresh_from_db()
    writing.enter_figure(report, "1/penalty.decisions", Decimal(987), staff=bureau.clerk)
    bureau.freeze(report)
    second = publishing.publish(report, bureau.unit, staff=bureau.clerk)
    assert second.pk == first.pk
    assert "987" in second.body_html
    assert second.attachments.count() == 2
    assert Item.objects.count() == 1
