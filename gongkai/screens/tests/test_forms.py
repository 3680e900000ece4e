"""Forms as people meet them: label, hint and error belong together; mistakes are told in words."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from lxml import html

from gongkai.screens.examples import ExampleForm
from gongkai.screens.tests.pages import draw, words


def drawn(form):
    return html.fragment_fromstring(str(form), create_parent="div")


def by_id(page, wanted):
    (element,) = page.xpath("//*[@id=$wanted]", wanted=wanted)
    return element


@pytest.fixture
def refused():
    return ExampleForm({"wanted": "土地征收公告", "email": "zhangsan"})


def test_a_fresh_form_shows_no_error():
    page = drawn(ExampleForm())
    assert page.xpath("//*[contains(@class, 'error')]") == []
    assert by_id(page, "id_name").get("aria-invalid") is None


def test_hint_and_error_are_read_with_the_input(refused):
    page = drawn(refused)
    described = by_id(page, "id_name").get("aria-describedby").split()
    assert [words(by_id(page, one)) for one in described] == [
        "请填写证件上的姓名。",
        "错误：请填写“姓名”。",
    ]


def test_a_group_of_choices_is_a_fieldset_with_its_question_hint_and_error(refused):
    (group,) = drawn(refused).xpath("//fieldset[contains(legend, '答复方式')]")
    described = group.get("aria-describedby").split()
    assert described == ["id_way_helptext", "id_way_error"]


def test_the_summary_comes_first_and_every_line_leads_to_an_input(refused):
    page = drawn(refused)
    assert page[0].get("role") == "alert"
    links = page[0].xpath(".//a/@href")
    assert links == ["#id_name", "#id_way_0", "#id_unit", "#id_email", "#id_agreed"]
    for link in links:
        assert by_id(page, link[1:]).tag in {"input", "select", "textarea"}


def test_an_empty_field_says_what_to_do_and_a_wrong_one_names_itself(refused):
    lines = [words(line) for line in drawn(refused)[0].iter("li")]
    assert lines[0] == "请填写“姓名”。"
    assert lines[1] == "请选择“答复方式”。"
    assert lines[3].startswith("电子邮箱：")
    assert lines[4] == "请勾选“以上内容属实”。"


def test_a_sentence_chosen_by_the_form_is_kept():
    class Own(forms.Form):
        name = forms.CharField(label="姓名", error_messages={"required": "不填写无法答复。"})

    assert "姓名：不填写无法答复。" in words(drawn(Own({})))


def test_what_was_typed_stays(refused):
    page = drawn(refused)
    assert by_id(page, "id_email").get("value") == "zhangsan"
    assert by_id(page, "id_wanted").text.strip() == "土地征收公告"


def test_optional_fields_say_so_and_required_ones_do_not():
    page = drawn(ExampleForm())
    assert "选填" in words(page.xpath("//label[@for='id_email']")[0])
    assert "选填" not in words(page.xpath("//label[@for='id_name']")[0])


def test_an_error_of_the_whole_form_is_in_the_summary():
    class Pair(forms.Form):
        begin = forms.IntegerField(label="起")

        def clean(self):
            raise ValidationError("起止日期颠倒。")

    assert "起止日期颠倒。" in words(drawn(Pair({"begin": "1"}))[0])


def test_reasons_of_a_refused_operation_stand_in_the_same_place():
    page = draw(
        '{% include "screens/error_summary.html" %}', reasons=["已延期一次，不能再次延期。"]
    )
    assert words(page.find(".//li")) == "已延期一次，不能再次延期。"
    assert words(draw('{% include "screens/error_summary.html" %}')) == ""


def test_a_single_field_can_be_drawn_by_itself():
    group = html.fragment_fromstring(ExampleForm()["name"].as_field_group())
    assert "field" in group.get("class").split()
