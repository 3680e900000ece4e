"""Two people write one answer at once: nobody's text is lost; both are told until it is settled."""

from __future__ import annotations

import pytest
from django.utils import timezone
from lxml import html as lxml_html

from gongkai.foi.models import AnswerSetAside
from gongkai.foi.queries.answer_approvals import wrote
from gongkai.foi.testing import Office, make_office
from gongkai.foi.tests.screens import address, browser, filled, problems, said, text_of
from gongkai.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def found(office):
    return office.request(on=timezone.localdate(), handler=office.clerk.person)


@pytest.fixture
def aside(office, found) -> AnswerSetAside:
    """Both open the answer; the clerk saves first, the second one afterwards, as another kind."""
    return both_write(office, found)


def both_write(office, found, kind: str = "R2") -> AnswerSetAside:
    client, second = browser(office.clerk), browser(office.second)
    values = filled(client.get(address(found, "answer/?kind=R2")), "kind")
    client.post(address(found, "answer/"), values)
    theirs = filled(client.get(address(found, "answer/")), "kind")
    mine = filled(second.get(address(found, f"answer/?kind={kind}")), "kind")
    client.post(address(found, "answer/"), theirs | {"text": "甲的说明"})
    sent = second.post(address(found, "answer/"), mine | {"text": "乙的说明"})
    kept = AnswerSetAside.objects.get()
    assert sent.headers["Location"] == where(kept)
    return kept


def where(kept: AnswerSetAside) -> str:
    return address(kept.answer.foi_request, f"answer/aside/{kept.pk}/")


def text_now(kept: AnswerSetAside) -> str:
    return kept.answer.foi_request.answers.get().text


def test_both_texts_stand_side_by_side_with_their_differences(office, aside):
    page = browser(office.second).get(where(aside))
    tree = lxml_html.fromstring(page.content)
    [row] = tree.find_class("two-texts")
    assert "甲的说明" in row.find_class("other-text")[0].text_content()
    assert row.xpath(".//textarea[@name='text']")[0].text_content().strip() == "乙的说明"
    assert "<del>" in page.content.decode()
    assert "采用我的" in text_of(page)
    assert "附件不受影响" in text_of(page)


def test_both_see_it_until_it_is_settled_and_it_cannot_be_submitted(office, found, aside):
    for staff in (office.clerk, office.second):
        assert "文字另存着" in text_of(browser(staff).get(address(found, "answer/")))
        assert "有一份答复文字还没有合并" in text_of(browser(staff).get(address(found)))
    refused = browser(office.clerk).post(address(found, "act/submit/"), {"text": ""})
    assert "并行修改尚未处理" in problems(refused)
    browser(office.clerk).post(where(aside), {"choice": "theirs"})
    assert "文字另存着" not in text_of(browser(office.second).get(address(found, "answer/")))


def test_mine_takes_the_place_of_theirs(office, aside):
    client = browser(office.second)
    values = filled(client.get(where(aside)), "revision") | {"choice": "mine"}
    assert "已合为一份" in said(client, client.post(where(aside), values))
    assert text_now(aside) == "乙的说明"


def test_theirs_stays_as_it_was_saved(office, aside):
    client = browser(office.second)
    assert "保留已保存的内容" in said(client, client.post(where(aside), {"choice": "theirs"}))
    assert text_now(aside) == "甲的说明"


def test_a_text_merged_by_hand_is_saved(office, aside):
    client = browser(office.second)
    values = filled(client.get(where(aside)), "text")
    values |= {"choice": "merged", "text": "甲和乙的说明"}
    assert "已合为一份" in said(client, client.post(where(aside), values))
    assert text_now(aside) == "甲和乙的说明"
    aside.refresh_from_db()
    assert aside.settled_at
    names = Entry.objects.order_by("id").values_list("name", flat=True)
    assert list(names)[-2:] == ["AnswerChanged", "AnswerTextSettled"]


def test_a_merge_that_ends_in_what_was_saved_settles_it_all_the_same(office, aside):
    client = browser(office.second)
    values = filled(client.get(where(aside)), "text") | {"choice": "merged", "text": "甲的说明"}
    assert client.post(where(aside), values).status_code == 302
    assert text_now(aside) == "甲的说明"
    aside.refresh_from_db()
    assert aside.settled_at


def test_a_merge_with_a_mistake_comes_back_as_typed(office, aside):
    client = browser(office.second)
    values = filled(client.get(where(aside)), "text")
    values |= {"choice": "merged", "text": "合" * 5001}
    answer = client.post(where(aside), values)
    assert answer.status_code == 422
    assert "5000" in problems(answer)
    assert "合合合" in answer.content.decode()
    aside.refresh_from_db()
    assert not aside.settled_at


def test_two_kinds_of_answer_are_merged_in_the_kind_that_is_chosen(office, found):
    kept = both_write(office, found, kind="R6")
    client = browser(office.second)
    page = text_of(client.get(where(kept)))
    assert "改按“予以公开”合并" in page
    assert filled(client.get(where(kept)), "text")["kind"] == "R6"
    values = filled(client.get(f"{where(kept)}?kind=R2"), "text")
    assert values["kind"] == "R2"
    client.post(where(kept), values | {"choice": "merged", "text": "按予以公开"})
    answer = found.answers.get()
    assert (answer.kind, answer.text) == ("R2", "按予以公开")


@pytest.mark.parametrize("kind", ["R9", "nonsense", "../R2"])
def test_no_third_kind_comes_in_by_the_address(office, aside, kind):
    client = browser(office.second)
    assert filled(client.get(f"{where(aside)}?kind={kind}"), "text")["kind"] == "R2"


def test_whoever_saves_while_somebody_settles_loses_nothing(office, found, aside):
    client, other = browser(office.second), browser(office.clerk)
    values = filled(client.get(where(aside)), "text") | {"choice": "merged", "text": "合并的"}
    latest = filled(other.get(address(found, "answer/")), "kind")
    other.post(address(found, "answer/"), latest | {"text": "第三次保存"})
    answer = client.post(where(aside), values)
    again = AnswerSetAside.objects.get(settled_at__isnull=True)
    assert answer.headers["Location"] == where(again)
    assert again.typed["text"] == "合并的"
    assert text_now(aside) == "第三次保存"


def test_settling_twice_is_said_and_a_merge_that_comes_too_late_is_shown(office, aside):
    client = browser(office.second)
    values = filled(client.get(where(aside)), "text")
    client.post(where(aside), {"choice": "theirs"})
    assert "已经处理过" in problems(client.post(where(aside), {"choice": "theirs"}))
    late = client.post(where(aside), values | {"choice": "merged", "text": "写了很久"})
    assert late.status_code == 409
    assert "已经处理过" in problems(late)
    assert "写了很久" in late.content.decode()
    assert text_now(aside) == "甲的说明"


def test_files_of_the_answer_are_not_touched_by_a_merge(office, found, aside):
    page = browser(office.second).get(where(aside))
    names = {one.get("name", "") for one in lxml_html.fromstring(page.content).iter("input")}
    assert not [one for one in names if one == "added" or one.startswith("remove_")]


def test_whoever_wrote_what_was_set_aside_never_approves_it(office, aside):
    assert wrote(office.second.person, aside.answer)


def test_what_was_not_chosen_is_asked_for(office, aside):
    answer = browser(office.second).post(where(aside), {"choice": "none"})
    assert "请选择采用哪一份" in problems(answer)
    aside.refresh_from_db()
    assert not aside.settled_at
