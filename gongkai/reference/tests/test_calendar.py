"""The working calendar: shipped years, loaded years over them, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.kernel.calendar import Holiday, YearTable, builtin_calendar
from gongkai.people.actors import Staff
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.people.verbs import MAINTAIN_REFERENCE
from gongkai.reference.models import CalendarYear
from gongkai.reference.operations import load_calendar, load_calendar_year
from gongkai.reference.queries import calendar, year_table

pytestmark = pytest.mark.django_db


def arrangement(year: int = 2027, name: str = "元旦", month: int = 1) -> YearTable:
    """A made-up arrangement: the first of a month off."""
    return YearTable(
        year=year,
        notice="国办发明电〔2026〕9号",
        notice_checked=False,
        holidays=(Holiday(name, (date(year, month, 1),)),),
    )


def test_before_anything_is_loaded_the_shipped_years_hold():
    assert calendar() == builtin_calendar()


def test_a_due_date_is_no_longer_provisional_once_the_year_is_loaded():
    start = date(2026, 12, 25)
    assert calendar().add_workdays(start, 10).provisional
    load_calendar_year(arrangement(), actor=SYSTEM)
    due = calendar().add_workdays(start, 10)
    assert (due.on, due.provisional) == (date(2027, 1, 11), False)
    assert calendar().why(date(2027, 1, 1)) == "1月1日，元旦放假"


def test_an_amendment_takes_the_place_of_the_first_notice():
    load_calendar_year(arrangement(), actor=SYSTEM)
    load_calendar_year(arrangement(name="劳动节", month=6), actor=SYSTEM)
    assert calendar().is_workday(date(2027, 1, 1))
    assert not calendar().is_workday(date(2027, 6, 1))
    facts = [entry.fact for entry in Entry.objects.filter(about="calendar:2027").order_by("id")]
    assert [fact.amended for fact in facts] == [False, True]
    assert (facts[0].days_off, facts[0].makeup_days) == (1, 0)


def test_the_shipped_files_are_taken_in_once():
    assert load_calendar(actor=SYSTEM) == list(range(2015, 2027))
    assert load_calendar(actor=SYSTEM) == []
    assert calendar() == builtin_calendar()
    assert year_table(2026).notice == "国办发明电〔2025〕7号"


def test_a_year_that_people_amended_is_not_taken_back_at_the_next_start():
    load_calendar(actor=SYSTEM)
    office = make_unit(make_body("office", "清江县人民政府办公室"), "信息股")
    keeper = make_person("lin", "林晓", unit=office, verbs=[MAINTAIN_REFERENCE], reach="everywhere")
    load_calendar_year(arrangement(year=2026), actor=Staff(keeper))
    assert load_calendar(actor=SYSTEM) == []
    assert year_table(2026).notice == "国办发明电〔2026〕9号"


def test_one_file_with_a_fault_and_no_year_is_taken_in(tmp_path: Path):
    good = '[[holidays]]\nname = "元旦"\ndays_off = [2027-01-01]\n'
    head = 'year = 2027\nnotice = "国办发明电〔2026〕9号"\nnotice_checked = true\n'
    (tmp_path / "2027.toml").write_text(head + good, encoding="utf-8")
    (tmp_path / "2028.toml").write_text(
        head.replace("2027", "2028") + good + "makeup_days = [2028-01-03]", encoding="utf-8"
    )
    with pytest.raises(Refused) as refused:
        load_calendar(tmp_path, actor=SYSTEM)
    assert all(reason.startswith("2028.toml：") for reason in refused.value.reasons)
    assert not CalendarYear.objects.exists()


def test_one_file_is_loaded_by_its_path(tmp_path: Path):
    path = tmp_path / "2027.toml"
    path.write_text(
        'year = 2027\nnotice = "国办发明电〔2026〕9号"\nnotice_checked = true\n'
        '[[holidays]]\nname = "元旦"\ndays_off = [2027-01-01]\n',
        encoding="utf-8",
    )
    load_calendar_year(path, actor=SYSTEM)
    assert calendar().horizon == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (arrangement(2028), "缺少2027年的放假安排，前后年份都有，请补上这一年。"),
        (
            YearTable(
                2027, "国办发明电〔2026〕9号", True,
                (Holiday("元旦", (date(2027, 1, 1),), (date(2027, 1, 4),)),),
            ),
            "元旦：2027年1月4日（周一）本来就是工作日，不能作为调休上班日，"
            "调休上班日只能是周六或周日，请核对通知原文。",
        ),
    ],
)  # fmt: skip
def test_an_arrangement_that_cannot_be_right_is_refused(table, sentence):
    with pytest.raises(Refused) as refused:
        load_calendar_year(table, actor=SYSTEM)
    assert refused.value.reasons == [sentence]
    assert not CalendarYear.objects.exists()


def test_the_same_arrangement_is_not_taken_in_twice():
    load_calendar_year(arrangement(), actor=SYSTEM)
    with pytest.raises(Refused, match="与已载入的完全相同"):
        load_calendar_year(arrangement(), actor=SYSTEM)


def test_a_clerk_without_the_right_cannot_change_the_calendar():
    office = make_unit(make_body("office", "清江县人民政府办公室"), "信息股")
    with pytest.raises(Refused, match="您没有“维护基础数据”的权限"):
        load_calendar_year(arrangement(), actor=Staff(make_person("lin", "林晓", unit=office)))
