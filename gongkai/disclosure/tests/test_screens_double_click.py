"""A second click, or the same form sent again: it is said, and nothing happens twice."""

from __future__ import annotations

import pytest

from gongkai.disclosure.models import Attachment, Item, Opinion
from gongkai.disclosure.operations import reviewing
from gongkai.disclosure.tests.cast import Cast, make_cast
from gongkai.disclosure.tests.screens import (
    address,
    browser,
    filled,
    now,
    picture,
    problems,
    said,
    upload,
)
from gongkai.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def twice(client, where: str, values):
    """Send the same form two times; the second answer, and whether it left any fact."""
    client.post(where, values)
    facts = Entry.objects.count()
    answer = client.post(where, values)
    return answer, Entry.objects.count() - facts


def test_a_new_item_is_drafted_once(cast):
    page = browser(cast.clerk)
    values = filled(page.get("/desk/items/new/"), "key")
    values |= {"title": "名称", "duty": cast.duty.pk}
    answer, facts = twice(page, "/desk/items/new/", values)
    assert (Item.objects.count(), facts) == (1, 0)
    assert "没有重复起草" in said(page, answer)


def test_the_text_is_saved_once_and_not_set_aside(cast):
    version = cast.draft()
    page = browser(cast.clerk)
    values = filled(page.get(address(version, "edit/")), "title") | {"title": "改过"}
    answer, facts = twice(page, address(version, "edit/"), values)
    assert facts == 0
    assert "内容与已保存的相同" in said(page, answer)
    assert not version.set_aside.exists()


def test_an_attachment_is_added_once(cast):
    version = cast.draft()
    page = browser(cast.clerk)
    values = filled(page.get(address(version, "edit/")), "title")
    for _ in range(2):
        form = values | {"added": upload("名单.txt", "名单\n".encode())}
        answer = page.post(address(version, "edit/"), form)
    assert Attachment.objects.filter(version=version).count() == 1
    assert "没有重复添加" in said(page, answer)


def test_a_picture_is_added_once(cast):
    version = cast.draft()
    page = browser(cast.clerk)
    for _ in range(2):
        answer = page.post(address(version, "pictures/"), {"picture": upload("图.png", picture())})
    assert answer.json()["picture"]["source"] == "files/图.png"
    assert Attachment.objects.filter(version=version).count() == 1


ACTS = {
    "submit": ({}, "不能重复送审"),
    "abandon": ({}, "该版本已结束"),
    "urgent": ({"reason": "汛情紧急"}, "不能紧急发布"),
    "appoint": ({"at": "2099-01-04T09:30"}, "没有改动"),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_on_a_draft_happens_once(cast, name):
    version = cast.draft()
    typed, sentence = ACTS[name]
    staff = cast.clerk if name in {"submit", "abandon"} else cast.leader
    typed = typed | {"version": "1"}
    answer, facts = twice(browser(staff), address(version, f"act/{name}/"), typed)
    assert (answer.status_code, facts) == (409, 0)
    assert sentence in problems(answer)


def test_recall_happens_once(cast):
    version = cast.draft()
    reviewing.submit(version, staff=cast.clerk)
    answer, facts = twice(browser(cast.clerk), address(version, "act/recall/"), {"version": "1"})
    assert (answer.status_code, facts) == (409, 0)
    assert "无需撤回送审" in problems(answer)


@pytest.mark.parametrize("decision", ["approve", "return"])
def test_an_opinion_is_given_once(cast, decision):
    version = cast.draft()
    reviewing.submit(version, staff=cast.clerk)
    page = browser(cast.reviewer)
    values = filled(page.get(address(version, "review/")), "seen_hash")
    values |= {"decide": decision, "text": "意见"}
    answer, facts = twice(page, address(version, "review/"), values)
    assert (answer.status_code, facts) == (409, 0)
    assert Opinion.objects.filter(version=version, person=cast.reviewer.person).count() == 1


def test_release_happens_once(cast):
    version = cast.approve_all(cast.draft())
    answer, facts = twice(browser(cast.leader), address(version, "act/release/"), {"version": "1"})
    assert (answer.status_code, facts) == (409, 0)
    assert "审签完成后才能发布" in problems(answer)


ENDINGS = {
    "withdraw": {"ground": "mistake", "note": "内容有误。"},
    "erase": {"ground": "privacy", "note": "涉及个人信息。", "sure": "on"},
    "correct": {},
}


@pytest.mark.parametrize("name", ENDINGS)
def test_an_act_on_a_public_item_happens_once(cast, name):
    item = cast.publish()
    staff = cast.clerk if name == "correct" else cast.leader
    typed = ENDINGS[name] | {"version": "1"}
    answer, facts = twice(browser(staff), address(item, f"act/{name}/"), typed)
    assert (answer.status_code, facts) == (409, 0)
    assert problems(answer)


def test_masking_and_keeping_happen_once(cast):
    version = cast.draft(body_html="<p>电话13812345678，又一个13912345678。</p>")
    page = browser(cast.clerk)
    check = address(version, "check/")
    fingerprint = filled(page.get(check), "fingerprint")["fingerprint"]
    keep = {"confirm": "1", "fingerprint": fingerprint, "reason": "本人同意公开"}
    answer, facts = twice(page, check, keep)
    assert (facts, "同样的理由" in problems(answer)) == (0, True)
    answer, facts = twice(page, check, {"mask": "all"})
    assert (facts, "没有可以遮盖的内容" in problems(answer)) == (0, True)
    assert now(version).revision == 2
