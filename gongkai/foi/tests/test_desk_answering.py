"""At the desk: the answer is written, reviewed, given and served; what follows; nothing is lost."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gongkai.foi.models import Answer, Remedy
from gongkai.foi.testing import Office, make_office
from gongkai.foi.tests.screens import (
    address,
    browser,
    do,
    filled,
    now,
    problems,
    said,
    text_of,
    upload,
)
from gongkai.journal.models import Entry
from gongkai.reference.models import Code, CodeList

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def found(office):
    return office.request(on=timezone.localdate(), handler=office.clerk.person)


def write(staff, found, kind: str = "R2", **typed):
    """Open the page for this kind, type, save; the browser and the answer."""
    client = browser(staff)
    page = client.get(address(found, f"answer/?kind={kind}"))
    values = filled(page, "kind") | typed
    return client, client.post(address(found, "answer/"), values)


def decide(staff, found, decision: str = "approve", **typed):
    client = browser(staff)
    k = found.answers.latest("number").number
    values = filled(client.get(address(found, f"answer/{k}/")), "seen_hash")
    return client.post(address(found, f"answer/{k}/"), values | {"decide": decision} | typed)


def done(answer) -> None:
    assert answer.status_code == 302, problems(answer)


def signed(office, found) -> Answer:
    """Written, sent into review, approved by three people."""
    done(write(office.clerk, found)[1])
    done(do(office.clerk, found, "submit"))
    for person in (office.reviewer, office.secrecy, office.leader):
        done(decide(person, found))
    return found.answers.get()


def given(office, found) -> Answer:
    signed(office, found)
    done(do(office.clerk, found, "give"))
    return found.answers.get()


def test_the_kinds_stand_in_the_groups_of_the_report_with_article_and_contents(office, found):
    page = text_of(browser(office.clerk).get(address(found, "answer/")))
    for group in ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"):
        assert group in page
    assert "第三十六条第（三）项" in page
    assert "须写明：法定事由、理由" in page
    assert "逾期不补正" not in page.partition("其他处理")[2][:200]


def test_from_the_picker_to_the_archive(office, found):
    signed(office, found)
    page = text_of(browser(office.clerk).get(address(found)))
    assert "待发出答复" in page
    preview = do(office.clerk, found, "give", preview="1")
    assert "（编号在发出时生成）" in text_of(preview)
    assert now(found).status == "open"
    done(do(office.clerk, found, "give"))
    assert (now(found).status, now(found).outcome) == ("closed", "R2")
    assert "待送达" in text_of(browser(office.clerk).get(address(found)))
    done(do(office.clerk, found, "serve", way="post", note="XA123", papers=upload("回执.txt")))
    page = text_of(browser(office.clerk).get(address(found)))
    assert "XA123" in page
    assert "回执.txt" in page
    periods = CodeList.objects.create(code="retention-periods", name="保管期限")
    Code.objects.create(list=periods, code="10-years", name="定期10年", origin="测试")
    done(do(office.clerk, found, "archive", retention="10-years"))
    assert "已归档" in text_of(browser(office.clerk).get(address(found)))


def test_the_letter_is_seen_as_it_stands_and_what_is_missing_is_said(office, found):
    client, answer = write(office.clerk, found, "R4", ground="E14b")
    done(answer)
    page = text_of(client.get(address(found, "answer/")))
    assert "送审前还缺" in page
    assert "缺少“理由”" in page
    assert "请写明是哪一部法律或者行政法规" in page
    refused = client.post(address(found, "act/submit/"))
    assert refused.status_code == 409
    assert "缺少“理由”" in problems(refused)


def test_another_kind_is_chosen_for_a_draft(office, found):
    done(write(office.clerk, found)[1])
    done(write(office.clerk, found, "R6", fact_search="查了档案室和业务系统")[1])
    assert found.answers.get().kind == "R6"


def test_files_go_with_the_answer_and_come_off(office, found):
    client, _ = write(office.clerk, found, added=upload("决算.txt", "决算\n".encode()))
    attached = found.answers.get().files.get()
    page = client.get(address(found, "answer/"))
    assert "决算.txt" in text_of(page)
    url = address(found, f"answer/files/{attached.pk}/")
    assert b"".join(client.get(url).streaming_content) == "决算\n".encode()
    values = filled(page, "kind") | {f"remove_{attached.pk}": "on"}
    client.post(address(found, "answer/"), values)
    assert not found.answers.get().files.exists()


def test_the_same_text_saved_twice_is_saved_once(office, found):
    client, _ = write(office.clerk, found)
    values = filled(client.get(address(found, "answer/")), "kind") | {"text": "说明"}
    client.post(address(found, "answer/"), values)
    facts = Entry.objects.count()
    again = client.post(address(found, "answer/"), values)
    assert "内容与已保存的相同" in said(client, again)
    assert Entry.objects.count() == facts


def test_a_reviewer_returns_with_a_reason_and_sees_that_it_changed(office, found):
    done(write(office.clerk, found)[1])
    done(do(office.clerk, found, "submit", text="请审"))
    refused = decide(office.reviewer, found, "return")
    assert refused.status_code == 409
    assert "请写明退回的原因" in problems(refused)
    done(decide(office.reviewer, found, "return", text="依据不准"))
    done(write(office.clerk, found, text="改过了")[1])
    done(do(office.clerk, found, "submit"))
    page = text_of(browser(office.reviewer).get(address(found, "answer/1/")))
    assert "上次退回后，内容有改动" in page
    assert "依据不准" in page


def test_who_wrote_it_cannot_sign_it(office, found):
    done(write(office.clerk, found)[1])
    done(do(office.clerk, found, "submit"))
    page = text_of(browser(office.clerk).get(address(found, "answer/1/")))
    assert "您现在不能签署意见" in page


def test_a_reviewer_reads_the_letter_without_the_name(office, found):
    done(write(office.clerk, found)[1])
    done(do(office.clerk, found, "submit"))
    page = text_of(browser(office.reviewer).get(address(found, "answer/1/")))
    assert "政府信息公开申请答复书" in page
    assert "赵明远" not in page
    assert "（申请人）" in page


def test_a_text_that_changed_meanwhile_is_not_approved(office, found):
    done(write(office.clerk, found)[1])
    done(do(office.clerk, found, "submit"))
    client = browser(office.reviewer)
    values = filled(client.get(address(found, "answer/1/")), "seen_hash")
    done(write(office.clerk, found, text="又改了")[1])
    done(do(office.clerk, found, "submit"))
    answer = client.post(
        address(found, "answer/1/"), values | {"decide": "approve", "text": "同意"}
    )
    assert answer.status_code == 409
    assert "有改动，请重新阅读" in problems(answer)
    assert "同意" in answer.content.decode()


def test_data_of_others_is_kept_only_with_a_reason(office, found):
    client, _ = write(office.clerk, found, text="联系人王某，电话13812345678。")
    check = address(found, "answer/check/")
    page = client.get(check)
    assert "13812345678" in text_of(page)
    values = filled(page, "fingerprint")
    assert client.post(check, values | {"reason": ""}).status_code == 409
    done(client.post(check, values | {"reason": "办公电话，已公开"}))
    assert "办公电话，已公开" in text_of(client.get(check))
    again = client.post(check, values | {"reason": "再说一次"})
    assert again.status_code == 409


def test_what_follows_in_court_is_recorded_and_the_request_opened_again(office, found):
    given(office, found)
    day = timezone.localdate().isoformat()
    done(do(office.clerk, found, "remedy", kind="reconsideration", organ="清江县人民政府", on=day))
    remedy = Remedy.objects.get()
    done(do(office.clerk, found, f"remedy-decided/{remedy.pk}", result="corrected",
            decision="撤销，责令重作"))  # fmt: skip
    assert "责令重作" in text_of(browser(office.clerk).get(address(found)))
    refused = browser(office.clerk).get(address(found, "act/reopen/"))
    assert "由签发答复的人决定" in text_of(refused)
    done(do(office.leader, found, "reopen", why="reconsideration"))
    assert now(found).status == "open"
    done(write(office.clerk, found, "R6", fact_search="档案室")[1])
    page = text_of(browser(office.clerk).get(address(found, "answer/2/")))
    assert "与第1版答复相比" in page
    assert "信息不存在" in page


def test_an_answer_that_is_out_cannot_be_changed_but_what_was_typed_is_shown(office, found):
    client = browser(office.clerk)
    values = filled(client.get(address(found, "answer/?kind=R2")), "kind")
    given(office, found)
    answer = client.post(address(found, "answer/"), values | {"text": "写了很久"})
    assert answer.status_code == 409
    assert "已经办结" in problems(answer)
    assert "写了很久" in answer.content.decode()


def test_an_asked_unit_sees_neither_the_answer_nor_its_files(office, found):
    done(do(office.clerk, found, "ask-unit", unit=office.section.code, question="查一查"))
    write(office.clerk, found, added=upload("决算.txt"))
    attached = found.answers.get().files.get()
    client = browser(office.expert)
    assert "决算.txt" not in text_of(client.get(address(found)))
    for page in ("answer/", "answer/1/", "answer/check/", f"answer/files/{attached.pk}/"):
        assert client.get(address(found, page)).status_code == 404
