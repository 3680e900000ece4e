"""Whole stories of requests, with the days counted by hand."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from gongkai.cases.models import Letter
from gongkai.clocks.models import Clock
from gongkai.files.operations import receive
from gongkai.files.queries import path_of
from gongkai.files.redacting import Area
from gongkai.files.tests.samples import pdf
from gongkai.foi.answer_content import AnswerContent
from gongkai.foi.models import FoiRequest
from gongkai.foi.operations import (
    answering,
    archiving,
    clarifying,
    consulting,
    enclosing,
    extending,
    giving,
    joint,
    remedies,
)
from gongkai.foi.operations.consulting import ThirdParty
from gongkai.foi.queries.visibility import answer_files_for_requester
from gongkai.foi.telling import timeline
from gongkai.foi.telling_requester import public_steps
from gongkai.foi.testing import make_office
from gongkai.foi.tests.answering import (
    GRANTED,
    REMEDIES,
    approve_all,
    clock,
    day,
    draft,
    due,
    fresh,
    names,
    withheld,
)
from gongkai.journal.models import Entry
from gongkai.reference.models import Code, CodeList

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    periods = CodeList.objects.create(code="retention-periods", name="保管期限")
    Code.objects.create(list=periods, code="10-years", name="定期10年", origin="测试")
    return make_office()


def now(foi_request: FoiRequest) -> FoiRequest:
    return FoiRequest.objects.get(pk=foi_request.pk)


def said_to_requester(foi_request) -> list[str]:
    return [f"{step.at:%m-%d} {step.title}" for step in public_steps(foi_request)]


def test_granted_in_full_after_an_extension_over_the_national_day(office):
    foi_request = office.request(on=day("09-19"))
    # 22-26 Sep (5), 28-30 (8), 9-11 Oct (11), 13-17 (16), 20-23 (20).
    assert due(foi_request) == day("10-23")
    joint.find_clear(foi_request, on=day("09-22"), staff=office.clerk)
    task = joint.ask_unit(
        foi_request, office.section, "请提供明细", on=day("09-23"), staff=office.clerk
    )
    joint.reply_for_unit(task, "明细附后", on=day("09-28"), staff=office.expert)
    extending.extend(
        foi_request, days=10, reason="需要汇总各乡镇数据", on=day("10-22"), staff=office.head
    )
    # 24 Oct (1), 27-31 (6), 3-6 Nov (10).
    assert due(foi_request) == day("11-06")
    answer = approve_all(office, draft(office, foi_request))
    giving.give(answer, on=day("11-05"), staff=office.clerk)
    giving.record_service(
        answer, way="post", on=day("11-07"), staff=office.clerk, note="挂号信 XA1"
    )
    archiving.archive(foi_request, retention="10-years", staff=office.clerk)
    done = now(foi_request)
    assert (done.outcome, done.closed_on, done.retention) == ("R2", day("11-05"), "10-years")
    assert clock(foi_request).stopped_on == day("11-05")
    titles = [one.title for one in timeline(done)]
    assert "请清江县财政局预算股协办（2025年9月23日）" in titles
    assert titles[-1] == "归档"
    extension = Letter.objects.get(template="foi.extension").number
    assert said_to_requester(done) == [
        "09-19 提交申请",
        "09-19 本机关收到申请，答复期限开始计算",
        f"10-22 延期答复10个工作日（{extension}）",
        f"11-05 答复：予以公开（{fresh(answer).letter}）",
        "11-07 答复送达",
    ]


def test_clarified_then_granted_in_part_with_a_third_party_and_a_redacted_copy(office):
    foi_request = office.request(on=day("03-03"))
    assert due(foi_request) == day("03-31")
    clarifying.ask_to_clarify(
        foi_request, ["请写明合同年度"], answer_by=day("03-24"), staff=office.clerk, on=day("03-10")
    )
    assert due(foi_request) is None
    clarifying.clarify(foi_request, on=day("03-17"), text="2024年", staff=office.clerk)
    # Anew: 18-21 Mar (4), 24-28 (9), 31 - 3 Apr (13), 7-11 (18), 14-15 (20).
    assert due(foi_request) == day("04-15")
    [asked] = consulting.consult_third_party(
        foi_request,
        [ThirdParty("清江建设有限公司", "商业秘密")],
        question="2024年养护合同",
        on=day("03-20"),
        staff=office.clerk,
    )
    consulting.letter_received(asked, on=day("03-24"), staff=office.clerk)
    # 25-28 Mar (4), 31 - 3 Apr (8), 7-11 (13), 14-15 (15).
    assert due(asked.reference, "foi.third_party") == day("04-15")
    consulting.record_reply(
        asked, position="partial", opinion="单价属于商业秘密", on=day("04-02"), staff=office.clerk
    )
    # Three days counted through the 20th; 3 Apr (4), 7-11 (9), 14-18 (14), 21-25 (19), 27 (20), a
    # Sunday that is worked; the 4th is 清明.
    assert due(foi_request) == day("04-27")

    original = receive(pdf("Total 300 yuan", "Price 13812345678"), name="a.pdf", actor=office.clerk)
    content = AnswerContent(
        "R3",
        ground="E15",
        facts={
            "open_part": "合同总价、工期",
            "how": "随本答复书邮寄",
            "withheld_part": "分项单价",
            "reasons": "第三方不同意公开，公开将损害其合法权益",
            **REMEDIES,
        },
    )
    answer = draft(office, foi_request, content)
    enclosing.add_answer_file(answer, original, "合同.pdf", staff=office.clerk)
    copy = enclosing.attach_redacted(
        fresh(answer), original, [Area(2, 0, 0, 1, 1)], "合同（遮盖）.pdf", staff=office.clerk
    )
    assert [one.name for one in fresh(answer).files.all()] == ["合同（遮盖）.pdf"]
    text = [page.extract_text() for page in PdfReader(path_of(copy.file)).pages]
    assert "Total" in text[0]
    assert "1381" not in text[1]
    assert copy.original == original
    answer = approve_all(office, answer)
    giving.give(answer, on=day("04-25"), staff=office.clerk)

    done = now(foi_request)
    assert (done.outcome, done.closed_on) == ("R3", day("04-25"))
    [given] = answer_files_for_requester(done)
    assert given.file.sha256 == copy.file.sha256 != original.sha256
    letter = str(Letter.objects.get(number=fresh(answer).letter).lines)
    assert "收到您补正的申请" in letter
    assert "2025年3月17日" in letter
    assert "应当先" in letter, "the withheld part goes to reconsideration first"
    assert "附件：合同（遮盖）.pdf" in letter
    told = "\n".join(said_to_requester(done))
    assert "03-20 征求第三方意见，答复期限暂停计算" in told
    assert "清江建设" not in told
    assert not any(staff in told for staff in ("陈静", "王建国", "李明"))
    story = "\n".join(f"{one.title} {one.text}" for one in timeline(done))
    assert "征求第三方“清江建设有限公司”意见" in story
    assert "遮盖1处后添加答复附件" in story


def test_refused_corrected_on_reconsideration_and_answered_again(office):
    foi_request = office.request(on=day("03-03"))
    first = approve_all(office, draft(office, foi_request, withheld("E16b", checked=True)))
    giving.give(first, on=day("03-28"), staff=office.clerk)
    giving.record_service(first, way="post", on=day("04-01"), staff=office.clerk)
    archiving.archive(foi_request, retention="10-years", staff=office.clerk)
    remedy = remedies.record_remedy(
        foi_request,
        kind="reconsideration",
        organ="清江县人民政府",
        case_number="清府复〔2025〕3号",
        on=day("04-20"),
        staff=office.clerk,
    )
    remedies.decide_remedy(
        remedy,
        result="corrected",
        decision="撤销，责令在法定期限内重新答复",
        on=day("05-29"),
        staff=office.clerk,
    )
    archiving.reopen(
        foi_request, why="reconsideration", on=day("06-03"), redo_by=day("07-01"),
        staff=office.leader,
    )  # fmt: skip
    opened = now(foi_request)
    assert (opened.status, opened.outcome, opened.archived_at) == ("open", "", None)
    # Anew from 3 Jun, after 端午: 4-6 (3), 9-13 (8), 16-20 (13), 23-27 (18), 30 Jun - 1 Jul (20).
    assert due(foi_request) == day("07-01")

    second = approve_all(office, draft(office, opened, GRANTED))
    assert second.number == 2
    giving.give(second, on=day("06-25"), staff=office.clerk)
    giving.record_service(second, way="post", on=day("06-27"), staff=office.clerk)
    done = now(foi_request)
    assert (done.status, done.outcome, done.closed_on) == ("closed", "R2", day("06-25"))
    assert [one.kind for one in done.answers.order_by("number")] == ["R4", "R2"]
    assert fresh(first).letter != fresh(second).letter
    reply = Clock.objects.get(about=foi_request.reference, rule="foi.reply")
    assert (reply.stopped_on, reply.doubts) == (day("06-25"), [])
    facts = names(foi_request.reference)
    assert facts.count("RequestAnswered") == 2
    assert facts.index("RemedyDecided") < facts.index("RequestReopened")
    told = said_to_requester(done)
    assert told[2:] == [
        f"03-28 答复：不予公开（{fresh(first).letter}）",
        "04-01 答复送达",
        "06-03 重新办理",
        f"06-25 答复：予以公开（{fresh(second).letter}）",
        "06-27 答复送达",
    ]


def test_saves_in_a_row_are_one_line(office):
    foi_request = office.request(on=day("03-03"))
    answer = draft(office, foi_request)
    for text in ("一", "二", "三"):
        latest = fresh(answer)
        content = AnswerContent(**{**GRANTED.__dict__, "text": text})
        answering.change_answer(latest, content, revision=latest.revision, staff=office.clerk)
    assert timeline(foi_request)[-1].title == "修改答复（共 3 次）"
    assert Entry.objects.filter(name="AnswerChanged").count() == 3
