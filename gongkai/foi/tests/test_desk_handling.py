"""At the desk: units, third parties and bodies are asked, the limit is extended, fees charged."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from gongkai.cases.models import Letter
from gongkai.foi.models import Consultation, FeeNotice, UnitTask
from gongkai.foi.testing import Office, make_office
from gongkai.foi.tests.screens import address, browser, do, problems, text_of
from gongkai.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def found(office):
    return office.request(on=timezone.localdate(), handler=office.clerk.person)


def page_for(staff, found) -> str:
    return text_of(browser(staff).get(address(found)))


def done(answer) -> None:
    assert answer.status_code == 302, problems(answer)


def test_a_unit_is_asked_and_answers_without_seeing_who_asks(office, found):
    done(do(office.clerk, found, "ask-unit", unit=office.section.code, question="有没有决算表"))
    page = page_for(office.expert, found)
    assert "有没有决算表" in page
    assert "赵明远" not in page
    task = UnitTask.objects.get()
    done(do(office.expert, found, f"unit-reply/{task.pk}", opinion="有，可以公开"))
    assert "有，可以公开" in page_for(office.clerk, found)


def third_party(office, found, **typed):
    said = {"name": "清江建设有限公司", "interests": "商业秘密", "question": "中标合同"}
    return do(office.clerk, found, "third-party", **(said | typed))


def test_the_letter_to_a_third_party_is_read_before_it_goes_and_nothing_stays(office, found):
    before = Entry.objects.count()
    answer = third_party(office, found, preview="1")
    assert answer.status_code == 200
    page = text_of(answer)
    assert "政府信息公开第三方意见征询书" in page
    assert "（编号在发出时生成）" in page
    assert "中标合同" in page
    assert (Consultation.objects.count(), Entry.objects.count()) == (0, before)
    assert not Letter.objects.exists()


def test_a_third_party_is_asked_and_its_objection_noted_and_set_aside(office, found):
    done(third_party(office, found))
    page = page_for(office.clerk, found)
    assert "清江建设有限公司" in page
    assert "暂停计算" in page
    asked = Consultation.objects.get()
    done(do(office.clerk, found, f"letter-received/{asked.pk}"))
    refused = do(office.clerk, found, f"reply/{asked.pk}", position="objection")
    assert refused.status_code == 409
    assert "请写明对方的理由和范围" in problems(refused)
    done(do(office.clerk, found, f"reply/{asked.pk}", position="objection", opinion="商业秘密"))
    assert "不同意公开" in page_for(office.clerk, found)
    done(do(office.leader, found, f"overrule/{asked.pk}", reason="关系公共安全"))
    assert "关系公共安全" in page_for(office.clerk, found)


def test_silence_is_noted_only_after_the_limit(office):
    found = office.request(on=date(2026, 3, 2))
    done(third_party(office, found, on="2026-03-03"))
    asked = Consultation.objects.get()
    client = browser(office.clerk)
    assert "请先记录收到日期" in text_of(client.get(address(found, f"act/silence/{asked.pk}/")))
    done(do(office.clerk, found, f"letter-received/{asked.pk}", on="2026-03-04"))
    done(do(office.clerk, found, f"silence/{asked.pk}"))
    assert "逾期未提出意见" in page_for(office.clerk, found)


def test_another_body_is_asked_by_choosing_or_naming_it(office, found):
    refused = do(office.clerk, found, "other-body", question="预算表")
    assert refused.status_code == 422
    assert "请选择机关，或者填写机关名称" in problems(refused)
    other = office.outsider.person.tenures.get().post.unit.body
    done(do(office.clerk, found, "other-body", question="预算表", body=other.code))
    assert "共同制作机关" in page_for(office.clerk, found)


def test_only_the_head_extends(office, found):
    page = browser(office.clerk).get(address(found, "act/extend/"))
    assert "应当经政府信息公开工作机构负责人同意" in text_of(page)
    assert "何文" in text_of(page)
    done(do(office.head, found, "extend", reason="资料较多", days="10"))
    page = page_for(office.clerk, found)
    assert "延长10个工作日" in page
    assert "延期答复告知书" in page


def test_reasons_are_asked_for(office, found):
    by = (timezone.localdate() + timedelta(days=9)).isoformat()
    done(do(office.clerk, found, "ask-reasons", count="本月46件", answer_by=by))
    assert "说明理由" in page_for(office.clerk, found)


def test_a_fee_by_pages_is_asked_and_paid(office, found):
    refused = do(office.clerk, found, "fee", standard="pages", pages="20", pay_how="转账")
    assert refused.status_code == 409
    assert "没有达到收费的页数" in problems(refused)
    done(do(office.clerk, found, "fee", standard="pages", pages="250", pay_how="转账"))
    assert "4700元" in page_for(office.clerk, found)
    notice = FeeNotice.objects.get()
    done(do(office.clerk, found, f"notice-received/{notice.pk}"))
    done(do(office.clerk, found, f"paid/{notice.pk}"))
    assert "缴费" in page_for(office.clerk, found)


def test_a_second_click_asks_nobody_twice(office, found):
    client = browser(office.clerk)
    typed = {"name": "清江建设有限公司", "interests": "商业秘密", "question": "中标合同",
             "on": timezone.localdate().isoformat()}  # fmt: skip
    client.post(address(found, "act/third-party/"), typed)
    again = client.post(address(found, "act/third-party/"), typed)
    assert again.status_code == 409
    assert "不能重复征求" in problems(again)
    assert Consultation.objects.count() == 1


def test_an_act_about_a_part_of_another_request_finds_nothing(office, found):
    done(third_party(office, found))
    other = office.request(on=timezone.localdate())
    asked = Consultation.objects.get()
    assert browser(office.clerk).get(address(other, f"act/reply/{asked.pk}/")).status_code == 404
    assert browser(office.clerk).get(address(found, "act/reply/")).status_code == 404
    assert browser(office.clerk).get(address(found, f"act/extend/{asked.pk}/")).status_code == 404
    assert browser(office.clerk).get(address(found, "act/nothing/")).status_code == 404


def test_letters_are_printed_and_saved_by_those_who_may_know_who_asks(office, found):
    done(do(office.head, found, "extend", reason="资料较多", days="10"))
    letter = Letter.objects.get(template="foi.extension")
    page = address(found, f"letters/{letter.pk}/")
    assert "赵明远" in text_of(browser(office.clerk).get(page))
    word = browser(office.clerk).get(f"{page}word/")
    assert word.headers["Content-Type"].endswith("wordprocessingml.document")
    shown = text_of(browser(office.leader).get(page))
    assert "资料较多" in shown
    assert "赵明远" not in shown
    assert browser(office.leader).get(f"{page}word/").status_code == 404
    assert browser(office.expert).get(page).status_code == 404
    assert browser(office.outsider).get(page).status_code == 404
