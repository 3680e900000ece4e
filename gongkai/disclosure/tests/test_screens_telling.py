"""The story of an item in words: who, on which post, for whom, what, and what they wrote."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from gongkai.disclosure import events, telling, verbs
from gongkai.disclosure.operations import ending, erasing, reviewing
from gongkai.disclosure.tests.cast import Cast, _staff, make_cast
from gongkai.journal.facts import Fact, to_data
from gongkai.journal.models import Entry
from gongkai.journal.queries import story
from gongkai.people.models import Delegation

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def story_of(item) -> list[str]:
    return [one.title for one in telling.tell(story(item.reference))]


def test_a_publication_is_told_from_draft_to_release(cast):
    item = cast.publish()
    told = telling.tell(story(item.reference))
    assert [one.title for one in told] == [
        "起草", "送审", "单位审核：同意", "保密审查：同意", "签发：同意", "发布",
    ]  # fmt: skip
    assert told[2].who == "名川县财政局办公室 王建国岗 王建国"
    assert told[-1].text == f"索引号 {item.index_number}"


def test_whoever_acts_for_a_colleague_is_told_so(cast):
    version = cast.draft()
    reviewing.submit(version, staff=cast.clerk)
    deputy = _staff("qian", "钱进", cast.unit)
    today, post = timezone.localdate(), cast.reviewer.person.tenures.get().post
    Delegation.objects.create(
        giver=cast.reviewer.person, taker=deputy.person, post=post,
        begins_on=today, ends_on=today + timedelta(days=1), reason="出差",
    )  # fmt: skip
    reviewing.return_for_changes(version, text="请补充附表。", staff=deputy)
    last = telling.tell(story(version.item.reference))[-1]
    assert (last.title, last.text) == ("单位审核：退回修改", "请补充附表。")
    assert last.who == "名川县财政局办公室 王建国岗 钱进（受王建国委托）"


def test_saves_in_a_row_become_one_line_until_somebody_else_saves(cast):
    version = cast.draft()
    for k in range(3):
        cast.edit(version, title=f"改了{k}")
    other = _staff("liu", "刘洋", cast.unit, verbs.DRAFT)
    cast.edit(version, staff=other, title="又改")
    assert story_of(version.item) == ["起草", "修改内容（共 3 次）", "修改内容"]


def test_the_ground_of_a_withdrawal_is_told_in_words(cast):
    item = cast.publish()
    ending.withdraw(item, ground="mistake", note="内容有误。", staff=cast.leader)
    last = telling.tell(story(item.reference))[-1]
    assert (last.title, last.text) == ("撤回", "理由：内容有误")


def test_an_erased_item_tells_its_story_without_a_word_of_what_was_written(cast):
    version = cast.draft()
    reviewing.submit(version, staff=cast.clerk)
    reviewing.return_for_changes(version, text="写有秘密的意见", staff=cast.reviewer)
    erasing.erase(version.item, ground="privacy", note="x", staff=cast.leader)
    told = telling.tell(story(version.item.reference))
    assert told[-1].title == "删除内容"
    assert "秘密" not in " ".join(one.title + one.text for one in told)


FACTS = [one for one in vars(events).values() if isinstance(one, type) and issubclass(one, Fact)]
EXAMPLES = {
    "step": "unit_review",
    "kind": "mobile",
    "kinds": ("mobile",),
    "at": None,
    "formed_on": date(2026, 5, 6),
}


@pytest.mark.parametrize("kind", [one for one in FACTS if one is not Fact])
def test_every_fact_of_this_app_has_a_sentence(kind):
    entry = Entry(name=kind.__name__, about="item:2026-00001", actor={"name": "系统"})
    entry.at = datetime(2026, 5, 8, tzinfo=timezone.get_current_timezone())
    entry.data = to_data(_example(kind))
    (told,) = telling.tell([entry])
    assert told.title
    assert told.who == "系统"


def _example(kind: type[Fact]) -> Fact:
    """A fact of this kind with plain values."""
    values = {}
    for field in fields(kind):
        plain = {"int": 1, "bool": True, "str": "x"}.get(str(field.type), ())
        values[field.name] = EXAMPLES.get(field.name, plain)
    if "steps" in values:
        values["steps"] = ("unit_review",)
    return kind(**values)
