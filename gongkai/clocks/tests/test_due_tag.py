"""`{% due clock %}`: the date, how long is left, and how it was counted, in plain Chinese."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from gongkai.clocks.models import Clock
from gongkai.clocks.showing import due_words
from gongkai.clocks.tests.cast import CASE, ConcernArose, happened
from gongkai.journal.actors import SYSTEM
from gongkai.journal.recording import operation, record
from gongkai.kernel.calendar import builtin_calendar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cases")]


def shown(clock: Clock | None, words: str = "due clock") -> str:
    text = Template(f"{{% load clocks %}}{{% {words} %}}").render(Context({"clock": clock}))
    return re.sub(r"\s+", " ", text)


def words_on(day: str, about: str = CASE) -> str:
    today = date.fromisoformat(day)
    now = timezone.make_aware(datetime(today.year, today.month, today.day, 12))
    return due_words(Clock.objects.get(about=about), today, now, builtin_calendar()).words


def test_the_explanation_goes_day_by_day_with_the_article():
    happened("RequestReceived", "2025-09-19")
    html = shown(Clock.objects.get())
    assert '<time datetime="2025-10-23">2025年10月23日</time>' in html
    assert "期限怎么算的" in html and "<details>" in html
    assert "依据：20个工作日，政府信息公开条例第三十三条第二款" in html
    assert "9月28日</time> 第6个工作日：周日，国庆节、中秋节调休，上班" in html
    assert "10月1日</time> 不计：10月1日，国庆节、中秋节放假" in html
    assert "10月23日</time> 第20个工作日" in html


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-10-20", "还剩3个工作日"),
        ("2025-10-23", "今天到期"),
        ("2025-10-24", "已超期1个工作日"),
        ("2025-10-25", "已超期1个工作日"),  # Saturday
        ("2025-10-27", "已超期2个工作日"),
        ("2025-09-30", "还剩12个工作日"),  # over the holiday
    ],
)
def test_how_long_is_left(day: str, words: str):
    happened("RequestReceived", "2025-09-19")
    assert words_on(day) == words


def test_条例第三十五条_a_delay_is_named_as_such_with_the_limit_of_law_beside_it():
    happened("RequestReceived", "2025-09-19")
    happened("ReplyDelayed", "2025-10-20", until="2025-12-31")
    assert words_on("2025-11-03").startswith("说明理由后延迟答复，还剩")
    assert words_on("2025-12-31") == "说明理由后延迟答复，今天到期"
    assert words_on("2026-01-04") == "已超期1个工作日"
    html = shown(Clock.objects.get())
    assert '延迟答复至 <time datetime="2025-12-31">' in html
    assert "政府信息公开条例第三十三条第二款的期限到2025-10-23为止" in html
    assert "2025年10月20日告知申请人延迟到此日（政府信息公开条例第三十五条）" in html


def test_natural_days_are_counted_as_such():
    happened("BudgetApproved", "2025-10-10", about="budget:1")
    assert words_on("2025-10-25", "budget:1") == "还剩5日"
    assert words_on("2025-11-02", "budget:1") == "已超期3日"


def test_a_day_late_on_a_weekend_is_late_all_the_same():
    happened("RequestReceived", "2025-03-07")  # due on Monday 7 April
    happened("RequestReceived", "2025-02-28", about="case:2025-00018")  # due on Friday 28 March
    assert words_on("2025-03-29", "case:2025-00018") == "已超期1个工作日"


def test_hours_are_counted_to_the_moment():
    @operation
    def arise() -> None:
        at = datetime(2025, 9, 19, 6, 30, tzinfo=UTC)
        record(ConcernArose(at), about="concern:1", actor=SYSTEM, on=date(2025, 9, 19))

    arise()
    clock, working = Clock.objects.get(), builtin_calendar()
    began = datetime(2025, 9, 19, 6, 30, tzinfo=UTC)  # 14:30 in China
    for hours, words in ((20, "还剩28小时"), (47.5, "不到1小时到期"), (50, "已超期2小时")):
        now = began + timedelta(hours=hours)
        assert due_words(clock, timezone.localdate(now), now, working).words == words
    assert "2025-09-21 14:30" in shown(clock)


def test_a_paused_clock_names_what_it_waits_for_and_no_date():
    happened("RequestReceived", "2025-03-03")
    happened("ThirdPartyAsked", "2025-03-05")
    html = shown(Clock.objects.get())
    assert "暂停计算：征求第三方意见" in html
    assert "2025年3月5日起停止计算" in html
    assert "恢复后还有18个工作日" in html


def test_what_is_done_says_when_and_a_doubt_is_spelled_out():
    happened("RequestReceived", "2025-03-03")
    happened("DeadlineExtended", "2025-04-01", days=20)
    happened("RequestAnswered", "2025-04-02")
    html = shown(Clock.objects.get())
    assert "2025年4月2日办结" in html
    assert "请注意：2025年4月1日延期时期限已经届满，延期没有效力。" in html
    assert "已经逾期" in html


def test_a_provisional_date_says_so():
    happened("RequestReceived", "2026-12-14")
    assert "暂定：当年节假日安排尚未公布" in shown(Clock.objects.get())


def test_lists_leave_the_explanation_out_and_none_shows_nothing():
    happened("RequestReceived", "2025-09-19")
    assert "<details>" not in shown(Clock.objects.get(), "due clock explained=False")
    assert shown(None).strip() == ""


def test_a_clock_that_cannot_be_read_says_why():
    happened("RequestReceived", "2025-09-19")
    Clock.objects.update(trouble="记录有误。")
    assert "期限暂时无法推算：记录有误。" in shown(Clock.objects.get(), "due clock explained=False")
