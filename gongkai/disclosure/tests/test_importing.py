"""Legacy items are taken over as they stood, all of a batch or nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from gongkai.disclosure import verbs
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Item
from gongkai.disclosure.operations.importing import Legacy, take_over
from gongkai.disclosure.queries.shelves import newest_on
from gongkai.disclosure.standing import wrong_counters
from gongkai.disclosure.tests.cast import make_cast
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.people.actors import Staff
from gongkai.people.testing import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def importer(cast):
    return Staff(make_person("qian", "钱进", unit=cast.unit, verbs=[verbs.IMPORT]))


def legacy(cast, number: int, **changes) -> Legacy:
    said = {"title": f"旧文{number}", "body_html": f"<p>正文{number}</p>"}
    row = {"published_on": date(2024, 1, number), "content": Content(**said)} | changes
    return Legacy(duty=cast.duty, **row)


def test_a_batch_stands_in_public_with_its_old_dates_and_numbers(cast, importer):
    rows = [legacy(cast, 2), legacy(cast, 1, index_number="MC001/2024-00001")]
    take_over(rows, cast.unit, staff=importer)
    listed = newest_on("all")
    assert [one.title for one in listed] == ["旧文2", "旧文1"], "by date, whatever the order given"
    assert timezone.localdate(listed[0].published_at) == date(2024, 1, 2)
    assert Item.objects.filter(index_number="MC001/2024-00001").exists()
    assert Entry.objects.filter(name="ItemImported").count() == 2
    assert wrong_counters() == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"content": Content(title=" ")}, "第2条缺少名称"),
        ({"published_on": date(2999, 1, 1)}, "晚于今天"),
        ({"content": Content(title="低保名单", body_html="<p>11010519491231002X</p>")}, "个人信息"),
    ],
)
def test_one_bad_row_stops_the_batch_and_is_named(cast, importer, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        take_over([legacy(cast, 1), legacy(cast, 2, **changes)], cast.unit, staff=importer)
    assert not Item.objects.exists()


def test_what_looks_like_personal_data_may_stay_with_a_reason(cast, importer):
    content = Content(title="公告", body_html="<p>11010519491231002X</p>")
    row = legacy(cast, 1, content=content, kept_because="法院公告原文，依法公示")
    item = take_over([row], cast.unit, staff=importer)[0]
    kept = item.versions.get().confirmed_findings.get()
    assert (kept.kind, kept.reason) == ("citizen_number", "法院公告原文，依法公示")


def test_an_index_number_that_is_taken_is_named(cast, importer):
    take_over([legacy(cast, 1, index_number="A/1")], cast.unit, staff=importer)
    with pytest.raises(Refused, match="A/1"):
        take_over([legacy(cast, 2, index_number="A/1")], cast.unit, staff=importer)


def test_script_in_legacy_html_is_gone(cast, importer):
    content = Content(title="旧页", body_html="<p>好<script>x()</script></p>")
    item = take_over([legacy(cast, 1, content=content)], cast.unit, staff=importer)[0]
    item.refresh_from_db()
    assert item.released.body_html == "<p>好</p>"


def test_a_clerk_without_the_right_imports_nothing(cast):
    with pytest.raises(Refused, match="权限"):
        take_over([legacy(cast, 1)], cast.unit, staff=cast.clerk)
