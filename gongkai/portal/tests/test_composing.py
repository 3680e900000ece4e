"""Composing the site: what editors may do, what they are refused, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.journal.actors import SYSTEM
from gongkai.journal.recording import Refused
from gongkai.people.actors import Staff
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.portal import operations
from gongkai.portal.models import Column, Guide, Site, Topic
from gongkai.portal.tests.conftest import IDENTITY, County
from gongkai.portal.verbs import COMPOSE

pytestmark = pytest.mark.django_db

COLUMN = {
    "code": "weather",
    "name": "天气预警",
    "description": "气象部门发布的预警信息。",
    "keywords": "天气 预警",
    "column_type": "工作动态",
    "kind": "shelf",
}


def reasons_of(do: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refused:
        do(*args, actor=SYSTEM, **kwargs)
    return "".join(refused.value.reasons)


def test_the_site_is_opened_once_with_the_columns_of_a_county(db: None) -> None:
    operations.open_site(IDENTITY, actor=SYSTEM)
    assert Column.objects.get(code="disclosure").name == "政府信息公开"
    assert Column.objects.get(code="disclosure-guide").parent == Column.objects.get(
        code="disclosure"
    )
    assert "已经开通" in reasons_of(operations.open_site, IDENTITY)


@pytest.mark.parametrize("code", ["520999001", "bm1234567", "BM12345678", "52099900011"])
def test_a_site_code_that_is_none_is_refused_with_an_example(county: County, code: str) -> None:
    assert "5209990001" in reasons_of(operations.change_site, {"site_id_code": code})


@pytest.mark.parametrize("code", ["5209990001", "bm01000001", ""])
def test_site_codes_of_both_kinds_and_none_at_all_are_taken(county: County, code: str) -> None:
    operations.change_site({"site_id_code": code, "icp": "变更"}, actor=SYSTEM)
    assert Site.objects.get().site_id_code == code


def test_saving_what_was_not_changed_is_refused(county: County) -> None:
    assert "没有需要保存的改动" in reasons_of(operations.change_site, {"name": IDENTITY["name"]})


def test_the_prescribed_column_keeps_its_name(county: County) -> None:
    column = Column.objects.get(code="disclosure")
    assert "统一规定" in reasons_of(operations.change_column, column, {"name": "信息公开专栏"})
    operations.change_column(column, {"description": "集中公开。"}, actor=SYSTEM)
    assert Column.objects.get(code="disclosure").description == "集中公开。"


def test_a_column_cannot_stand_below_itself(county: County) -> None:
    column = operations.add_column(COLUMN, actor=SYSTEM)
    below = operations.add_column({**COLUMN, "code": "storm", "parent": column}, actor=SYSTEM)
    assert "上级栏目" in reasons_of(operations.change_column, column, {"parent": below})


@pytest.mark.parametrize("code", ["天气", "Weather", "a b", "-a", ""])
def test_a_column_code_must_fit_an_address(county: County, code: str) -> None:
    assert "annual-budget" in reasons_of(operations.add_column, {**COLUMN, "code": code})


def test_a_column_needs_what_the_page_tags_need(county: County) -> None:
    empty = {**COLUMN, "description": " ", "keywords": ""}
    said = reasons_of(operations.add_column, empty)
    assert "请填写栏目说明" in said
    assert "请填写栏目关键词" in said


def test_a_column_that_held_an_item_stays(county: County) -> None:
    county.publish("通知")
    column = Column.objects.get(code="notices")
    assert "网址须保持有效" in reasons_of(operations.remove_column, column)


def test_a_column_on_which_nothing_stood_can_be_removed(county: County) -> None:
    column = operations.add_column(COLUMN, actor=SYSTEM)
    operations.remove_column(column, actor=SYSTEM)
    assert not Column.objects.filter(code="weather").exists()


def test_prose_keeps_only_what_may_stand_in_public(county: County) -> None:
    column = operations.add_column(
        {**COLUMN, "kind": "prose", "prose_html": "<p>好</p><script>alert(1)</script>"},
        actor=SYSTEM,
    )
    assert column.prose_html == "<p>好</p>"


def test_a_topic_names_the_section_that_is_empty(county: County) -> None:
    sections = [{"title": "通知", "kind": "shelf", "shelf": ""}]
    values = {"code": "flood", "name": "防汛", "sections": sections}
    assert "第1个版块还没有内容" in reasons_of(operations.add_topic, values)


# --- on screen -------------------------------------------------------------------------------


@pytest.fixture
def editor(county: County, client: Client) -> Client:
    person = make_person("fang", "方静", unit=county.body.units.get(), verbs=[COMPOSE])
    client.force_login(person)
    return client


def test_others_do_not_get_in(county: County, client: Client) -> None:
    client.force_login(county.author)
    assert client.get(reverse("portal:desk_site")).status_code == 403


def test_without_the_right_the_operation_itself_refuses(county: County) -> None:
    with pytest.raises(Refused, match="编排网站栏目"):
        operations.change_site({"icp": "x"}, actor=Staff(county.author))


def test_the_editor_sees_columns_topics_and_guides(editor: Client) -> None:
    page = editor.get(reverse("portal:desk_site")).content.decode()
    for text in ("清江县人民政府", "政府信息公开指南", "清江县财政局", "还没有内容，未显示"):
        assert text in page


def test_a_column_is_added_on_screen(editor: Client) -> None:
    typed = {**COLUMN, "order": 5, "in_navigation": "on"}
    page = editor.post(reverse("portal:add_column"), typed, follow=True).content.decode()
    assert "栏目已设立" in page
    assert Column.objects.get(code="weather").in_navigation


def test_a_column_without_a_type_is_asked_for_one(editor: Client) -> None:
    typed = {**COLUMN, "order": 5, "column_type": ""}
    page = editor.post(reverse("portal:add_column"), typed).content.decode()
    assert "栏目类别" in page
    assert not Column.objects.filter(code="weather").exists()


def test_the_site_is_changed_on_screen_and_says_that_pages_follow(editor: Client) -> None:
    typed = {**IDENTITY, "contact": "0000-5550111"}
    response = editor.post(reverse("portal:edit_site"), typed, follow=True)
    assert "全站页面正在后台更新" in response.content.decode()
    assert Site.objects.get().contact == "0000-5550111"


def test_a_refused_form_keeps_what_was_typed(editor: Client) -> None:
    typed = {**IDENTITY, "site_id_code": "123", "contact": "新的联系方式"}
    response = editor.post(reverse("portal:edit_site"), typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert "网站标识码应为10位数字" in page
    assert "新的联系方式" in page


def test_the_prescribed_column_s_form_does_not_ask_for_its_name(editor: Client) -> None:
    page = editor.get(reverse("portal:edit_column", args=["disclosure"])).content.decode()
    assert 'name="description"' in page
    assert 'name="name"' not in page
    assert "统一规定的栏目不能删除" in page


def test_a_topic_is_opened_with_its_sections(county: County, editor: Client) -> None:
    county.publish("防汛通知")
    typed = {
        "code": "flood", "name": "防汛专题", "introduction": "", "order": 0,
        "opened_on": "2026年5月1日",
        "section-TOTAL_FORMS": 2, "section-INITIAL_FORMS": 0,
        "section-0-title": "要闻", "section-0-kind": "picked",
        "section-0-picked": "/items/2026/00001/",
        "section-1-title": "", "section-1-kind": "shelf",
    }  # fmt: skip
    editor.post(reverse("portal:add_topic"), typed)
    topic = Topic.objects.get()
    assert topic.sections == [{"title": "要闻", "kind": "picked", "picked": ["2026-00001"]}]
    page = editor.get(reverse("portal:edit_topic", args=["flood"])).content.decode()
    assert "2026-00001" in page


def test_picking_an_item_that_is_not_public_is_refused_by_number(editor: Client) -> None:
    typed = {
        "code": "flood", "name": "防汛专题", "order": 0, "opened_on": "2026-05-01",
        "section-TOTAL_FORMS": 1, "section-INITIAL_FORMS": 0,
        "section-0-title": "要闻", "section-0-kind": "picked", "section-0-picked": "2026-99999",
    }  # fmt: skip
    response = editor.post(reverse("portal:add_topic"), typed)
    assert "没有编号为 2026-99999 的公开信息" in response.content.decode()
    assert not Topic.objects.exists()


def test_a_guide_is_written_on_screen(editor: Client) -> None:
    body = make_body("civil", "清江县民政局")
    make_unit(body, "办公室")
    address = reverse("portal:edit_guide", args=["civil"])
    editor.post(address, {"office_name": "清江县民政局办公室"})
    assert Guide.objects.get(body=body).office_name == "清江县民政局办公室"
    again = editor.post(address, {"office_name": "清江县民政局办公室"})
    assert "没有需要保存的改动" in again.content.decode()
