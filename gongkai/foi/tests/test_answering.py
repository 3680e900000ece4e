"""An answer in the making: what it must have, who may approve it, and that no text is lost."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.foi.answer_content import AnswerContent
from gongkai.foi.models import Answer, FoiRequest
from gongkai.foi.operations import answering, consulting, enclosing, extending, reviewing
from gongkai.foi.operations.consulting import ThirdParty
from gongkai.foi.queries.answer_findings import findings
from gongkai.foi.queries.answer_kinds import fields_to_fill, kinds_to_choose, suggested_facts
from gongkai.foi.queries.reasons_answering import (
    reasons_not_to_submit_answer,
)
from gongkai.foi.testing import make_office
from gongkai.foi.tests.answering import (
    GRANTED,
    REMEDIES,
    change,
    day,
    draft,
    fresh,
    refused,
    text_file,
    withheld,
)
from gongkai.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def foi_request(office) -> FoiRequest:
    return office.request(on=day("03-03"))


# --- drafting ------------------------------------------------------------------------------------


def test_one_answer_at_a_time(office, foi_request):
    answer = draft(office, foi_request)
    assert "第1版" in refused(draft, office, foi_request)
    answering.drop_answer(answer, staff=office.clerk)
    assert draft(office, foi_request).number == 2
    assert "已经发出或者放弃" in refused(answering.drop_answer, answer, staff=office.clerk)


def test_only_those_who_handle_draft(office, foi_request):
    for staff in (office.outsider, office.reviewer, office.leader):
        assert "权限" in refused(answering.draft_answer, foi_request, GRANTED, staff=staff)


def test_article_30_while_clarifying_nothing_is_drafted(office, foi_request):
    FoiRequest.objects.filter(pk=foi_request.pk).update(status="clarifying")
    assert "等待申请人补正" in refused(draft, office, foi_request)


def test_what_ends_by_its_course_is_not_drafted(office, foi_request):
    assert "逾期不补正" in refused(draft, office, foi_request, AnswerContent("R15"))
    assert "逾期不缴费" in refused(draft, office, foi_request, AnswerContent("R16"))
    assert "请选择答复类型" in refused(draft, office, foi_request, AnswerContent("R99"))
    assert {"R15", "R16"}.isdisjoint(one.code for one in kinds_to_choose())


def test_facts_of_another_kind_are_left_behind(office, foi_request):
    answer = draft(office, foi_request)
    change(answer, office.clerk, kind="R1", facts={"how": "网站“财政预决算”栏目", "when": "旧"})
    assert fresh(answer).facts == {"how": "网站“财政预决算”栏目"}


def test_two_editors_at_once_lose_no_text(office, foi_request):
    answer = draft(office, foi_request)
    change(answer, office.clerk, text="甲写的说明")
    mine = AnswerContent(**{**GRANTED.__dict__, "text": "乙写的说明"})
    saving = answering.change_answer(fresh(answer), mine, revision=1, staff=office.second)
    assert saving.set_aside.typed["text"] == "乙写的说明"
    assert fresh(answer).text == "甲写的说明"
    assert "并行修改尚未处理" in refused(reviewing.submit_answer, answer, staff=office.clerk)
    answering.settle_answer_text(saving.set_aside, staff=office.clerk)
    assert "已经处理过" in refused(
        answering.settle_answer_text, saving.set_aside, staff=office.clerk
    )
    reviewing.submit_answer(answer, staff=office.clerk)


def test_saving_the_same_again_is_no_change(office, foi_request):
    answer = draft(office, foi_request)
    assert "没有需要保存的改动" in refused(change, answer, office.clerk)


def test_the_journal_holds_no_word_of_an_answer(office, foi_request):
    answer = draft(office, foi_request)
    change(answer, office.clerk, text="绝不入日志的说明")
    kept = str(list(Entry.objects.filter(about=foi_request.reference).values_list("data")))
    assert "绝不" not in kept
    assert "邮寄" not in kept


# --- what an answer must have --------------------------------------------------------------------


def faults(office, answer: Answer) -> str:
    return "".join(reasons_not_to_submit_answer(fresh(answer), office.clerk))


def test_article_36_what_the_letter_lacks_is_named(office, foi_request):
    answer = draft(office, foi_request, AnswerContent("R2"))
    said = refused(reviewing.submit_answer, answer, staff=office.clerk)
    assert "缺少“提供的方式、途径”" in said
    assert "缺少“提供的时间”" in said
    change(answer, office.clerk, facts=GRANTED.facts)
    assert faults(office, answer) == ""


def test_articles_14_to_16_a_refusal_names_its_ground(office, foi_request):
    answer = draft(office, foi_request, withheld(""))
    assert "缺少“法定事由”" in faults(office, answer)
    change(answer, office.clerk, ground="E14a")
    assert faults(office, answer) == ""
    change(answer, office.clerk, ground="E99")
    assert "应当从下列各项中选择" in faults(office, answer)


def test_a_ground_is_for_refusals_only(office, foi_request):
    answer = draft(office, foi_request, AnswerContent("R2", "E14a", facts=GRANTED.facts))
    assert "只有“部分公开”“不予公开”" in faults(office, answer)


@pytest.mark.parametrize(
    ("law", "said"),
    [
        ("", "缺少“禁止公开的法律、行政法规及条款”"),
        ("按规定不公开", "请写明是哪一部法律或者行政法规的第几条"),
        ("《中华人民共和国统计法》", "第几条"),
        ("《某某通知》第三条", "《某某通知》不是法律、行政法规"),
        ("《某某实施细则（试行）》第三条", "不是法律、行政法规"),
        ("《中华人民共和国统计法》第二十八条", ""),
        ("《中华人民共和国人类遗传资源管理条例》第5条", ""),
    ],
)
def test_article_14_only_a_law_or_an_administrative_regulation_forbids(
    office, foi_request, law, said
):
    found = faults(office, draft(office, foi_request, withheld("E14b", law)))
    assert said in found
    assert bool(said) == bool(found)


@pytest.mark.parametrize("ground", ["E16b", "E16c"])
def test_article_16_the_reverse_check_is_confirmed(office, foi_request, ground):
    answer = draft(office, foi_request, withheld(ground))
    assert "第十六条第二款" in faults(office, answer)
    change(answer, office.clerk, reverse_checked=True)
    assert faults(office, answer) == ""


def test_article_16_internal_affairs_need_no_reverse_check(office, foi_request):
    assert faults(office, draft(office, foi_request, withheld("E16a"))) == ""


def consulted(office, foi_request, position: str = "") -> Any:
    [asked] = consulting.consult_third_party(
        foi_request,
        [ThirdParty("某建设公司", "商业秘密")],
        question="合同",
        on=day("03-05"),
        staff=office.clerk,
    )
    if position:
        consulting.record_reply(
            asked, position=position, opinion="成本构成", on=day("03-07"), staff=office.clerk
        )
    return asked


def test_article_32_a_third_party_is_asked_before_its_interests_are_a_ground(office, foi_request):
    answer = draft(office, foi_request, withheld("E15"))
    assert "应当先书面征求第三方的意见" in faults(office, answer)
    asked = consulted(office, foi_request)
    assert "“某建设公司”的意见还没有收到" in faults(office, answer)
    consulting.record_reply(
        asked, position="objection", opinion="成本构成", on=day("03-07"), staff=office.clerk
    )
    assert faults(office, answer) == ""


def test_article_15_with_consent_nothing_is_withheld_for_the_third_party(office, foi_request):
    answer = draft(office, foi_request, withheld("E15"))
    consulted(office, foi_request, "consent")
    assert "第三方都同意公开" in faults(office, answer)


@pytest.mark.parametrize("position", ["objection", "partial"])
def test_article_15_against_an_objection_only_for_the_public_interest(
    office, foi_request, position
):
    answer = draft(office, foi_request)
    asked = consulted(office, foi_request, position)
    assert "不公开会对公共利益造成重大影响" in faults(office, answer)
    consulting.overrule(asked, "涉及公众用水安全", staff=office.leader)
    assert faults(office, answer) == ""
    change(answer, office.clerk, **withheld("E15").__dict__)
    assert "已经认定不采纳" in faults(office, answer)


def test_article_32_after_silence_the_organ_decides_either_way(office, foi_request):
    asked = consulted(office, foi_request)
    consulting.letter_received(asked, on=day("03-06"), staff=office.clerk)
    consulting.record_silence(asked, on=day("03-28"), staff=office.clerk)
    answer = draft(office, foi_request)
    assert faults(office, answer) == ""
    change(answer, office.clerk, **withheld("E15").__dict__)
    assert faults(office, answer) == ""


def test_article_35_excessive_only_after_the_reasons_were_asked(office, foi_request):
    facts = {"reasons_letter": "清政公开由〔2025〕1号", "reasons": "理由不合理", **REMEDIES}
    answer = draft(office, foi_request, AnswerContent("R13", facts=facts))
    assert "须先要求申请人说明理由" in faults(office, answer)
    letter = extending.ask_for_reasons(
        foi_request, count="本年126件", answer_by=day("03-20"), on=day("03-10"), staff=office.clerk
    )
    assert faults(office, answer) == ""
    assert suggested_facts(foi_request, "R13")["reasons_letter"] == letter.number


def test_article_30_still_unclear_only_after_a_clarification(office, foi_request):
    facts = {"clarification_letter": "清政公开补〔2025〕1号", "reasons": "无法检索", **REMEDIES}
    answer = draft(office, foi_request, AnswerContent("R9", facts=facts))
    assert "须先告知补正并收到补正" in faults(office, answer)


def test_a_refusal_hands_nothing_out(office, foi_request):
    answer = draft(office, foi_request, withheld("E16a"))
    attached = enclosing.add_answer_file(answer, text_file("预算"), "预算.txt", staff=office.clerk)
    assert "这种答复不提供信息" in faults(office, answer)
    enclosing.remove_answer_file(attached, staff=office.clerk)
    assert faults(office, answer) == ""


def test_forms_ask_for_what_the_letter_needs_and_nothing_that_is_known():
    asked = [one.name for one in fields_to_fill("R3")]
    assert {"open_part", "withheld_part", "reasons", "review_body"} <= set(asked)
    assert {"received_on", "wanted", "ground", "body", "number"}.isdisjoint(asked)


# --- personal data of others ---------------------------------------------------------------------

STRANGER = "13812345678"


def test_article_15_data_of_others_are_redacted_or_confirmed_with_a_reason(office, foi_request):
    answer = draft(office, foi_request)
    change(answer, office.clerk, text=f"经办人电话{STRANGER}")
    assert "有 1 处疑似他人的个人信息" in faults(office, answer)
    [found] = findings(fresh(answer))
    assert (found.label, found.place) == ("手机号码", "补充说明")
    assert "为什么可以提供" in refused(
        answering.confirm_personal_data, answer, found.fingerprint, " ", staff=office.clerk
    )
    answering.confirm_personal_data(answer, found.fingerprint, "公开的值班电话", staff=office.clerk)
    assert faults(office, answer) == ""
    assert "已经处理" in refused(
        answering.confirm_personal_data, answer, found.fingerprint, "再", staff=office.clerk
    )


def test_data_of_others_in_a_file_are_found_too(office, foi_request):
    answer = draft(office, foi_request)
    file = text_file(f"领款人李某，电话{STRANGER}")
    enclosing.add_answer_file(answer, file, "名单.txt", staff=office.clerk)
    [found] = findings(fresh(answer))
    assert found.in_file
    assert "名单.txt" in found.place
    assert "疑似他人的个人信息" in faults(office, answer)


def test_the_requesters_own_data_are_no_finding(office, foi_request):
    answer = draft(office, foi_request)
    change(answer, office.clerk, text=f"已按您的电话{foi_request.requester.phone}联系")
    assert findings(fresh(answer)) == []
