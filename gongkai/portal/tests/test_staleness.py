"""What becomes of public pages after something changed, without baking the rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from gongkai.disclosure.queries.shelves import keys_of_places
from gongkai.journal.actors import SYSTEM
from gongkai.journal.testing import catch_up
from gongkai.people.models import Body
from gongkai.people.operations import change_body, close_body
from gongkai.people.queries.organisation import BodyDetails
from gongkai.people.testing import make_body, make_unit
from gongkai.portal import operations
from gongkai.portal.chores import bake_duties_ended_on
from gongkai.portal.models import Column
from gongkai.portal.tests.conftest import County
from gongkai.publishing.baking import bake, paths_touching
from gongkai.publishing.checking import check
from gongkai.publishing.models import Rebuild
from gongkai.publishing.rebuilding import rebuild, rebuild_in_background

pytestmark = pytest.mark.django_db

Read = Callable[[str], str]


@pytest.fixture
def baked(county: County) -> County:
    county.publish("通知")
    catch_up()
    rebuild()
    return county


def with_phone(body: Body, phone: str) -> BodyDetails:
    return BodyDetails(
        body.code,
        body.name,
        body.kind,
        body.uscc,
        body.division,
        document_prefix=body.document_prefix,
        address=body.address,
        phone=phone,
    )


def test_a_column_s_new_description_is_on_its_page_at_once(baked: County, read: Read) -> None:
    column = Column.objects.get(code="notices")
    operations.change_column(column, {"description": "新的说明。"}, actor=SYSTEM)
    catch_up()
    assert "新的说明。" in read("/columns/notices/")
    assert check() == []


def test_a_renamed_column_is_renamed_everywhere_after_the_background_rebuild(
    baked: County, read: Read
) -> None:
    column = Column.objects.get(code="notices")
    operations.change_column(column, {"name": "通知公示"}, actor=SYSTEM)
    catch_up()
    assert "<h1>通知公示</h1>" in read("/columns/notices/")
    while not Rebuild.objects.latest("pk").finished_at:
        rebuild_in_background()
    assert "通知公示" in read("/about/")
    assert check() == []


def test_the_site_s_new_name_is_on_every_page_after_the_background_rebuild(
    baked: County, read: Read
) -> None:
    operations.change_site({"name": "清江县人民政府门户网站"}, actor=SYSTEM)
    catch_up()
    assert "清江县人民政府门户网站" in read("/")
    while not Rebuild.objects.latest("pk").finished_at:
        rebuild_in_background()
    assert check() == []


def test_the_first_item_of_a_column_brings_it_into_the_navigation(
    baked: County, read: Read
) -> None:
    item = baked.publish("一份文件", column_code="policies")
    bake(paths_touching([item.reference, *keys_of_places(item)]))
    operations.change_guide(baked.body, {"fax": "0000-5550199"}, actor=SYSTEM)
    catch_up()  # whatever is read next notices that the frame is another
    while not Rebuild.objects.latest("pk").finished_at:
        rebuild_in_background()
    assert "政策文件" in read("/about/")
    assert check() == []


def test_a_body_s_new_telephone_is_on_its_page_and_in_its_guide(baked: County, read: Read) -> None:
    operations.change_guide(baked.body, {"office_name": "办公室"}, actor=SYSTEM)
    change_body(baked.body, with_phone(baked.body, "0000-5550188"), actor=SYSTEM)
    catch_up()
    assert "0000-5550188" in read("/catalogue/bodies/finance/")
    assert "0000-5550188" in read("/disclosure/guide/finance/")


def test_a_body_that_went_into_another_says_so_and_keeps_its_page(
    baked: County, read: Read
) -> None:
    civil = make_body("civil", "清江县民政局")
    baked.publish("一份通知", unit=make_unit(civil, "办公室"))
    rebuild()
    close_body(civil, closed_on=date(2026, 5, 8), successor=baked.body, actor=SYSTEM)
    catch_up()
    page = read("/catalogue/bodies/civil/")
    assert "清江县民政局已于2026年5月8日并入" in page
    assert '<a href="/catalogue/bodies/finance/">清江县财政局</a>' in page
    assert "一份通知" in page
    assert "已于2026年5月8日并入清江县财政局" in read("/catalogue/bodies/finance/")
    assert "清江县民政局（已撤销）" in read("/catalogue/bodies/")
    assert check() == []


def test_a_topic_appears_and_is_linked_from_the_home_page(baked: County, read: Read) -> None:
    operations.add_topic({"code": "flood", "name": "防汛专题"}, actor=SYSTEM)
    catch_up()
    assert "防汛专题" in read("/topics/flood/")
    assert "防汛专题" in read("/")
    assert check() == []


def test_a_new_item_changes_two_pages_of_a_list_and_no_other(baked: County, read: Read) -> None:
    for number in range(2, 46):
        baked.publish(f"通知{number}")
    rebuild()
    item = baked.publish("通知46")
    paths = [path for _, path in paths_touching(keys_of_places(item)) if "/columns/" in path]
    assert sorted(paths) == [
        "/columns/index.html",
        "/columns/notices/feed.xml",
        "/columns/notices/index.html",
        "/columns/notices/page/3/index.html",
    ]
    baked_now = bake(paths_touching([item.reference, *keys_of_places(item)]))
    assert baked_now.failed == 0
    assert check() == []


def test_every_page_right_after_a_new_item_with_nothing_else_baked(baked: County) -> None:
    for number in range(2, 24):
        item = baked.publish(f"通知{number}", subject="06.01")
        bake(paths_touching([item.reference, *keys_of_places(item)]))
    assert check() == []


def test_pages_of_one_item_follow_its_withdrawal(baked: County, read: Read) -> None:
    item: Any = baked.publish("一时疏忽")
    bake(paths_touching([item.reference, *keys_of_places(item)]))
    item.visibility, item.end_ground, item.ended_at = "withdrawn", "error", item.created_at
    item.save()
    bake(paths_touching([item.reference, *keys_of_places(item)]))
    assert "一时疏忽" not in read("/columns/notices/")
    assert "一时疏忽" not in read("/columns/notices/feed.xml")


def test_a_duty_leaves_the_tables_the_day_after_its_last(baked: County, read: Read) -> None:
    duty = baked.duties[1]
    yesterday = timezone.localdate() - timedelta(days=1)
    duty.ended_on, duty.end_note = yesterday, "上级目录调整"
    duty.save()
    bake_duties_ended_on(yesterday)
    assert "部门决算" not in read("/catalogue/duties/grassroots/")
    assert "上级目录调整" in read("/catalogue/duties/grassroots/财政-02/")
    assert [str(one) for one in check() if "/by/" in one.path] == []
