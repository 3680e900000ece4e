"""The answer is given and served, the request archived, opened again, disputed, made public."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.cases.models import Letter
from gongkai.disclosure import verbs as disclosure_verbs
from gongkai.disclosure.tests.cast import make_duty
from gongkai.foi.answer_content import AnswerContent
from gongkai.foi.models import Answer, FoiRequest
from gongkai.foi.operations import (
    answering,
    archiving,
    enclosing,
    giving,
    joint,
    proactive,
    remedies,
    reviewing,
)
from gongkai.foi.queries.answer_approvals import missing_steps
from gongkai.foi.queries.reasons_after import doubts_about, reasons_not_to_archive
from gongkai.foi.testing import make_office
from gongkai.foi.tests.answering import (
    GRANTED,
    REMEDIES,
    approve_all,
    change,
    clock,
    day,
    draft,
    fresh,
    names,
    refused,
    text_file,
    withheld,
)
from gongkai.people.models import Right
from gongkai.reference.models import Code, CodeList

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    periods = CodeList.objects.create(code="retention-periods", name="保管期限")
    Code.objects.create(list=periods, code="10-years", name="定期10年", origin="测试")
    return make_office()


@pytest.fixture
def foi_request(office) -> FoiRequest:
    return office.request(on=day("03-03"))


def signed(office, foi_request, content=GRANTED) -> Answer:
    return approve_all(office, draft(office, foi_request, content))


def given(office, foi_request, content=GRANTED, on="03-20") -> Answer:
    return giving.give(signed(office, foi_request, content), on=day(on), staff=office.clerk)


def now(foi_request: FoiRequest) -> FoiRequest:
    return FoiRequest.objects.get(pk=foi_request.pk)


# --- giving and serving --------------------------------------------------------------------------


def test_article_33_the_answer_stops_the_clock_and_closes_the_request(office, foi_request):
    answer = given(office, foi_request)
    assert (answer.status, answer.answered_on) == ("given", day("03-20"))
    closed = now(foi_request)
    assert (closed.status, closed.outcome, closed.closed_on) == ("closed", "R2", day("03-20"))
    assert clock(foi_request).stopped_on == day("03-20")
    letter = Letter.objects.get(number=answer.letter)
    assert letter.issued_on == day("03-20")
    assert "赵明远" in str(letter.lines)


def test_the_letter_of_a_refusal_says_that_reconsideration_comes_first(office, foi_request):
    answer = given(office, foi_request, withheld("E16a"))
    text = str(Letter.objects.get(number=answer.letter).lines)
    assert "应当先自收到本答复之日起60日内向清江县人民政府申请行政复议" in text
    assert "第十六条第一款" in text
    assert now(foi_request).outcome == "R4"


def test_nothing_is_given_unsigned_twice_or_on_an_impossible_day(office, foi_request):
    answer = draft(office, foi_request)
    assert "签发以后才能发出" in refused(giving.give, answer, on=day("03-20"), staff=office.clerk)
    answer = approve_all(office, answer)
    assert "早于收到申请" in refused(giving.give, answer, on=day("02-28"), staff=office.clerk)
    assert "晚于今天" in refused(giving.give, answer, on=date(2199, 1, 1), staff=office.clerk)
    assert "权限" in refused(giving.give, answer, on=day("03-20"), staff=office.leader)
    giving.give(answer, on=day("03-20"), staff=office.clerk)
    assert "签发以后" in refused(giving.give, answer, on=day("03-20"), staff=office.clerk)
    assert "已经发出，不能再修改" in refused(change, answer, office.clerk, text="改")


def test_a_late_answer_is_given_all_the_same(office, foi_request):
    given(office, foi_request, on="04-30")
    assert clock(foi_request).stopped_on == day("04-30")
    assert clock(foi_request).due_on == day("03-31")


def test_article_17_an_edit_behind_the_desk_is_not_given(office, foi_request):
    answer = signed(office, foi_request)
    Answer.objects.filter(pk=answer.pk).update(text="偷偷改过")
    assert missing_steps(fresh(answer)) == ["review", "secrecy_review", "sign_off"]
    said = refused(giving.give, fresh(answer), on=day("03-20"), staff=office.clerk)
    assert "“保密审查”意见对现有内容无效" in said


def test_units_that_were_still_asked_are_not_waited_for_any_more(office, foi_request):
    task = joint.ask_unit(
        foi_request, office.section, "请提供", on=day("03-05"), staff=office.clerk
    )
    given(office, foi_request)
    assert names(task.reference) == ["UnitAsked", "PartEnded"]
    assert clock(task.reference, "foi.unit_opinion").stopped_on == day("03-20")
    assert "已经办结" in refused(
        joint.reply_for_unit, task, "有", on=day("03-21"), staff=office.expert
    )


def test_service_is_recorded_once_and_not_before_the_answer(office, foi_request):
    answer = signed(office, foi_request)
    said = {"way": "post", "on": day("03-24"), "staff": office.clerk, "note": "EMS1234"}
    assert "还没有发出" in refused(giving.record_service, answer, **said)
    giving.give(answer, on=day("03-20"), staff=office.clerk)
    assert "早于答复" in refused(giving.record_service, answer, **said | {"on": day("03-19")})
    assert "请选择送达方式" in refused(giving.record_service, answer, **said | {"way": "pigeon"})
    assert "权限" in refused(giving.record_service, answer, **said | {"staff": office.leader})
    served = giving.record_service(answer, **said)
    assert (served.served_on, served.service_note) == (day("03-24"), "EMS1234")
    assert "不能重复登记" in refused(giving.record_service, answer, **said)
    assert names(foi_request.reference)[-2:] == ["RequestAnswered", "AnswerServed"]


# --- archive and reopen --------------------------------------------------------------------------


def test_article_45_archived_when_closed_and_served(office, foi_request):
    assert "还没有办结" in refused(
        archiving.archive, foi_request, retention="10-years", staff=office.clerk
    )
    answer = given(office, foi_request)
    assert "还没有登记送达" in refused(
        archiving.archive, foi_request, retention="10-years", staff=office.clerk
    )
    giving.record_service(answer, way="post", on=day("03-24"), staff=office.clerk)
    assert "保管期限" in refused(
        archiving.archive, foi_request, retention="7-years", staff=office.clerk
    )
    archiving.archive(foi_request, retention="10-years", staff=office.clerk)
    assert now(foi_request).archived_at
    assert "归档" in "".join(reasons_not_to_archive(now(foi_request), office.clerk))


def reopen(office, foi_request, **more) -> FoiRequest:
    said = {"why": "own_correction", "on": day("04-10"), "staff": office.leader} | more
    return archiving.reopen(foi_request, **said)


def test_own_correction_is_decided_by_whoever_signs(office, foi_request):
    assert "还没有办结" in refused(reopen, office, foi_request)
    answer = given(office, foi_request)
    said = refused(reopen, office, foi_request, staff=office.clerk)
    assert "由签发答复的人决定" in said
    assert "李明" in said
    assert "早于答复" in refused(reopen, office, foi_request, on=day("03-19"))
    assert "请选择重新办理的原因" in refused(reopen, office, foi_request, why="whim")
    opened = reopen(office, foi_request)
    assert (opened.status, opened.outcome, opened.closed_on) == ("open", "", None)
    assert fresh(answer).status == "given", "what was answered stays"
    assert draft(office, opened).number == 2


def test_reopened_the_limit_counts_anew_from_that_day(office, foi_request):
    given(office, foi_request)
    reopen(office, foi_request)
    # 11 Apr (1), 14-18 (6), 21-25 (11), 27-30 (15), a Sunday that is worked, 6-9 May (19), 12 (20).
    assert clock(foi_request).due_on == day("05-12")
    assert clock(foi_request).stopped_on is None


def test_what_ended_by_its_course_has_no_answer_to_redo(office, foi_request):
    FoiRequest.objects.filter(pk=foi_request.pk).update(
        status="closed", outcome="R15", closed_on=day("03-20")
    )
    assert "没有作出过答复" in refused(reopen, office, now(foi_request))


@pytest.mark.parametrize(
    ("why", "kind"), [("reconsideration", "reconsideration"), ("litigation", "later_litigation")]
)
def test_a_correction_from_outside_must_be_on_record(office, foi_request, why, kind):
    given(office, foi_request, withheld("E16a"))
    assert "没有结果为“结果纠正”的记录" in refused(reopen, office, foi_request, why=why)
    remedy = file_remedy(office, foi_request, kind=kind)
    assert "没有结果为“结果纠正”" in refused(reopen, office, foi_request, why=why)
    decide(office, remedy)
    opened = reopen(office, foi_request, why=why, on=day("06-12"), redo_by=day("07-01"))
    assert opened.redo_by == day("07-01")


# --- remedies ------------------------------------------------------------------------------------


def file_remedy(office, foi_request, **more):
    said = {
        "kind": "reconsideration",
        "organ": "清江县人民政府",
        "on": day("04-01"),
        "staff": office.clerk,
    } | more
    return remedies.record_remedy(foi_request, **said)


def decide(office, remedy, **more):
    said = {
        "result": "corrected",
        "decision": "撤销并责令重新答复",
        "on": day("06-10"),
        "staff": office.clerk,
    } | more
    return remedies.decide_remedy(remedy, **said)


def test_a_reconsideration_is_recorded_and_decided(office, foi_request):
    given(office, foi_request, withheld("E16a"))
    remedy = file_remedy(office, foi_request, case_number="清府复〔2025〕3号")
    assert (remedy.serial, remedy.result) == (1, "pending")
    for more, said in (
        ({"result": "pending"}, "请选择结果"),
        ({"decision": " "}, "裁决内容的原文"),
        ({"on": day("03-31")}, "早于申请或起诉"),
        ({"staff": office.outsider}, "权限"),
    ):
        assert said in refused(decide, office, remedy, **more)
    decide(office, remedy)
    assert "已经登记结果：结果纠正（撤销并责令重新答复）" in refused(decide, office, remedy)
    assert names(foi_request.reference)[-2:] == ["RemedyRecorded", "RemedyDecided"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"kind": "petition"}, "请选择种类"),
        ({"organ": " "}, "复议机关或者法院"),
        ({"on": day("02-28")}, "早于收到申请"),
    ],
)
def test_a_remedy_needs_kind_organ_and_day(office, foi_request, more, said):
    assert said in refused(file_remedy, office, foi_request, **more)


def test_reconsideration_law_23_a_direct_lawsuit_against_a_refusal_is_recorded_and_flagged(
    office, foi_request
):
    given(office, foi_request, withheld("E16a"))
    lawsuit = file_remedy(office, foi_request, kind="direct_litigation", organ="清江县人民法院")
    assert "应当先申请行政复议" in "".join(doubts_about(lawsuit))


def test_before_2024_or_against_another_answer_a_direct_lawsuit_is_not_odd(office, foi_request):
    old = office.request(on=date(2023, 3, 1))
    answer = signed(office, old, withheld("E16a"))
    giving.give(answer, on=date(2023, 3, 20), staff=office.clerk)
    lawsuit = file_remedy(office, old, kind="direct_litigation", on=date(2023, 5, 4))
    assert doubts_about(lawsuit) == []
    search = AnswerContent("R6", facts={"search": "检索了档案室", **REMEDIES})
    given(office, foi_request, search)
    assert doubts_about(file_remedy(office, foi_request, kind="direct_litigation")) == []


def test_a_later_lawsuit_without_a_reconsideration_is_flagged(office, foi_request):
    given(office, foi_request, withheld("E16a"))
    lawsuit = file_remedy(office, foi_request, kind="later_litigation", on=day("05-06"))
    assert "没有登记过此前的行政复议" in "".join(doubts_about(lawsuit))
    file_remedy(office, foi_request, on=day("04-01"))
    assert doubts_about(lawsuit) == []


# --- made public for everybody -------------------------------------------------------------------


def may_draft_items(office) -> None:
    post = office.clerk.person.tenures.get().post
    Right.objects.create(post=post, verb=disclosure_verbs.DRAFT.code, reach="body")


def test_article_44_an_answer_becomes_a_draft_item_without_who_asked(office, foi_request):
    may_draft_items(office)
    FoiRequest.objects.filter(pk=foi_request.pk).update(wanted="赵明远申请公开2025年预算")
    answer = draft(office, now(foi_request))
    change(answer, office.clerk, text="预算为三千万元，联系人电话13812345678")
    file = text_file("预算三千万元")
    enclosing.add_answer_file(answer, file, "赵明远预算.txt", staff=office.clerk)
    office_confirms(office, answer)
    approve_all(office, answer)
    giving.give(fresh(answer), on=day("03-20"), staff=office.clerk)
    version = proactive.make_proactive(fresh(answer), make_duty(office.body), staff=office.clerk)
    assert version.title == "申请人申请公开2025年预算"
    assert "三千万元" in version.body_html
    assert "13812345678" not in version.body_html
    assert [one.name for one in version.attachments.all()] == ["申请人预算.txt"]
    assert version.item.formed_on == day("03-20")
    assert names(foi_request.reference)[-1] == "MadeProactive"


def office_confirms(office, answer: Answer) -> None:
    from gongkai.foi.queries.answer_findings import unresolved_findings

    for found in unresolved_findings(fresh(answer)):
        answering.confirm_personal_data(
            answer, found.fingerprint, "公开的联系电话", staff=office.clerk
        )


def test_article_44_what_still_tells_who_asked_is_refused(office, foi_request):
    from gongkai.disclosure.content import Content

    may_draft_items(office)
    answer = draft(office, foi_request)
    file = text_file("赵明远先生：预算三千万元")
    enclosing.add_answer_file(answer, file, "预算.txt", staff=office.clerk)
    approve_all(office, answer)
    duty = make_duty(office.body)
    assert "答复发出以后" in refused(
        proactive.make_proactive, fresh(answer), duty, staff=office.clerk
    )
    giving.give(fresh(answer), on=day("03-20"), staff=office.clerk)
    said = refused(
        proactive.make_proactive, fresh(answer), duty, staff=office.clerk,
        content=Content(title="关于赵明远的申请"),
    )  # fmt: skip
    assert "公开的内容里还有申请人的姓名" in said
    assert "附件“预算.txt”里有申请人的姓名" in said


def test_a_refusal_is_not_made_public_and_drafting_items_needs_its_own_right(office, foi_request):
    answer = given(office, foi_request, withheld("E16a"))
    duty = make_duty(office.body)
    assert "没有提供信息" in refused(proactive.make_proactive, answer, duty, staff=office.clerk)
    other = office.request(on=day("03-03"))
    granted = given(office, other)
    assert "权限" in refused(proactive.make_proactive, granted, duty, staff=office.clerk)


def test_recalled_after_signing_it_is_a_draft_again(office, foi_request):
    answer = signed(office, foi_request)
    reviewing.recall_answer(answer, staff=office.clerk)
    assert "签发以后" in refused(giving.give, fresh(answer), on=day("03-20"), staff=office.clerk)
