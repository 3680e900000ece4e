"""第十五条、第三十二条至第三十四条: others are asked, the clock waits, silence means two things."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.cases.models import Letter
from gongkai.foi.models import Consultation
from gongkai.foi.operations import consulting
from gongkai.foi.operations.consulting import OtherBody, ThirdParty
from gongkai.foi.testing import make_office
from gongkai.foi.tests.answering import clock, day, due, names, refused
from gongkai.journal.models import Entry

pytestmark = pytest.mark.django_db

FIRM = ThirdParty("清江建设有限公司", "商业秘密", address="清江县城东路1号")
WANG = ThirdParty("王某", "个人隐私", is_person=True)
QUESTION = "2024年农村公路养护合同及付款凭证"


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def foi_request(office):
    return office.request(on=day("03-03"))  # due on 2025-03-31


def ask(office, foi_request, *parties, **more) -> list[Consultation]:
    said = {"question": QUESTION, "on": day("03-10"), "staff": office.clerk} | more
    return consulting.consult_third_party(foi_request, parties or [FIRM], **said)


def ask_maker(office, foi_request, **more) -> Consultation:
    said = {"question": QUESTION, "on": day("03-10"), "staff": office.clerk} | more
    [asked] = consulting.consult_other_body(foi_request, [OtherBody("清江县水务局")], **said)
    return asked


def reply(office, asked, on, position="consent", opinion="") -> Consultation:
    return consulting.record_reply(
        asked, position=position, opinion=opinion, on=on, staff=office.clerk
    )


def test_article_33_the_time_of_asking_is_not_counted(office, foi_request):
    assert due(foi_request) == day("03-31")
    [asked] = ask(office, foi_request)
    assert due(foi_request) is None
    assert clock(foi_request).paused_for == "征求第三方意见"
    # Counted through the 10th (5), not from the 11th to the 17th, then 15 more: 18-21 (9),
    # 24-28 (14), 31 Mar - 3 Apr (18), 7-8 Apr (20); the 4th is 清明.
    reply(office, asked, day("03-17"), "objection", "涉及成本构成")
    assert due(foi_request) == day("04-08")


def test_article_32_each_third_party_gets_a_letter_without_the_requester(office, foi_request):
    first, second = ask(office, foi_request, FIRM, WANG)
    assert (first.serial, second.serial) == (1, 2)
    letter = Letter.objects.get(number=first.letter)
    assert letter.matter == foi_request.reference
    text = str(letter.lines)
    assert "清江建设有限公司" in text
    assert "15个工作日" in text
    assert "赵明远" not in text
    assert "您的个人隐私" in str(Letter.objects.get(number=second.letter).lines)


def test_several_at_once_are_one_pause_until_the_last_reply(office, foi_request):
    first, second = ask(office, foi_request, FIRM, WANG)
    reply(office, first, day("03-12"))
    assert due(foi_request) is None
    reply(office, second, day("03-17"))
    assert due(foi_request) == day("04-08")


def test_article_32_fifteen_working_days_from_the_receipt_of_the_letter(office, foi_request):
    [asked] = ask(office, foi_request)
    consulting.letter_received(asked, on=day("03-12"), staff=office.clerk)
    # 13-14 (2), 17-21 (7), 24-28 (12), 31 Mar - 2 Apr (15).
    assert due(asked.reference, "foi.third_party") == day("04-02")
    assert "届满后才能记录" in refused(
        consulting.record_silence, asked, on=day("04-02"), staff=office.clerk
    )
    consulting.record_silence(asked, on=day("04-21"), staff=office.clerk)
    asked.refresh_from_db()
    assert (asked.position, asked.replied_on) == ("silent", day("04-02"))
    assert clock(asked.reference, "foi.third_party").stopped_on == day("04-02")
    # Noted late, the reply clock goes on from the end of the limit all the same: 5 days through
    # the 10th of March, 3 Apr (6), 7-11 (11), 14-18 (16), 21-24 (20); the 4th is 清明.
    assert due(foi_request) == day("04-24")
    assert names(asked.reference) == [
        "ThirdPartyAsked",
        "ThirdPartyLetterReceived",
        "ThirdPartyDidNotReply",
    ]


def test_article_34_a_joint_maker_that_is_silent_consents(office, foi_request):
    asked = ask_maker(office, foi_request)
    assert clock(foi_request).paused_for == "征求其他机关意见"
    assert "视为同意公开" in str(Letter.objects.get(number=asked.letter).lines)
    consulting.letter_received(asked, on=day("03-12"), staff=office.clerk)
    assert due(asked.reference, "foi.joint") == day("04-02")
    assert "至2025年4月2日" in refused(
        consulting.record_silence, asked, on=day("03-20"), staff=office.clerk
    )
    consulting.record_silence(asked, on=day("04-03"), staff=office.clerk)
    assert names(asked.reference)[-1] == "OtherBodyDidNotReply"


def test_silence_before_the_letter_arrived_is_none(office, foi_request):
    [asked] = ask(office, foi_request)
    assert "请先记录收到日期" in refused(
        consulting.record_silence, asked, on=day("06-03"), staff=office.clerk
    )


def test_article_33_a_body_concerned_is_asked_until_a_day_and_its_silence_is_no_consent(
    office, foi_request
):
    assert "于何日前回复" in refused(ask_maker, office, foi_request, joint=False)
    assert "不能另定日期" in refused(ask_maker, office, foi_request, answer_by=day("03-20"))
    asked = ask_maker(office, foi_request, joint=False, answer_by=day("03-20"))
    assert asked.reference.endswith("/concerned-body/1")
    assert due(foi_request) is None
    assert "届满后" in refused(
        consulting.record_silence, asked, on=day("03-20"), staff=office.clerk
    )
    consulting.record_silence(asked, on=day("03-21"), staff=office.clerk)
    assert due(foi_request) is not None


def test_a_reply_names_a_position_and_an_objection_its_reasons(office, foi_request):
    [asked] = ask(office, foi_request)
    assert "请选择对方的意见" in refused(reply, office, asked, day("03-12"), "silent")
    assert "写明对方的理由" in refused(reply, office, asked, day("03-12"), "objection")
    assert "写明对方的理由" in refused(reply, office, asked, day("03-12"), "partial", " ")
    assert "早于发出函件" in refused(reply, office, asked, day("03-07"))
    consulting.letter_received(asked, on=day("03-12"), staff=office.clerk)
    assert "早于对方收到函件" in refused(reply, office, asked, day("03-11"))
    reply(office, asked, day("03-12"), "partial", "可以公开合同金额")
    assert "不能再次记录" in refused(reply, office, asked, day("03-13"))
    assert "不能再次记录" in refused(
        consulting.record_silence, asked, on=day("05-13"), staff=office.clerk
    )


def test_the_letter_arrives_once_and_after_it_was_sent(office, foi_request):
    [asked] = ask(office, foi_request)
    assert "早于发出函件" in refused(
        consulting.letter_received, asked, on=day("03-07"), staff=office.clerk
    )
    consulting.letter_received(asked, on=day("03-12"), staff=office.clerk)
    assert "已经记录" in refused(
        consulting.letter_received, asked, on=day("03-13"), staff=office.clerk
    )


def test_nobody_is_asked_twice_at_the_same_time(office, foi_request):
    assert "不能重复征求" in refused(ask, office, foi_request, FIRM, FIRM)
    [asked] = ask(office, foi_request)
    assert "还没有答复" in refused(ask, office, foi_request)
    reply(office, asked, day("03-12"))
    assert ask(office, foi_request, on=day("03-13"))[0].serial == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"question": " "}, "就哪些信息征求意见"),
        ({"on": day("02-28")}, "早于收到申请"),
        ({"on": date(2199, 1, 1)}, "晚于今天"),
    ],
)
def test_what_cannot_be_asked(office, foi_request, more, said):
    assert said in refused(ask, office, foi_request, **more)


def test_a_letter_needs_the_interests_that_are_touched(office, foi_request):
    assert "可能涉及的权益" in refused(ask, office, foi_request, ThirdParty("某公司", " "))
    assert not Consultation.objects.exists()


def test_only_those_who_handle_ask(office, foi_request):
    for staff in (office.outsider, office.reviewer, office.leader):
        assert "权限" in refused(ask, office, foi_request, staff=staff)


def test_article_15_an_objection_is_set_aside_with_a_reason_by_whoever_signs(office, foi_request):
    [asked] = ask(office, foi_request)
    reason = "涉及公众用水安全，不公开将严重影响公共利益"
    assert "没有提出不同意" in refused(consulting.overrule, asked, reason, staff=office.leader)
    reply(office, asked, day("03-12"), "objection", "商业秘密")
    assert "权限" in refused(consulting.overrule, asked, reason, staff=office.clerk)
    assert "重大影响" in refused(consulting.overrule, asked, " ", staff=office.leader)
    consulting.overrule(asked, reason, staff=office.leader)
    asked.refresh_from_db()
    assert asked.overruled_because == reason
    letter = Letter.objects.get(number=asked.overruled_letter)
    told = "".join(text for _, text in letter.lines)
    assert reason in told  # 第三十二条: 将决定公开的政府信息内容和理由书面告知第三方
    assert asked.question in told
    assert letter.facts["addressee"] == asked.name
    assert foi_request.number not in told  # never who asked
    assert "已经认定" in refused(consulting.overrule, asked, reason, staff=office.leader)


def test_article_15_is_about_third_parties_only(office, foi_request):
    asked = ask_maker(office, foi_request)
    reply(office, asked, day("03-12"), "objection", "尚未定稿")
    assert "只有第三方" in refused(consulting.overrule, asked, "公共利益", staff=office.leader)


def test_the_journal_holds_no_name_and_no_word_of_an_opinion(office, foi_request):
    [asked] = ask(office, foi_request)
    reply(office, asked, day("03-12"), "objection", "涉及成本构成")
    about = Entry.objects.filter(about__startswith=foi_request.reference)
    kept = str(list(about.values_list("data", flat=True)))
    for word in ("清江建设", "成本构成", "养护合同", "赵明远"):
        assert word not in kept


def test_bodies_and_third_parties_are_counted_apart(office, foi_request):
    ask(office, foi_request, FIRM, WANG)
    maker = ask_maker(office, foi_request)
    concerned = ask_maker_concerned(office, foi_request)
    assert (maker.serial, concerned.serial) == (1, 2)


def ask_maker_concerned(office, foi_request) -> Consultation:
    [asked] = consulting.consult_other_body(
        foi_request,
        [OtherBody("清江县审计局")],
        question=QUESTION,
        on=day("03-11"),
        staff=office.clerk,
        joint=False,
        answer_by=day("03-20"),
    )
    return asked
