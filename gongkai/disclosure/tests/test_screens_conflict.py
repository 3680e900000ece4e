"""Two people edit at once: nobody's text is lost, and both are told."""

from __future__ import annotations

import pytest

from gongkai.disclosure import verbs
from gongkai.disclosure.models import SetAside
from gongkai.disclosure.queries.approvals import wrote
from gongkai.disclosure.tests.cast import Cast, _staff, make_cast
from gongkai.disclosure.tests.screens import address, browser, filled, now, problems, said, text_of
from gongkai.people.actors import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def other(cast) -> Staff:
    """A second clerk of the same unit."""
    return _staff("liu", "刘洋", cast.unit, verbs.DRAFT)


@pytest.fixture
def aside(cast, other) -> SetAside:
    """Both open the editor; the clerk saves first, the other second."""
    version = cast.draft(title="原名", body_html="<p>原文</p>")
    first, second = browser(cast.clerk), browser(other)
    mine = filled(second.get(address(version, "edit/")), "title")
    theirs = filled(first.get(address(version, "edit/")), "title")
    first.post(address(version, "edit/"), theirs | {"body_html": "<p>陈静的文字</p>"})
    answer = second.post(address(version, "edit/"), mine | {"body_html": "<p>刘洋的文字</p>"})
    kept = SetAside.objects.get()
    assert answer.headers["Location"] == address(version, f"aside/{kept.pk}/")
    return kept


def test_both_texts_are_on_the_page_with_their_differences(aside, other):
    page = browser(other).get(address(aside.version, f"aside/{aside.pk}/"))
    assert "陈静的文字" in text_of(page)
    assert "刘洋的文字" in page.content.decode()
    assert "<del>" in page.content.decode()
    assert "采用我的" in text_of(page)


def test_both_editors_see_it_in_the_workspace_until_it_is_settled(aside, cast, other):
    for staff in (cast.clerk, other):
        page = text_of(browser(staff).get(address(aside.version)))
        assert "两人同时修改，有一份文字还没有合并" in page
        assert "有同事的并行修改尚未处理" in page, "it cannot be submitted"
    browser(cast.clerk).post(address(aside.version, f"aside/{aside.pk}/"), {"choice": "theirs"})
    assert "还没有合并" not in text_of(browser(other).get(address(aside.version)))


def test_mine_takes_the_place_of_theirs(aside, other):
    page = browser(other)
    where = address(aside.version, f"aside/{aside.pk}/")
    values = filled(page.get(where), "revision") | {"choice": "mine"}
    assert "已合为一份" in said(page, page.post(where, values))
    assert now(aside.version).body_html == "<p>刘洋的文字</p>"


def test_theirs_stays_as_it_was_saved(aside, other):
    page = browser(other)
    answer = page.post(address(aside.version, f"aside/{aside.pk}/"), {"choice": "theirs"})
    assert "保留已保存的内容" in said(page, answer)
    assert now(aside.version).body_html == "<p>陈静的文字</p>"


def test_a_text_merged_by_hand_is_saved(aside, other):
    page = browser(other)
    where = address(aside.version, f"aside/{aside.pk}/")
    values = filled(page.get(where), "title")
    values |= {"choice": "merged", "body_html": "<p>合并的文字</p>"}
    assert "已合为一份" in said(page, page.post(where, values))
    assert now(aside.version).body_html == "<p>合并的文字</p>"
    aside.refresh_from_db()
    assert aside.settled_at


def test_a_merge_with_a_mistake_comes_back_as_typed(aside, other):
    page = browser(other)
    where = address(aside.version, f"aside/{aside.pk}/")
    values = filled(page.get(where), "title")
    values |= {"choice": "merged", "title": "", "body_html": "<p>合并的文字</p>"}
    answer = page.post(where, values)
    assert "请填写“名称”" in problems(answer)
    assert "合并的文字" in answer.content.decode()


def test_whoever_saves_while_somebody_settles_loses_nothing(aside, cast, other):
    page = browser(other)
    where = address(aside.version, f"aside/{aside.pk}/")
    values = filled(page.get(where), "revision") | {"choice": "mine"}
    cast.edit(aside.version, title="第三次保存")
    answer = page.post(where, values)
    again = SetAside.objects.get(settled_at__isnull=True)
    assert answer.headers["Location"] == address(aside.version, f"aside/{again.pk}/")
    assert again.typed["body_html"] == "<p>刘洋的文字</p>"
    assert now(aside.version).title == "第三次保存"


def test_whoever_wrote_what_was_set_aside_never_approves_it(aside, other):
    """刘洋's words may come into the text by another's hand; 刘洋 had a hand in it all the same."""
    assert wrote(other.person, now(aside.version))


def test_settling_twice_is_said(aside, other):
    page = browser(other)
    where = address(aside.version, f"aside/{aside.pk}/")
    page.post(where, {"choice": "theirs"})
    assert "已经处理过" in problems(page.post(where, {"choice": "theirs"}))
