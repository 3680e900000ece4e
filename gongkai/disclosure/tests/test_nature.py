"""文件性质: an item with a 有效性 says what it is before it is reviewed, for the annual report."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.disclosure.queries.reasons import reasons_not_to_submit
from gongkai.disclosure.tests.cast import Cast, make_cast
from gongkai.disclosure.tests.screens import address, browser, filled, now, text_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 6)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({}, ""),
        ({"validity": "in_force", "adopted_on": DAY}, "须选择文件性质"),
        ({"validity": "in_force", "nature": "other"}, ""),
        ({"validity": "in_force", "nature": "normative", "adopted_on": DAY}, ""),
        ({"validity": "in_force", "nature": "normative"}, "行政规范性文件须填写成文日期"),
        ({"nature": "regulation"}, "规章须填写成文日期"),
        ({"nature": "normative", "adopted_on": DAY}, ""),  # adopted, and not in force yet
    ],
)
def test_what_the_report_counts_by_is_said_before_review(cast, said, missing):
    reasons = reasons_not_to_submit(cast.draft(**said), cast.clerk)
    assert [one for one in reasons if missing and missing in one] or (not missing and not reasons)


def test_the_clerk_chooses_it_and_whoever_reads_the_draft_sees_it(cast):
    version = cast.draft()
    client = browser(cast.clerk)
    values = filled(client.get(address(version, "edit/")), "title")
    client.post(address(version, "edit/"), values | {"nature": "normative"})
    assert now(version).nature == "normative"
    assert "文件性质 行政规范性文件" in text_of(client.get(address(version)))


def test_a_nature_that_is_none_is_refused(cast):
    version = cast.draft()
    client = browser(cast.clerk)
    values = filled(client.get(address(version, "edit/")), "title")
    answer = client.post(address(version, "edit/"), values | {"nature": "law"})
    assert answer.status_code == 422
    assert now(version).nature == ""
