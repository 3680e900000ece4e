"""The publication clock (条例 第二十六条): kept at once, rung, moved, on the board, explained."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.clocks import checking
from gongkai.clocks.models import Clock
from gongkai.clocks.registry import concerns_clocks
from gongkai.clocks.ringing import Moment, sweep
from gongkai.disclosure import telling, verbs
from gongkai.disclosure.clocks import read_items_of_adjusted_duties_again
from gongkai.disclosure.models import Item
from gongkai.disclosure.operations import drafting, ending, placing
from gongkai.disclosure.operations.importing import take_over
from gongkai.disclosure.queries.due import dates_of, due_by, dues_of, term_for
from gongkai.disclosure.tests.cast import Cast, _staff, make_cast, make_duty
from gongkai.disclosure.tests.test_importing import legacy
from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.queries import story
from gongkai.journal.recording import operation, record
from gongkai.kernel.calendar import builtin_calendar
from gongkai.registers.events import DutyAdjusted
from gongkai.registers.limit_dates import dues
from gongkai.registers.limits import parse_limit
from gongkai.registers.models import EntryVersion

pytestmark = pytest.mark.django_db

FORMED = date(2026, 5, 6)  # by the cast; the twentieth working day is Tuesday 2 June


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def clock(item: Item) -> Clock:
    return Clock.objects.get(about=item.reference)


def limited(cast: Cast, text: str) -> Item:
    """A draft under a duty with this limit."""
    duty = make_duty(cast.body, code="0502")
    EntryVersion.objects.filter(entry=duty).update(limit_text=text, limit_parts=parse_limit(text))
    duty.refresh_from_db()
    placed = cast.draft().item
    return placing.place(placed, duty, formed_on=FORMED, staff=cast.clerk)


def test_条例第二十六条_a_draft_is_due_twenty_working_days_after_the_forming(cast):
    item = cast.draft().item
    found = clock(item)
    assert (found.started_on, found.due_on) == (FORMED, date(2026, 6, 2))
    assert (found.unit, found.body) == (cast.unit, cast.body)
    assert dates_of([item.number]) == {item.number: date(2026, 6, 2)}


@pytest.mark.parametrize(
    ("text", "due", "basis"),
    [
        ("信息形成或者变更之日起20个工作日内", "2026-06-02", "20个工作日"),
        ("自作出行政许可决定之日起7个工作日内", "2026-05-14", "7个工作日"),  # 9 May is worked
        ("自批准之日起20日内", "2026-05-26", "20日"),  # natural days
        ("信息形成之日起1个月内", "2026-06-08", "1个月"),  # 6 June is a Saturday
        ("及时公开", "2026-06-02", "20个工作日"),
        ("每年1月31日前", None, ""),  # a date of the duty, not of the information
    ],
)
def test_条例第二十六条_what_the_catalogue_says_goes_first(cast, text, due, basis):
    item = limited(cast, text)
    rows = Clock.objects.filter(about=item.reference)
    assert [row.due_on for row in rows] == ([date.fromisoformat(due)] if due else [])
    told = dues_of([item]).get(item.number)
    assert (told and told.on.isoformat()) == due
    assert basis in (told.why[0] if told else "")
    assert list(checking.differences()) == []


def test_条例第二十六条_the_kernel_counts_as_the_catalogue_is_read():
    """Every limit with days that a catalogue can say: one length, counted in one place."""
    working, texts = builtin_calendar(), [
        "20个工作日内", "自形成之日起7个工作日内", "自批准之日起20日内", "2个月内", "1年内",
        "24小时内", "及时公开", "10个工作日内，其中突发事件5个工作日内", "决定作出之日起3日内",
        "2周内",
    ]  # fmt: skip
    for text in texts:
        limit = parse_limit(text)
        for formed in (date(2025, 1, 20), date(2025, 9, 19), date(2026, 2, 13), date(2026, 4, 30)):
            found = dues(limit, formed_on=formed, calendar=working)
            plain = [one for one in found if "condition" not in one.part]
            wanted = min(plain, key=lambda one: (not one.hard, one.on))
            reading = due_by(term_for(limit, formed, working), formed, working)
            assert reading is not None, text
            assert (reading.due_on, reading.provisional) == (wanted.on, wanted.provisional), text


def test_a_mended_day_of_formation_moves_the_clock(cast):
    item = cast.draft().item
    placing.place(item, cast.duty, formed_on=date(2026, 5, 8), staff=cast.clerk)
    assert (clock(item).started_on, clock(item).due_on) == (date(2026, 5, 8), date(2026, 6, 4))


def test_released_abandoned_and_erased_clocks_stop_and_later_life_is_no_doubt(cast):
    released = cast.publish()
    assert clock(released).stopped_on == timezone.localdate()
    correction = ending.start_correction(released, staff=cast.clerk)
    drafting.abandon(correction, staff=cast.clerk)
    assert clock(released).doubts == []
    dropped = cast.draft()
    drafting.abandon(dropped, staff=cast.clerk)
    assert clock(dropped.item).stopped_on == timezone.localdate()
    assert list(checking.differences()) == []


def test_it_rings_when_near_and_when_passed_and_never_after_the_release(cast):
    item, public = cast.draft().item, cast.publish()
    assert sweep(noon("2026-05-29")) == 1
    assert sweep(noon("2026-06-03")) == 1
    rung = Entry.objects.filter(name__startswith="Deadline").order_by("id")
    assert [(one.name, one.about) for one in rung] == [
        ("DeadlineNear", item.reference),
        ("DeadlinePassed", item.reference),
    ]
    assert clock(public).passed_rung_for is None
    told = [one.title for one in telling.tell(story(item.reference))]
    assert told == ["起草", "公开期限将满：2026年6月2日", "公开期限已满：2026年6月2日"]


def noon(day: str) -> Moment:
    at = datetime.fromisoformat(f"{day}T12:00+08:00")
    return Moment(at, timezone.localdate(at), builtin_calendar())


def test_the_board_shows_it_with_title_and_link(client, cast):
    item = cast.draft().item
    client.force_login(cast.clerk.person)
    html = client.get("/desk/clocks/").content.decode()
    assert "名川县2026年财政预算" in html
    assert reverse("disclosure:item", args=[item.number]) in html
    assert reverse("desk:coverage") in html  # what recurs has a page of its own
    client.force_login(cast.outsider.person)
    assert "名川县2026年财政预算" not in client.get("/desk/clocks/").content.decode()


def test_the_item_page_explains_day_by_day(client, cast):
    item = cast.draft().item
    client.force_login(cast.clerk.person)
    html = client.get(reverse("disclosure:item", args=[item.number])).content.decode()
    assert "期限怎么算的" in html
    assert (
        "20个工作日，政府信息公开条例第二十六条、"
        "目录事项的公开时限“信息形成或者变更之日起20个工作日内”" in html
    )
    assert "信息形成或者变更，开始的当日不计入" in html


def test_information_keeps_the_limit_of_the_day_on_which_it_was_formed(cast):
    item, public = cast.draft().item, cast.publish()
    adjust(cast, date(2026, 5, 7))
    assert clock(cast.draft().item).due_on == date(2026, 6, 2)
    follow()
    assert {clock(one).due_on for one in (item, public)} == {date(2026, 6, 2)}
    later = placing.place(item, cast.duty, formed_on=date(2026, 5, 8), staff=cast.clerk)
    assert clock(later).due_on == date(2026, 5, 18)
    assert list(checking.differences()) == []


def test_a_duty_adjusted_for_days_that_are_over_moves_what_was_formed_since(cast):
    item, public = cast.draft().item, cast.publish()
    adjust(cast, FORMED)
    assert len(list(checking.differences())) == 2
    follow()
    assert clock(item).due_on == clock(public).due_on == date(2026, 5, 14)
    assert list(checking.differences()) == []


@operation
def adjust(cast: Cast, since: date) -> None:
    """The duty leaves seven working days from this day on."""
    cast.duty.current = EntryVersion.objects.create(
        entry=cast.duty, number=2, effective_on=since, field="finance", level1="财政预决算",
        limit_text="7个工作日内", limit_parts=parse_limit("7个工作日内"),
        responsible_body=cast.body,
    )  # fmt: skip
    cast.duty.save()
    fact = DutyAdjusted(version=2, effective_on=since, columns=("limit_text",))
    record(fact, about=cast.duty.reference, actor=SYSTEM)


def follow() -> None:
    """What the worker does a moment later."""
    read_items_of_adjusted_duties_again(list(Entry.objects.filter(name="DutyAdjusted")))


def test_what_was_public_before_has_no_clock_and_costs_the_table_nothing(cast):
    importer = _staff("import", "导入员", cast.unit, verbs.IMPORT)
    (item,) = take_over([legacy(cast, 1)], cast.unit, staff=importer)
    assert not Clock.objects.exists()
    assert not concerns_clocks("ItemImported")
    assert list(checking.differences()) == []
    assert dates_of([item.number]) == {}


def test_the_fact_says_from_when_is_counted(cast):
    item = cast.draft().item
    entry = Entry.objects.get(about=item.reference, name="ItemDrafted")
    assert json.dumps(entry.data["formed_on"]) == '"2026-05-06"'
    assert entry.on == timezone.localdate()  # the day of drafting is not the day of forming
