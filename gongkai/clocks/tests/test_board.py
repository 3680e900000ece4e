"""The board of everything that has a clock, as staff use it over HTTP."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from django.utils import timezone

from gongkai.clocks import views
from gongkai.clocks.models import Clock
from gongkai.clocks.queries.board import STATES, Now
from gongkai.clocks.tests.cast import happened
from gongkai.clocks.tests.test_moving import loaded, year_2027
from gongkai.kernel.calendar import builtin_calendar
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.people.verbs import SUPERVISE

pytestmark = pytest.mark.django_db
BOARD = "/desk/clocks/"


@pytest.fixture
def at(monkeypatch):
    """Sets the day on which the board is looked at."""

    def set_day(day: str) -> Now:
        moment = timezone.make_aware(datetime.fromisoformat(f"{day}T10:00"))
        now = Now(moment, date.fromisoformat(day), builtin_calendar())
        monkeypatch.setattr(views, "_now", lambda: now)
        return now

    return set_day


@pytest.fixture
def county(cases, office, at):
    """Two bodies; on 23 October 2025 one case of each state, and one of another unit."""
    other = make_unit(make_body("culture", "清江县文化和旅游局"), "办公室")
    for number, received in enumerate(
        ("2025-09-18", "2025-09-19", "2025-09-22", "2025-10-13", "2025-10-14"), start=1
    ):
        happened("RequestReceived", received, about=f"case:2025-0000{number}")
    happened("ThirdPartyAsked", "2025-10-15", about="case:2025-00005")
    cases["case:2025-00006"] = other
    happened("RequestReceived", "2025-10-20", about="case:2025-00006")
    happened("RequestReceived", "2025-09-01", about="case:2025-00007")
    happened("RequestAnswered", "2025-09-10", about="case:2025-00007")
    at("2025-10-23")
    return {"finance": office, "culture": other}


def page(client, address=BOARD, **data):
    response = client.get(address, data)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def numbers(html: str) -> list[str]:
    """The cases in the list, in order."""
    return re.findall(r'</th><td class="cell-date">(2025-\d{5})</td>', html)


def sign_in(client, unit, *, reach="unit", verbs=()):
    name = f"p{unit.pk}{reach}"
    person = make_person(name, "林晓", unit=unit, verbs=verbs, reach=reach, post_name=name)
    client.force_login(person)


def test_strangers_are_sent_to_sign_in(client):
    assert client.get(BOARD).status_code == 302
    assert client.get(f"{BOARD}moved/").status_code == 302


def test_a_unit_sees_its_own_clocks_the_most_pressing_first(client, county):
    sign_in(client, county["finance"])
    html = page(client)
    assert numbers(html) == ["2025-00001", "2025-00002", "2025-00003", "2025-00004"]
    for words in ("已超期1个工作日", "今天到期", "还剩1个工作日", "还剩12个工作日"):
        assert words in html
    assert "关于case:2025-00001的申请" in html and "/desk/cases/2025-00001/" in html


def test_paused_clocks_say_what_they_wait_for(client, county):
    sign_in(client, county["finance"])
    html = page(client, state="paused")
    assert numbers(html) == ["2025-00005"]
    assert "暂停计算：征求第三方意见" in html and "自2025-10-15暂停" in html


def test_every_state_is_counted_and_leads_to_its_rows(client, county):
    sign_in(client, county["finance"], reach="everywhere", verbs=[SUPERVISE])
    html = page(client)
    found = re.findall(r"<dt>(\S+?)</dt><dd><a href=\"([^\"]+)\">(\d+)</a>", html)
    assert [(label, count) for label, _, count in found] == [
        ("已超期", "1"), ("今天到期", "1"), ("即将到期", "1"), ("延迟答复", "0"), ("其余在办", "2"),
        ("暂停计算", "1"),
    ]  # fmt: skip
    for _, address, count in found:
        assert len(numbers(page(client, address))) == int(count)


def test_条例第三十五条_a_delay_with_reasons_is_a_state_of_its_own_and_not_overdue(client, county):
    happened("ReplyDelayed", "2025-10-20", about="case:2025-00002", until="2025-12-31")
    sign_in(client, county["finance"])
    html = page(client, state="delayed")
    assert numbers(html) == ["2025-00002"]
    assert "说明理由后延迟答复，还剩" in html and "2025-12-31" in html
    assert "2025-00002" not in numbers(page(client, state="today"))


def test_every_running_clock_is_in_exactly_one_state(county, at):
    happened("ReplyDelayed", "2025-10-20", about="case:2025-00002", until="2025-12-02")
    happened("BudgetApproved", "2025-10-03", about="budget:1")
    for day in ("2025-10-20", "2025-10-22", "2025-10-23", "2025-10-24", "2025-12-01"):
        now = at(day)
        running = Clock.objects.filter(stopped_on__isnull=True)
        found = [
            pk
            for state in STATES
            for pk in running.filter(now.condition(state)).values_list("pk", flat=True)
        ]
        assert sorted(found) == sorted(running.values_list("pk", flat=True))


def test_those_who_supervise_see_their_body_or_the_county(client, county):
    finance = county["finance"]
    second = make_unit(finance.body, "预算科")
    sign_in(client, second)
    assert numbers(page(client)) == []
    sign_in(client, second, reach="body", verbs=[SUPERVISE])
    assert len(numbers(page(client))) == 4
    sign_in(client, county["culture"], reach="everywhere", verbs=[SUPERVISE])
    html = page(client)
    assert len(numbers(html)) == 5
    assert "清江县财政局" in html and "清江县文化和旅游局" in html


def test_a_clock_without_a_unit_is_seen_by_those_who_supervise_its_body(client, county):
    Clock.objects.filter(about="case:2025-00001").update(unit=None)
    sign_in(client, county["finance"])
    assert "2025-00001" not in numbers(page(client))
    sign_in(client, county["finance"], reach="body", verbs=[SUPERVISE])
    html = page(client)
    assert "2025-00001" in numbers(html) and "未分办" in html


def test_filters_stay_in_the_address_of_every_page(client, county, monkeypatch):
    monkeypatch.setattr(views, "ROWS", 2)
    sign_in(client, county["finance"], reach="everywhere", verbs=[SUPERVISE])
    body = county["finance"].body_id
    html = page(client, body=body, rule="foi.reply")
    assert numbers(html) == ["2025-00001", "2025-00002"]
    following = re.search(r'<a class="pagination-step" href="([^"]+)" rel="next">', html)
    assert following is not None
    address = following[1].replace("&amp;", "&")
    assert f"body={body}" in address and "rule=foi.reply" in address
    assert numbers(page(client, address)) == ["2025-00003", "2025-00004"]
    assert f'<option value="{body}" selected>' in html


@pytest.mark.parametrize(
    "typed", [{"state": "x"}, {"unit": "999"}, {"page": "-1"}, {"page": "9" * 30}, {"body": "'"}]
)
def test_what_is_not_on_offer_counts_as_not_chosen(client, county, typed):
    sign_in(client, county["finance"])
    assert len(numbers(page(client, **typed))) == 4


def test_a_unit_without_clocks_reads_why_the_board_is_empty(client, cases, office):
    sign_in(client, office)
    assert "没有正在计算的期限" in page(client)


def test_provisional_dates_and_unreadable_clocks_are_marked(client, county):
    Clock.objects.filter(about="case:2025-00004").update(provisional=True, trouble="记录有误。")
    sign_in(client, county["finance"])
    html = page(client)
    assert "暂定" in html and "无法推算" in html


def test_the_board_asks_the_database_a_few_questions_however_long_it_is(
    client, county, django_assert_max_num_queries
):
    for number in range(10, 60):
        happened("RequestReceived", "2025-10-13", about=f"case:2025-{number:05d}")
    sign_in(client, county["finance"])
    with django_assert_max_num_queries(20):
        page(client)


def test_what_a_new_calendar_moved_is_listed_for_those_who_may_see_it(client, cases, office):
    happened("RequestReceived", "2026-12-14", about="case:2026-00001")
    loading = loaded(year_2027())
    sign_in(client, office)
    html = page(client, f"{BOARD}moved/")
    assert "2027-01-11" in html and "2027-01-12" in html and "关于case:2026-00001的申请" in html
    assert f'<option value="{loading.pk}" selected>' in html
    assert "载入2027年（国办发明电〔2026〕9号），变动1条" in html
    sign_in(client, make_unit(make_body("culture", "清江县文化和旅游局"), "办公室"))
    assert "没有改变您能看到的" in page(client, f"{BOARD}moved/")
