"""Actions and their reasons, due dates, lists, differences, official texts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gongkai.kernel.differences import differences
from gongkai.screens.components import Column, Due, Fact, OfficialDocument, Row, paginate
from gongkai.screens.official_text import readable_on_phones
from gongkai.screens.templatetags import screens as tags
from gongkai.screens.tests.pages import draw, words

ACTION = '{% include "screens/action.html" %}'


def test_a_refused_action_is_a_button_that_tells_why_and_does_nothing():
    page = draw(ACTION, label="延期", reasons=["已延期一次。", "期限已过。"], post_url="/x/")
    (button,) = page.iter("button")
    assert (button.get("type"), button.get("aria-disabled")) == ("button", "true")
    (reasons,) = page.xpath("//*[@id=$id]", id=button.get("aria-describedby"))
    assert [words(line) for line in reasons] == ["已延期一次。", "期限已过。"]
    assert list(page.iter("form", "a")) == []


@pytest.mark.parametrize(
    ("how", "tag", "attribute", "value"),
    [
        ({"href": "/extend/"}, "a", "href", "/extend/"),
        ({"post_url": "/extend/"}, "form", "action", "/extend/"),
        ({"opens": "sure"}, "a", "data-opens", "sure"),
        ({"name": "do", "value": "extend"}, "button", "value", "extend"),
    ],
)
def test_an_allowed_action_goes_posts_asks_or_submits(how, tag, attribute, value):
    (element,) = draw(ACTION, label="延期", reasons=[], **how).iter(tag)
    assert element.get(attribute) == value


def test_a_dialog_can_be_reached_without_script():
    page = draw(
        '{% include "screens/action.html" with opens="sure" %}'
        '{% include "screens/dialog_confirm.html" with id="sure" title="撤回？" post_url="/x/" %}',
        label="撤回",
    )
    (dialog,) = page.iter("dialog")
    assert page.find(".//a").get("href") == "#" + dialog.get("id")


ON = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("due", "state", "says"),
    [
        (Due(ON, 8), "calm", "还剩8个工作日"),
        (Due(ON, 3), "soon", "还剩3个工作日"),
        (Due(ON, 0), "today", "今天到期"),
        (Due(ON, -2), "overdue", "已超期2个工作日"),
        (Due(ON, -2, unit="天"), "overdue", "已超期2天"),
        (Due(ON, -2, paused_since=date(2026, 5, 6)), "paused", "2026年5月6日起暂停计算"),
        (Due(ON, -2, done_on=date(2026, 5, 7)), "done", "2026年5月7日办结"),
    ],
)
def test_a_due_date_says_how_far_it_is_and_only_overdue_is_red(due, state, says):
    page = draw('{% include "screens/due.html" %}', due=due)
    assert due.state == state
    assert says in words(page)
    assert bool(page.xpath("//*[contains(@class, 'badge-overdue')]")) == (state == "overdue")


def test_a_due_date_explains_itself_and_says_when_it_is_provisional():
    page = draw(
        '{% include "screens/due.html" %}', due=Due(ON, 8, why=["次日起算"], provisional=True)
    )
    assert [words(line) for line in page.find(".//details").iter("li")] == ["次日起算"]
    assert "暂定" in words(page)


def test_a_table_marks_the_overdue_row_and_names_each_row():
    page = draw(
        '{% include "screens/table.html" %}',
        caption="待办",
        columns=[Column("编号", "head"), Column("页数", "number")],
        rows=[Row(["甲", 3], overdue=True), Row(["乙", 4])],
    )
    assert page.xpath("//tr[@class='is-overdue']/th/text()") == ["甲"]
    assert page.xpath("//td[@class='cell-number']/text()") == ["3", "4"]


def test_an_empty_table_says_so():
    page = draw('{% include "screens/table.html" %}', rows=[], empty="今天没有到期的事项")
    assert words(page) == "今天没有到期的事项"


@pytest.mark.parametrize(
    ("number", "pages", "labels"),
    [
        (1, 1, "1"),
        (1, 3, "1 2 3"),
        (7, 20, "1 … 5 6 7 8 9 … 20"),
        (20, 20, "1 … 18 19 20"),
    ],
)
def test_page_numbers_skip_what_is_far(number, pages, labels):
    strip = paginate(number, pages, lambda n: f"/list/{n}.html")
    assert " ".join(link.label for link in strip.pages) == labels
    assert [link.label for link in strip.pages if link.current] == [str(number)]
    assert bool(strip.previous_url) == (number > 1)
    assert bool(strip.next_url) == (number < pages)


def test_one_page_needs_no_strip():
    strip = paginate(1, 1, str)
    assert words(draw('{% include "screens/pagination.html" %}', pagination=strip)) == ""


def test_a_reviewer_sees_what_went_and_what_came():
    changes = differences("每月公开一次。", "每季度公开一次。")
    page = draw('{% include "screens/differences.html" %}', changes=changes)
    assert [words(e) for e in page.iter("del")] == ["删去：月"]
    assert [words(e) for e in page.iter("ins")] == ["增加：季度"]


def test_a_document_no_longer_in_force_says_so_twice():
    document = OfficialDocument("通知", [Fact("索引号", "1")], validity="已废止", in_force=False)
    page = draw('{% include "screens/document_head.html" %}', document=document)
    assert words(page).count("已废止") == 2
    assert "不再作为办事依据" in words(page)


def test_a_wide_table_scrolls_in_a_frame_reached_by_keyboard():
    text = readable_on_phones(
        "前 &lt; 后<p>一</p><table><tr><td>x</td></tr></table>尾<img src='a'>"
    )
    assert text.startswith("前 &lt; 后<p>一</p><div ")
    assert 'tabindex="0"' in text
    assert "</table></div>尾" in text
    assert 'loading="lazy"' in text
    assert 'alt=""' in text


def test_a_table_within_a_table_is_framed_once():
    text = readable_on_phones("<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>")
    assert text.count("table-scroll") == 1


def test_a_text_without_tables_is_left_alone():
    assert readable_on_phones("<p>甲<br>乙</p>") == "<p>甲<br>乙</p>"


def test_dates_and_moments_are_written_in_the_time_of_the_county():
    moment = datetime(2026, 5, 7, 17, 30, tzinfo=UTC)
    assert tags.stamp(moment) == "2026-05-08 01:30"
    assert tags.chinese_date(moment) == "2026年5月8日"
    assert tags.when(date(2026, 5, 8)) == "2026年5月8日"
    assert tags.stamp(date(2026, 5, 8)) == "2026-05-08"


@pytest.mark.parametrize("filter_of", [tags.stamp, tags.chinese_date, tags.when, tags.due])
def test_a_missing_date_is_an_empty_text(filter_of):
    assert filter_of(None) == ""


@pytest.mark.parametrize(
    ("size", "says"), [(812, "812 字节"), (35_000, "34 KB"), (2_500_000, "2.4 MB"), (None, "")]
)
def test_file_sizes_are_said_as_people_say_them(size, says):
    assert tags.file_size(size) == says
