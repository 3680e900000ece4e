"""The whole way over the screens: drafted, checked, reviewed, published, corrected, ended."""

from __future__ import annotations

import pytest

from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.tests.cast import Cast, make_cast
from gongkai.disclosure.tests.screens import (
    address,
    browser,
    edited,
    filled,
    now,
    problems,
    said,
    text_of,
)
from gongkai.people.actors import Staff

pytestmark = pytest.mark.django_db

ID_NUMBER = "11010519491231002X"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def act(staff: Staff, version: Version, name: str, **typed):
    """Press one of the buttons of the workspace."""
    client = browser(staff)
    return client, client.post(address(version, f"act/{name}/"), typed)


def decide(staff: Staff, version: Version, decision: str, **typed):
    """Open the review page and press a button."""
    client = browser(staff)
    values = filled(client.get(address(version, "review/")), "seen_hash")
    values |= {"decide": decision, **typed}
    return client, client.post(address(version, "review/"), values)


def test_a_clerk_drafts_under_a_duty_and_comes_to_the_editor(cast):
    page = browser(cast.clerk)
    values = filled(page.get("/desk/items/new/"), "key")
    values |= {"title": "名川县2026年财政预算", "duty": cast.duty.pk, "formed_on": "2026年5月6日"}
    answer = page.post("/desk/items/new/", values)
    item = Item.objects.get()
    assert answer.headers["Location"] == address(item, "edit/")
    assert item.formed_on.isoformat() == "2026-05-06"
    assert "已起草" in said(page, answer)


def test_an_item_goes_over_the_screens_from_draft_to_public(cast):
    version = cast.draft()
    client, answer = act(cast.clerk, version, "submit", text="请审核")
    assert "已送审" in said(client, answer)
    client, answer = decide(cast.reviewer, version, "approve", text="数字已核对。")
    assert "已签署同意" in said(client, answer)
    decide(cast.secrecy, version, "approve", phrase="同意。")
    client, answer = decide(cast.leader, version, "release")
    assert "已签发并发布" in said(client, answer)
    item = Item.objects.get()
    assert item.visibility == Item.Visibility.PUBLIC
    page = text_of(browser(cast.clerk).get(address(item)))
    for words in ("请审核", "数字已核对。", "单位审核：同意", "保密审查：同意", "王建国", "索引号"):
        assert words in page


def test_the_chosen_phrase_is_the_opinion_when_nothing_is_written(cast):
    version = cast.draft()
    act(cast.clerk, version, "submit")
    decide(cast.reviewer, version, "approve", phrase="同意。")
    assert version.opinions.last().text == "同意。"


def test_signing_off_sets_the_hour_of_release(cast):
    version = cast.draft()
    act(cast.clerk, version, "submit")
    decide(cast.reviewer, version, "approve")
    decide(cast.secrecy, version, "approve")
    _, answer = decide(cast.leader, version, "appoint")
    assert answer.status_code == 409
    assert "请填写发布时间" in problems(answer)
    assert now(version).status == Version.Status.SIGN_OFF, "nothing is half done"
    client, answer = decide(cast.leader, version, "appoint", at="2099-01-04T09:30")
    assert "定于 2099-01-04 09:30 发布" in said(client, answer)
    assert now(version).status == Version.Status.APPROVED


def test_a_returned_draft_says_why_and_what_changed_since(cast):
    version = cast.draft()
    act(cast.clerk, version, "submit")
    _, answer = decide(cast.reviewer, version, "return")
    assert "请写明退回的原因" in problems(answer)
    decide(cast.reviewer, version, "return", text="第二段数字有误。")
    assert "第二段数字有误。" in text_of(browser(cast.clerk).get(address(version)))
    edited(cast, version, body_html="<p>收入十一亿元。</p>")
    act(cast.clerk, version, "submit")
    page = text_of(browser(cast.reviewer).get(address(version, "review/")))
    assert "上次退回后，内容有改动" in page
    assert "针对改动前的内容" in page


def test_what_changed_while_a_reviewer_read_is_not_approved_unseen(cast):
    version = cast.draft()
    act(cast.clerk, version, "submit")
    reading = browser(cast.reviewer)
    values = filled(reading.get(address(version, "review/")), "seen_hash")
    Version.objects.filter(pk=version.pk).update(title="背后改过的标题")
    values |= {"decide": "approve", "text": "同意公开。"}
    answer = reading.post(address(version, "review/"), values)
    assert "请重新阅读" in problems(answer)
    assert "同意公开。" in answer.content.decode(), "what was typed stays"
    assert filled(answer, "seen_hash")["seen_hash"] != values["seen_hash"]


def test_the_author_finds_a_reason_instead_of_the_review_form(cast):
    version = cast.draft()
    act(cast.clerk, version, "submit")
    cast.clerk.person.tenures.get().post.rights.create(verb="disclosure.unit_review", reach="unit")
    page = browser(cast.clerk).get(address(version, "review/"))
    assert "起草人不能审签自己的稿件" in text_of(page)
    assert b'name="decide"' not in page.content


def test_personal_data_is_masked_or_kept_with_a_reason(cast):
    version = cast.draft(body_html=f"<p>张某，身份证号{ID_NUMBER}，电话13812345678。</p>")
    page = browser(cast.clerk)
    check = address(version, "check/")
    assert "2 处疑似个人信息" in text_of(page.get(address(version)))
    assert "张某，身份证号" in text_of(page.get(check)), "the place is shown with its words"
    fingerprint = filled(page.get(check), "fingerprint")["fingerprint"]
    short = page.post(check, {"confirm": "1", "fingerprint": fingerprint, "reason": "对"})
    assert "不少于4个字" in problems(short)
    kept = {"confirm": "1", "fingerprint": fingerprint, "reason": "本人书面同意公开"}
    assert "已记录" in said(page, page.post(check, kept))
    assert "已遮盖 1 处" in said(page, page.post(check, {"mask": "all"}))
    assert "13812345678" not in now(version).body_html or ID_NUMBER not in now(version).body_html
    act(cast.clerk, version, "submit")
    review = text_of(browser(cast.reviewer).get(address(version, "review/")))
    assert "本人书面同意公开" in review
    assert b"<form" not in _main(browser(cast.reviewer).get(check))


def _main(answer) -> bytes:
    return answer.content.partition(b"<main")[2].partition(b"</main>")[0]


def test_whoever_corrects_a_withdrawn_item_is_not_told_that_it_is_still_public(cast):
    item = cast.publish()
    act(cast.leader, item.released, "withdraw", ground="mistake", note="金额有误，正在核实。")
    client, answer = act(cast.clerk, item.released, "correct")
    assert "原内容仍不公开，新版本审签发布后恢复公开" in said(client, answer)


def test_a_correction_shows_its_differences_and_leaves_the_old_text_public_until_released(cast):
    item = cast.publish()
    _, answer = act(cast.clerk, item.released, "correct")
    assert answer.headers["Location"] == address(item, "edit/")
    version = item.versions.get(number=2)
    edited(cast, version, body_html="<p>收入十二亿元。</p>", correction_note="更正收入数字。")
    act(cast.clerk, version, "submit")
    page = browser(cast.reviewer).get(address(item, "review/"))
    assert "与已发布的第1版相比" in text_of(page)
    assert "<ins>" in page.content.decode()
    for staff in (cast.reviewer, cast.secrecy):
        decide(staff, version, "approve")
    decide(cast.leader, version, "release")
    item.refresh_from_db()
    assert item.released.number == 2
    between = text_of(browser(cast.clerk).get(address(item, "versions/1..2/")))
    assert "更正收入数字。" in between


def test_withdrawn_restored_and_erased_each_with_a_note_for_the_public(cast):
    item = cast.publish(body_html="<p>将被删除的正文</p>")
    version = item.released
    _, answer = act(cast.leader, version, "withdraw", ground="mistake", note="")
    assert "请填写“向社会公开的说明”" in text_of(answer)
    client, answer = act(cast.leader, version, "withdraw", ground="mistake", note="内容有误。")
    assert "已撤回" in said(client, answer)
    client, answer = act(cast.leader, version, "restore")
    assert "已恢复公开" in said(client, answer)
    _, answer = act(cast.leader, version, "erase", ground="privacy", note="涉及个人信息。")
    assert "请勾选确认" in text_of(answer)
    assert "涉及个人信息。" in answer.content.decode(), "what was typed stays"
    client, answer = act(
        cast.leader, version, "erase", ground="privacy", note="涉及个人信息。", sure="on"
    )
    page = text_of(client.get(answer.headers["Location"]))
    assert "内容已删除" in page
    assert "将被删除的正文" not in page


def test_an_urgent_release_is_signed_afterwards_by_somebody_else(cast):
    version = cast.draft()
    client, answer = act(cast.leader, version, "urgent", reason="汛情紧急")
    assert "已紧急发布" in said(client, answer)
    _, answer = act(cast.leader, version, "afterwards", approved="yes")
    assert "请由他人事后审签" in problems(answer)
    cast.reviewer.person.tenures.get().post.rights.create(verb="disclosure.sign_off", reach="unit")
    client, answer = act(cast.reviewer, version, "afterwards", approved="yes", text="情况属实")
    assert "事后审签已补办" in said(client, answer)
    assert "情况属实" in text_of(browser(cast.clerk).get(address(version)))


def test_editing_during_review_warns_and_voids_the_approvals(cast):
    version = cast.draft()
    act(cast.clerk, version, "submit")
    decide(cast.reviewer, version, "approve")
    form = text_of(browser(cast.clerk).get(address(version, "edit/")))
    assert "已经签署的意见全部失效" in form
    edited(cast, version, title="改过的名称")
    assert now(version).status == Version.Status.DRAFT
    assert "审签中改动内容，退回起草" in text_of(browser(cast.clerk).get(address(version)))
