"""Correct, withdraw, restore, erase: the public is told, and nothing is left that should not be."""

from __future__ import annotations

import pytest

from gongkai.disclosure.models import Item, Placement, Standing, Version
from gongkai.disclosure.operations import ending, erasing, releasing
from gongkai.disclosure.queries.shelves import newest_on, page_of, pages_on
from gongkai.disclosure.queries.visibility import visible_to
from gongkai.disclosure.standing import recount, wrong_counters
from gongkai.disclosure.tests.cast import make_cast
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def test_a_correction_takes_the_place_of_the_released_version_and_keeps_address_and_number(cast):
    item = cast.publish()
    before = (item.path, item.index_number, item.first_released_at)
    version = ending.start_correction(item, staff=cast.clerk)
    assert version.number == 2
    with pytest.raises(Refused, match="更正说明"):
        cast.approve_all(version)
    cast.edit(version, body_html="<p>收入九亿元。</p>", correction_note="收入数误")
    item = releasing.release(cast.approve_all(version), staff=cast.leader)
    assert (item.path, item.index_number, item.first_released_at) == before
    assert visible_to(None).get().body_html == "<p>收入九亿元。</p>"
    assert Entry.objects.filter(name="ItemCorrected", data__previous=1).exists()


def test_the_released_version_itself_cannot_be_edited(cast):
    item = cast.publish()
    with pytest.raises(Refused, match="更正"):
        cast.edit(item.released, title="改")


def test_a_withdrawn_item_is_out_of_every_list_and_says_why(cast):
    item = cast.publish()
    cast.publish(title="另一条")
    with pytest.raises(Refused, match="理由"):
        ending.withdraw(item, ground="", note="", staff=cast.leader)
    ending.withdraw(item, ground="mistake", note="数据有误，正在核实", staff=cast.leader)
    assert [one.title for one in newest_on("all")] == ["另一条"]
    assert [one.title for one in page_of("all", 1)] == ["另一条"]
    assert Standing.objects.get().public_items == 1


def test_a_restored_item_stands_where_it_stood(cast):
    item = cast.publish()
    place = Placement.objects.get(shelf="all", item=item).place
    ending.withdraw(item, ground="mistake", note="核实", staff=cast.leader)
    ending.restore(item, staff=cast.leader)
    assert newest_on("all")[0].reference == item.reference
    assert Placement.objects.get(shelf="all", item=item).place == place


def test_an_erased_item_leaves_its_numbers_and_nothing_of_its_words(cast):
    item = cast.publish(title="张某某低保名单", summary="摘要", keywords=("张某某",))
    index_number = item.index_number
    erasing.erase(item, ground="privacy", note="误含个人信息", staff=cast.leader)
    item = Item.objects.get(pk=item.pk)
    assert (item.visibility, item.index_number) == (Item.Visibility.ERASED, index_number)
    version = Version.objects.get()
    assert (version.title, version.body_html, version.summary, version.keywords) == ("", "", "", [])
    assert version.content_hash, "the hash stays as evidence"
    assert not visible_to(None).exists()


def test_what_never_was_public_cannot_be_withdrawn(cast):
    version = cast.draft()
    with pytest.raises(Refused, match="未公开"):
        ending.withdraw(version.item, ground="mistake", note="x", staff=cast.leader)


def test_a_moved_column_leaves_the_old_list(cast):
    item = cast.publish(column_code="notices")
    version = ending.start_correction(item, staff=cast.clerk)
    cast.edit(version, column_code="policies", correction_note="栏目有误")
    releasing.release(cast.approve_all(version), staff=cast.leader)
    assert newest_on("column:notices") == []
    assert len(newest_on("column:policies")) == 1
    left = Entry.objects.get(name="ItemCorrected").data["left"]
    assert "shelf:column:notices:newest" in left


def test_lists_are_paged_from_the_oldest(cast):
    for number in range(23):
        cast.publish(title=f"第{number}条")
    assert pages_on("all") == 2
    assert [one.title for one in page_of("all", 2)] == ["第22条", "第21条", "第20条"]
    assert len(page_of("all", 1)) == 20


def test_counters_are_rebuilt_and_checked(cast):
    cast.publish()
    assert wrong_counters() == []
    Standing.objects.update(public_items=9)
    assert wrong_counters() == ["duty:grassroots.0501"]
    recount()
    assert wrong_counters() == []


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("", True),
        ("名财发〔2026〕3号", True),
        ("张三案〔2026〕3号", False),  # of no body of the county: it might be a name
        ("名财发〔2026〕3号 张三", False),
        ("关于张三的决定", False),
    ],
)
def test_only_a_document_number_of_ours_goes_into_the_public_log(cast, number, fits):
    cast.body.document_prefix = "名财"
    cast.body.save()
    item = cast.publish()
    if fits:
        erasing.erase(item, ground="privacy", note="x", decision=number, staff=cast.leader)
        assert Entry.objects.get(name="ItemErased").data["decision"] == number
    else:
        with pytest.raises(Refused, match="决定文号"):
            erasing.erase(item, ground="privacy", note="x", decision=number, staff=cast.leader)


def test_older_versions_are_erased_only_when_a_newer_one_is_public(cast):
    item = cast.publish()
    with pytest.raises(Refused, match="没有可删除的旧版本"):
        erasing.erase_older(item, ground="privacy", staff=cast.leader)
    with pytest.raises(Refused, match="权限"):
        erasing.erase_older(item, ground="privacy", staff=cast.clerk)
