"""The screens of lists, divisions and the calendar, through the door."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.journal.actors import SYSTEM
from gongkai.people.testing import make_body, make_division, make_person, make_unit
from gongkai.people.verbs import MAINTAIN_REFERENCE
from gongkai.reference.models import CalendarYear, Code, Division
from gongkai.reference.operations import load_lists
from gongkai.reference.queries import calendar, label

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client) -> Client:
    """A browser of someone who maintains reference data."""
    load_lists(actor=SYSTEM)
    office = make_unit(make_body("office", "清江县人民政府办公室"), "信息股")
    client.force_login(make_person("zhao", "赵明", unit=office, verbs=[MAINTAIN_REFERENCE]))
    return client


def text(response) -> str:
    return response.content.decode()


def year_fields(**changes: str) -> dict[str, str]:
    """The form of 2027 with one holiday, as a browser sends it."""
    fields = {
        "year": "2027", "notice": "国办发明电〔2026〕9号", "amended_by": "",
        "days-TOTAL_FORMS": "2", "days-INITIAL_FORMS": "0",
        "days-0-name": "元旦", "days-0-first": "2027-01-01", "days-0-last": "2027-01-03",
        "days-0-makeup_days": "2027-01-09、2027年1月10日",
        "days-1-name": "", "days-1-first": "", "days-1-last": "", "days-1-makeup_days": "",
    }  # fmt: skip
    return fields | changes


def test_only_those_who_maintain_reference_data_come_in(keeper):
    pages = [
        reverse("reference:lists"),
        reverse("reference:list", args=["fields"]),
        reverse("reference:new_code", args=["fields"]),
        reverse("reference:change_code", args=[Code.objects.first().pk]),
        reverse("reference:divisions"),
        reverse("reference:new_division"),
        reverse("reference:change_division", args=[make_division().code]),
        reverse("reference:load"),
        reverse("reference:year", args=[2026]),
    ]
    clerk = Client()
    unit = make_unit(make_body("finance", "清江县财政局"), "办公室")
    clerk.force_login(make_person("lin", "林晓", unit=unit))
    for page in pages:
        assert keeper.get(page).status_code == 200, page
        assert clerk.get(page).status_code == 403, page
        assert Client().get(page).status_code == 302, page


def test_a_list_shows_origin_and_what_is_unconfirmed(keeper):
    page = text(keeper.get(reverse("reference:list", args=["document-kinds"])))
    assert "党政机关公文处理工作条例（中办发〔2012〕14号），待核实" in page
    assert "纪要" in page


def test_a_code_is_added_and_ended_on_screen(keeper):
    fields = {
        "code": "farm-loans",
        "name": "涉农资金",
        "order": 90,
        "origin": "本县",
        "aliases": "农贷",
    }
    page = keeper.post(reverse("reference:new_code", args=["fields"]), fields, follow=True)
    assert "已新增“涉农资金”。" in text(page)
    code = Code.objects.get(code="farm-loans")
    assert (code.aliases, code.kept_here) == (["农贷"], True)
    url = reverse("reference:change_code", args=[code.pk])
    keeper.post(url, {**fields, "valid_until": "2020-12-31"})
    assert "不可选" in text(keeper.get(reverse("reference:list", args=["fields"])))
    assert label("fields", "farm-loans") == "涉农资金"


def test_a_refused_code_keeps_what_was_typed(keeper):
    fields = {"code": "budgets", "name": "预算", "order": 1, "origin": "本县"}
    page = keeper.post(reverse("reference:new_code", args=["fields"]), fields)
    assert page.status_code == 422
    assert "代码“budgets”已经用过" in text(page)
    assert 'value="预算"' in text(page)


def test_a_division_is_added_and_changed(keeper):
    county = make_division()
    fields = {
        "code": "520999100", "name": "城关镇", "level": "township", "parent": county.pk,
        "origin": "本县",
    }  # fmt: skip
    keeper.post(reverse("reference:new_division"), fields)
    url = reverse("reference:change_division", args=["520999100"])
    keeper.post(url, {**fields, "name": "城关街道"})
    assert Division.objects.get(code="520999100").name == "城关街道"
    page = keeper.post(reverse("reference:new_division"), {**fields, "code": "12"})
    assert "区划代码“12”应当是6位（县级以上）、9位（乡级）或12位（村级）数字。" in text(page)


def test_the_calendar_shows_days_off_and_worked_with_the_reason(keeper):
    assert keeper.get(reverse("reference:calendar"))["Location"].endswith("/calendar/2026/")
    page = text(keeper.get(reverse("reference:year", args=[2026])))
    assert "国办发明电〔2025〕7号" in page
    assert 'title="2月17日，春节放假"' in page
    assert 'title="周六，春节调休，上班"' in page
    assert "随平台发布" in page
    assert keeper.get(reverse("reference:year", args=[1999])).status_code == 404


def test_a_year_is_looked_at_before_it_counts(keeper):
    preview = keeper.post(reverse("reference:load"), year_fields())
    assert "请对照通知原文逐日核对" in text(preview)
    assert 'title="周六，元旦调休，上班"' in text(preview)
    assert not CalendarYear.objects.exists()
    sent = [
        (name, html.unescape(value))
        for name, value in re.findall(
            r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text(preview)
        )
    ]
    done = keeper.post(reverse("reference:load"), {**dict(sent), "step": "load"}, follow=True)
    assert "已载入2027年放假安排" in text(done)
    assert not calendar().is_workday(calendar().horizon.replace(month=1, day=1))


def test_going_back_from_the_preview_keeps_everything(keeper):
    page = text(keeper.post(reverse("reference:load"), year_fields(step="edit")))
    assert 'value="国办发明电〔2026〕9号"' in page
    assert "2027-01-09、2027年1月10日" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"days-0-last": "2026-12-31"}, "第1行：放假的最后一天早于第一天，请检查。"),
        ({"days-0-makeup_days": "下周六"}, "第1行：“下周六”不是日期"),
        ({"days-1-first": "2027-02-05"}, "第2行：请填写节日名称。"),
        ({"days-0-makeup_days": "2027-01-04"}, "2027年1月4日（周一）本来就是工作日"),
        ({"notice": "九号文"}, "放假通知的发文字号“九号文”有误"),
        ({"year": "2029", "days-0-name": ""}, "请填写节日名称。"),
    ],
)
def test_a_wrong_arrangement_is_explained_and_kept(keeper, changes, sentence):
    page = keeper.post(reverse("reference:load"), year_fields(**changes))
    assert page.status_code == 422
    assert sentence in text(page)
    assert "国办发明电" in text(page)
    assert not CalendarYear.objects.exists()


def test_a_known_year_is_offered_filled_in_to_be_amended(keeper):
    page = text(keeper.get(reverse("reference:load"), {"year": "2026"}))
    assert 'value="2026-02-15"' in page
    assert "2026-02-14、2026-02-28" in page


@pytest.mark.parametrize("year", range(2015, 2027))
def test_filling_in_a_known_year_and_saving_it_changes_no_day(keeper, year):
    from gongkai.reference.forms.calendar import (
        HolidayFormSet,
        YearForm,
        initial_rows,
        initial_year,
        table_of,
    )
    from gongkai.reference.queries import year_table

    table = year_table(year)
    rows = initial_rows(table)
    data = {"days-TOTAL_FORMS": str(len(rows)), "days-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        for name, value in row.items():
            text_of = "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
            data[f"days-{number}-{name}"] = text_of
    shown = initial_year(table)
    year_form = YearForm({**shown, "amended_by": "、".join(shown["amended_by"])})
    forms = HolidayFormSet(data, prefix="days")
    assert year_form.is_valid()
    assert forms.is_valid(), forms.errors
    again = table_of(year_form, forms.forms)
    assert again.notice == table.notice
    assert {h.notice for h in again.holidays} == {h.notice for h in table.holidays}
    assert {d for h in again.holidays for d in h.makeup_days} == {
        d for h in table.holidays for d in h.makeup_days
    }
    off = {d for h in table.holidays for d in h.days_off}
    more = {d for h in again.holidays for d in h.days_off} - off
    assert off <= {d for h in again.holidays for d in h.days_off}
    assert all(day.weekday() > 4 for day in more)
