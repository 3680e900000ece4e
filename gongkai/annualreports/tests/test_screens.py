"""The desk: the list, one report, writing in it, its acts, the cases of a cell."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from gongkai.annualreports.models import AnnualReport, RowChoice
from gongkai.annualreports.operations import writing
from gongkai.annualreports.tests.cast import YEAR, Bureau, day, make_bureau, remedy
from gongkai.disclosure.tests.cast import make_duty
from gongkai.disclosure.tests.screens import browser, filled, problems, said, text_of
from gongkai.people.models import Body

pytestmark = pytest.mark.django_db

LIST = "/desk/annual-reports/"


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau("finance", "清江县财政局")


def address(report: AnnualReport, page: str = "") -> str:
    return f"{LIST}{report.key}/{page}"


def act(client: Client, report: AnnualReport, name: str, **typed: Any) -> Any:
    """Press the button on the page, with the fields of its form."""
    page = client.get(address(report))
    hidden = {}
    if name == "approve":
        hidden = {"seen": filled(page, "seen")["seen"]}
    return client.post(address(report, f"act/{name}/"), hidden | typed)


def test_strangers_are_sent_to_sign_in(bureau: Bureau) -> None:
    report = bureau.start()
    for page in (LIST, address(report), address(report, "figures/")):
        answer = Client().get(page)
        assert answer.status_code == 302
        assert "/desk/sign-in/" in answer.headers["Location"]


def test_reports_of_other_bodies_do_not_exist_for_me(bureau: Bureau) -> None:
    report = bureau.start()
    stranger = browser(make_bureau("health", "清江县卫生健康局").clerk)
    for page in (
        "", "figures/", "sections/1/", "cells/2/1/total/", "report.docx", "act/approve/",
    ):  # fmt: skip
        assert stranger.get(address(report, page)).status_code == 404
    started = stranger.post(f"{LIST}start/", {"year": YEAR - 1, "body": "finance"})
    assert started.status_code == 404
    assert "财政局" not in text_of(stranger.get(LIST))


def test_the_list_offers_to_begin_and_then_opens(bureau: Bureau) -> None:
    client = browser(bureau.clerk)
    page = client.get(f"{LIST}?year={YEAR}")
    assert "未开始" in text_of(page)
    assert "2026-01-31" in text_of(page)
    started = client.post(f"{LIST}start/", {"year": YEAR, "body": "finance"})
    assert "已开始编写" in said(client, started)
    again = client.post(f"{LIST}start/", {"year": YEAR, "body": "finance"})
    assert "已经开始编写" in said(client, again)


def test_only_writers_are_offered_to_begin(bureau: Bureau) -> None:
    page = text_of(browser(bureau.leader).get(f"{LIST}?year={YEAR}"))
    assert "没有对“清江县财政局”办理“编写年度报告”的权限" in page


def test_a_government_has_a_rolled_up_report_with_its_own_day(bureau: Bureau) -> None:
    county = make_bureau("county", "清江县人民政府", kind=Body.Kind.GOVERNMENT)
    Body.objects.filter(pk=bureau.body.pk).update(parent=county.body)
    client = browser(county.clerk)
    page = text_of(client.get(f"{LIST}?year={YEAR}"))
    assert page.count("2026-03-31") == 1
    assert "清江县人民政府 本级" in page
    started = client.post(f"{LIST}start/", {"year": YEAR, "body": "county", "rolled_up": "yes"})
    assert started.headers["Location"] == f"{LIST}county-{YEAR}-all/"
    opened = text_of(client.get(started.headers["Location"]))
    assert "清江县财政局 未定稿" in opened
    chosen = client.post(f"{started.headers['Location']}members/", {"bodies": []})
    assert "0 个下属机关" in said(client, chosen)
    assert "清江县财政局 未定稿" not in text_of(client.get(started.headers["Location"]))


def test_problems_stand_on_top_with_their_rules(bureau: Bureau) -> None:
    bureau.handled(day("03-03"), day("03-20"), "R4")
    page = text_of(browser(bureau.clerk).get(address(bureau.start())))
    assert "处不符合，改正后才能审定、定稿" in page
    assert "A2 第二表“自然人”一列" in page
    assert "B2 申请" in page


def test_a_section_is_written(bureau: Bureau) -> None:
    report = bureau.start()
    client = browser(bureau.clerk)
    values = filled(client.get(address(report, "sections/5/")), "text")
    answer = client.post(address(report, "sections/5/"), values | {"text": "无。"})
    assert "已保存“五、存在的主要问题及改进情况”" in said(client, answer)
    assert report.sections.get(number="五").text == "无。"


def test_text_typed_over_a_colleagues_is_kept_beside_it(bureau: Bureau) -> None:
    report = bureau.start()
    client = browser(bureau.clerk)
    values = filled(client.get(address(report, "sections/5/")), "text")
    writing.write_section(report, "五", "同事写的。", revision=0, staff=bureau.clerk)
    answer = client.post(address(report, "sections/5/"), values | {"text": "我写的。"})
    assert answer.status_code == 422
    assert "已在您之后保存过这一部分" in problems(answer)
    assert "同事写的。" in text_of(answer)
    again = filled(answer, "text")
    assert again["text"].strip() == "我写的。"
    client.post(address(report, "sections/5/"), again)
    assert report.sections.get(number="五").text == "我写的。"


@pytest.mark.parametrize(
    "page",
    [
        "sections/2/", "sections/7/", "members/", "cells/1/normative.made/", "cells/2/9/total/",
        "report.exe",
    ],
)  # fmt: skip
def test_pages_that_do_not_exist(bureau: Bureau, page: str) -> None:
    assert browser(bureau.clerk).get(address(bureau.start(), page)).status_code == 404


def test_figures_are_typed_as_people_type_them(bureau: Bureau) -> None:
    report = bureau.start()
    client = browser(bureau.clerk)
    values = filled(client.get(address(report, "figures/")), "figure_0")
    typed = values | {"figure_6": "１,２３４", "source_6": "审批系统", "figure_9": " 12.5 "}
    assert "已保存 2 个数字" in said(client, client.post(address(report, "figures/"), typed))
    found = dict(report.figures.values_list("cell", "value"))
    assert {cell: float(n) for cell, n in found.items()} == {
        "1/licensing.decisions": 1234, "1/fees.amount_wan": 12.5,
    }  # fmt: skip
    page = text_of(client.get(address(report)))
    assert f"{bureau.clerk.person.name} " in page
    assert "1234" in page
    assert "没有改动" in said(client, client.post(address(report, "figures/"), filled(
        client.get(address(report, "figures/")), "figure_0")))  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "sentence"), [("很多", "不是数字"), ("1.5", "请填写整数"), ("-2", "不小于 0")]
)
def test_wrong_figures_stay_on_the_form_with_a_sentence(
    bureau: Bureau, typed: str, sentence: str
) -> None:
    report = bureau.start()
    client = browser(bureau.clerk)
    values = filled(client.get(address(report, "figures/")), "figure_0")
    answer = client.post(address(report, "figures/"), values | {"figure_6": typed, "figure_7": "3"})
    assert answer.status_code == 422
    assert sentence in problems(answer)
    assert filled(answer, "figure_0")["figure_6"] == typed
    assert not report.figures.exists()


def test_from_approval_to_the_draft_item(bureau: Bureau) -> None:
    make_duty(bureau.body, "49.1", "部门政府信息公开工作年度报告")
    report = bureau.fill_in(bureau.start())
    clerk, leader = browser(bureau.clerk), browser(bureau.leader)
    assert "已审定" in said(leader, act(leader, report, "approve"))
    assert "已定稿（第1版）" in said(leader, act(leader, report, "freeze"))
    told = said(clerk, act(clerk, report, "publish", unit=bureau.unit.pk))
    assert "已生成公开信息" in told
    report.refresh_from_db()
    assert report.item is not None
    assert report.item.number in text_of(clerk.get(address(report)))
    assert "公开信息办理中" in text_of(clerk.get(f"{LIST}?year={YEAR}"))
    words = act(leader, report, "reopen", reason="数字有误，需更正")
    assert "已撤销定稿" in said(leader, words)
    assert "数字有误，需更正" in text_of(clerk.get(address(report)))


def test_what_changed_since_the_page_was_opened_is_not_approved(bureau: Bureau) -> None:
    report = bureau.fill_in(bureau.start())
    leader = browser(bureau.leader)
    seen = filled(leader.get(address(report)), "seen")
    bureau.handled(day("03-03"), day("03-20"), "R2")
    answer = leader.post(address(report, "act/approve/"), seen)
    assert answer.status_code == 409
    assert "您打开页面之后内容有变化" in problems(answer)


def test_a_refused_act_says_why_and_keeps_what_was_typed(bureau: Bureau) -> None:
    report = bureau.frozen()
    answer = act(browser(bureau.leader), report, "reopen", reason="错")
    assert answer.status_code == 409
    assert "请写明撤销定稿的理由（不少于4个字）" in problems(answer)
    assert filled(answer, "reason")["reason"].strip() == "错"


def test_buttons_say_why_they_do_nothing(bureau: Bureau) -> None:
    page = text_of(browser(bureau.clerk).get(address(bureau.start())))
    assert "“审定年度报告”的权限" in page
    assert "处不符合，见本页上方" in page


def test_a_number_opens_the_list_of_its_requests(bureau: Bureau) -> None:
    mine = bureau.handled(day("03-03"), day("03-20"), "R6", kind="legal")
    bureau.handled(day("03-03"), day("03-20"), "R2")
    report = bureau.start()
    client = browser(bureau.clerk)
    assert address(report, "cells/2/3.4.1/legal/") in client.get(address(report)).content.decode()
    page = client.get(address(report, "cells/2/3.4.1/legal/"))
    assert f"/desk/foi/{mine.number}/" in page.content.decode()
    assert text_of(page).count("2025-") >= 1
    assert "赵明远" not in text_of(page)  # a number and no name


def test_requests_that_one_may_not_see_are_counted_and_not_listed(bureau: Bureau) -> None:
    mine = bureau.handled(day("03-03"), day("03-20"), "R6")
    page = text_of(browser(bureau.leader).get(address(bureau.start(), "cells/2/1/total/")))
    assert "其中 1 件不在您的查看范围内" in page
    assert mine.number not in page


def test_remedies_of_a_cell_are_listed(bureau: Bureau) -> None:
    foi_request = bureau.handled(day("03-03"), day("03-20"), "R6")
    remedy(foi_request, day("05-05"), organ="清江县人民政府")
    client = browser(bureau.clerk)
    page = text_of(client.get(address(bureau.start(), "cells/3/reconsideration/pending/")))
    assert foi_request.number in page
    assert "尚未审结" in page


def test_a_frozen_number_that_differs_from_today_says_so(bureau: Bureau) -> None:
    report = bureau.frozen()
    bureau.handled(day("03-03"), day("03-20"), "R6")
    page = text_of(browser(bureau.clerk).get(address(report, "cells/2/1/total/")))
    assert "报告定稿后数据有变化，现在统计为 1" in page


def test_a_request_is_counted_in_another_row(bureau: Bureau) -> None:
    foi_request = bureau.handled(day("03-03"), day("03-20"), "R4")
    report = bureau.start()
    client = browser(bureau.clerk)
    where = f"{LIST}rows/{foi_request.number}/"
    back = address(report, "cells/2/3.7/total/")
    page = client.get(where, headers={"Referer": f"http://testserver{back}"})
    values = filled(page, "row")
    assert values["next"] == back
    refused = client.post(where, values | {"row": "3.3.2", "reason": ""})
    assert "请写明归入这一行的理由" in problems(refused)
    answer = client.post(where, values | {"row": "3.3.2", "reason": "法律另有规定"})
    assert answer.headers["Location"] == back
    assert RowChoice.objects.get().row == "3.3.2"
    assert "人工指定" in text_of(client.get(back))


def test_the_way_back_leads_nowhere_else(bureau: Bureau) -> None:
    foi_request = bureau.handled(day("03-03"), day("03-20"), "R4")
    client = browser(bureau.clerk)
    page = client.get(
        f"{LIST}rows/{foi_request.number}/", headers={"Referer": "https://evil.example/x"}
    )
    assert filled(page, "row")["next"] == LIST


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "json"])
def test_downloads_carry_the_title(bureau: Bureau, kind: str) -> None:
    answer = browser(bureau.clerk).get(address(bureau.start(), f"report.{kind}"))
    name = unquote(answer.headers["Content-Disposition"])
    assert name.endswith(f"清江县财政局{YEAR}年政府信息公开工作年度报告（未定稿）.{kind}")
    assert len(answer.content) > 1000
