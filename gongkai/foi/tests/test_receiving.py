"""How a request comes in, and on which day it counts as received (第三十一条)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from gongkai.cases.models import Letter
from gongkai.foi.models import FoiRequest, Requester, RequestFile
from gongkai.foi.operations import receiving
from gongkai.foi.queries.visibility import opened_by
from gongkai.foi.tests.cast import WANTED, WHO, Cast, facts_about, make_cast, today
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.people.testing import make_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.mark.parametrize("channel", ["counter", "signed_mail"])
def test_article_31_handed_over_or_signed_for_is_received_that_day(cast, channel):
    foi_request = cast.register(channel, days_ago=3)
    assert (foi_request.status, foi_request.received_on) == ("open", today(-3))
    assert facts_about(foi_request) == [
        ("RequestSubmitted", today(-3)),
        ("RequestReceived", today(-3)),
    ]


@pytest.mark.parametrize("channel", ["plain_mail", "fax", "email"])
def test_article_31_the_others_are_received_on_the_day_of_confirmation(cast, channel):
    foi_request = cast.register(channel, days_ago=3)
    assert (foi_request.status, foi_request.received_on) == ("submitted", None)
    received = receiving.confirm_receipt(foi_request, on=today(-1), staff=cast.clerk)
    assert (received.status, received.received_on) == ("open", today(-1))
    assert facts_about(foi_request)[-1] == ("RequestReceived", today(-1))


def test_article_31_an_upload_does_not_start_the_clock(cast):
    taken = cast.online()
    assert facts_about(taken.foi_request) == [("RequestSubmitted", today())]
    assert taken.foi_request.received_on is None
    received = receiving.confirm_receipt(taken.foi_request, on=today(), staff=cast.clerk)
    assert received.received_on == today()


def refusal(verb, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        verb(*args, **kwargs)
    return "".join(refused.value.reasons)


def test_receipt_is_not_confirmed_in_the_future_or_before_submission(cast):
    foi_request = cast.register("email", days_ago=3)
    late = refusal(receiving.confirm_receipt, foi_request, on=today(1), staff=cast.clerk)
    assert "晚于今天" in late
    early = refusal(receiving.confirm_receipt, foi_request, on=today(-4), staff=cast.clerk)
    assert "早于申请提交的日期" in early


def test_receipt_is_confirmed_once_and_never_for_the_counter(cast):
    foi_request = cast.register("email")
    receiving.confirm_receipt(foi_request, on=today(), staff=cast.clerk)
    again = refusal(receiving.confirm_receipt, foi_request, on=today(), staff=cast.clerk)
    assert "更正收到日期" in again
    counter = cast.register("counter")
    assert "不需要再确认" in refusal(
        receiving.confirm_receipt, counter, on=today(), staff=cast.clerk
    )


def test_nobody_from_another_body_confirms_or_registers(cast):
    foi_request = cast.online().foi_request
    words = refusal(receiving.confirm_receipt, foi_request, on=today(), staff=cast.outsider)
    assert "没有对" in words
    assert "没有对" in refusal(cast.register, staff=cast.outsider)


def test_a_request_is_not_registered_for_tomorrow_nor_for_before_the_regulation(cast):
    assert "晚于今天" in refusal(cast.register, on=today(1))
    assert "核对年份" in refusal(cast.register, on=date(1926, 11, 2))
    assert "网上申请" in refusal(cast.register, "online")


def test_a_wrong_day_of_receipt_is_corrected_and_the_wrong_one_stays_in_the_journal(cast):
    foi_request = cast.register("counter", days_ago=3)
    receiving.correct_receipt(foi_request, on=today(-5), reason="typing-error", staff=cast.clerk)
    entry = Entry.objects.get(name="ReceiptCorrected")
    assert entry.on == today(-5)
    assert entry.data == {"wrong_on": today(-3).isoformat(), "reason": "typing-error"}
    foi_request.refresh_from_db()
    assert foi_request.received_on == today(-5)


def test_the_day_of_receipt_is_not_corrected_without_reason_or_into_the_future(cast):
    foi_request = cast.register("counter", days_ago=3)

    def words(on: date, reason: str = "typing-error") -> str:
        return refusal(
            receiving.correct_receipt, foi_request, on=on, reason=reason, staff=cast.clerk
        )

    assert "晚于今天" in words(today(1))
    assert "没有需要更正" in words(today(-3))
    assert "从列表中选择" in words(today(-4), "whatever")


def test_the_receipt_says_day_and_term_and_a_corrected_day_replaces_it(cast):
    foi_request = cast.register("counter", on=date(2025, 9, 19))
    receipt = Letter.objects.get(matter=foi_request.reference)
    text = "".join(text for _, text in receipt.lines)
    assert "当面提交" in text and "2025年9月19日" in text and "2025年10月23日" in text
    receiving.correct_receipt(
        foi_request, on=date(2025, 9, 18), reason="typing-error", staff=cast.clerk
    )
    first, second = Letter.objects.filter(matter=foi_request.reference)
    assert (first.superseded_by, second.stands) == (second, True)


def test_a_body_that_cannot_number_letters_receives_all_the_same(cast):
    cast.transport.document_prefix = ""
    cast.transport.save()
    assert cast.register("counter").status == "open"
    assert not Letter.objects.exists()


def test_what_waits_for_confirmation_has_no_day_to_correct(cast):
    foi_request = cast.register("fax")
    words = refusal(
        receiving.correct_receipt, foi_request, on=today(), reason="typing-error", staff=cast.clerk
    )
    assert "没有可以更正的日期" in words


def test_the_same_form_sent_a_hundred_times_makes_one_request(cast):
    key = uuid4()
    taken = cast.online(form_key=key)
    for _ in range(99):
        assert taken.foi_request.number in refusal(cast.online, form_key=key)
    assert FoiRequest.objects.count() == 1
    assert opened_by(taken.foi_request.number, taken.code) == taken.foi_request


def test_numbers_run_within_the_year_and_codes_are_not_kept(cast):
    first, second = cast.online(), cast.online()
    year = today().year
    assert [one.foi_request.number for one in (first, second)] == [f"{year}-00001", f"{year}-00002"]
    assert first.code != second.code
    kept = json.dumps(list(FoiRequest.objects.values()), default=str)
    assert first.code not in kept and first.code.replace("-", "") not in kept


def test_the_journal_learns_neither_name_nor_number_nor_question(cast):
    cast.online(who={"email": "zhao@example.cn"})
    written = json.dumps(list(Entry.objects.values()), default=str, ensure_ascii=False)
    for secret in (WHO.name, WHO.identity_number, WHO.phone, WHO.address, "养护", "example.cn"):
        assert secret not in written


BAD = {
    "请写明您需要的": (replace(WANTED, wanted="  "), WHO),
    "最多5000个字": (replace(WANTED, wanted="路" * 5001), WHO),
    "请填写姓名": (WANTED, replace(WHO, name=" ")),
    "请填写单位名称": (WANTED, replace(WHO, kind="business", name="", identity_kind="other")),
    "请选择证件名称": (WANTED, replace(WHO, kind="business")),
    "公民身份号码应当是18位": (
        WANTED, replace(WHO, identity_kind="citizen_card", identity_number="123")
    ),
    "统一社会信用代码应当是18位": (
        WANTED, replace(WHO, kind="legal", identity_kind="credit_code", identity_number="9")
    ),
    "请填写证件号码": (WANTED, replace(WHO, identity_number=" ")),
    "至少填写一种联系方式": (WANTED, replace(WHO, phone="", address="")),
    "请填写电子邮箱": (replace(WANTED, way="email"), WHO),
    "电子邮箱的写法不对": (WANTED, replace(WHO, email="a@b.cn\nBcc: c@d.cn")),
    "请填写传真号码": (replace(WANTED, way="fax"), WHO),
    "请填写联系地址": (replace(WANTED, way="post"), replace(WHO, address="")),
    "请选择获取信息的方式": (replace(WANTED, way="pigeon"), WHO),
    "以个人还是以单位": (WANTED, replace(WHO, kind="pet", identity_kind="other")),
    "“姓名或名称”最多120个字": (WANTED, replace(WHO, name="赵" * 121)),
    "“文号”最多60个字": (replace(WANTED, wanted_number="清" * 61), WHO),
}  # fmt: skip


@pytest.mark.parametrize("sentence", BAD)
def test_what_article_29_demands_is_demanded_in_words(cast, sentence):
    wanted, who = BAD[sentence]
    words = refusal(receiving.submit_online, cast.transport, wanted, who, form_key=uuid4())
    assert sentence in words
    assert not FoiRequest.objects.exists()


def test_a_card_number_with_a_small_letter_and_blanks_is_understood(cast):
    who = {"identity_kind": "citizen_card", "identity_number": " 52099919900101007x "}
    number = cast.online(who=who).foi_request.requester.identity_number
    assert number == "52099919900101007X"


def test_a_body_without_units_cannot_be_asked_over_the_site(cast):
    bare = make_body("bare", "清江县气象局")
    assert "不能通过本站受理" in refusal(cast.online, body=bare)


def test_an_institution_is_asked_only_where_somebody_handles_requests(cast):
    from gongkai.people.testing import make_unit

    school = make_body("school", "清江县第一中学", kind="institution")
    make_unit(school, "办公室")
    assert "不能通过本站受理" in refusal(cast.online, body=school)


def test_scripts_in_the_text_are_text(cast):
    wanted = "<script>alert(1)</script> 公路养护资金"
    foi_request = cast.online(wanted).foi_request
    foi_request.refresh_from_db()
    assert foi_request.wanted == wanted


def test_a_lost_code_is_replaced_and_the_old_one_opens_nothing(cast):
    taken = cast.online()
    new = receiving.renew_code(taken.foi_request, staff=cast.clerk)
    number = taken.foi_request.number
    assert opened_by(number, taken.code) is None
    assert opened_by(number, new) == taken.foi_request


def test_one_person_has_one_fingerprint(cast):
    cast.online()
    cast.online()
    assert len(set(Requester.objects.values_list("fingerprint", flat=True))) == 1


def test_a_refused_file_is_named_with_its_reason_and_nothing_is_taken_in(cast, stored_file):
    bad = stored_file(status="refused", reasons=["文件有密码。"])
    enclosed = [receiving.Enclosed(bad, RequestFile.Kind.IDENTITY, "身份证.pdf")]
    assert "“身份证.pdf”未通过检查：文件有密码。" in refusal(cast.online, enclosed=enclosed)
    assert not FoiRequest.objects.exists()


def test_files_are_put_with_the_request_and_only_their_hash_is_recorded(cast, stored_file):
    file = stored_file()
    enclosed = receiving.Enclosed(file, RequestFile.Kind.IDENTITY, "赵明远身份证.pdf")
    foi_request = cast.online(enclosed=[enclosed]).foi_request
    receiving.add_file(
        foi_request,
        receiving.Enclosed(stored_file(), RequestFile.Kind.LETTER, "申请书.pdf"),
        staff=cast.clerk,
    )
    assert [one.kind for one in foi_request.files.all()] == ["identity", "letter"]
    entry = Entry.objects.filter(name="RequestFileAdded").first()
    assert entry.data == {"sha256": file.sha256, "kind": "identity"}


@pytest.fixture
def stored_file():
    from django.utils import timezone

    from gongkai.files.models import StoredFile

    def make(status: str = "accepted", **more):
        return StoredFile.objects.create(
            sha256=f"{StoredFile.objects.count():064d}",
            size=10,
            media_type="application/pdf",
            extension="pdf",
            status=status,
            received_at=timezone.now(),
            examined_at=timezone.now(),
            received_from="requester",
            **more,
        )

    return make
