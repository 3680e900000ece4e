"""The county as it stands in the database."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.demo import cast
from gongkai.demo.accounts import ACCOUNTS, PASSWORD, accounts_as_text
from gongkai.demo.bodies import ORGANS
from gongkai.demo.duties import all_duties, missing_duties
from gongkai.demo.setting_up import credit_code
from gongkai.demo.testing import KeptCounty, keep
from gongkai.demo.texts.unfinished import DRAFTS
from gongkai.disclosure import verbs
from gongkai.disclosure.content import current_hash
from gongkai.disclosure.models import Item, Opinion, SetAside, Version
from gongkai.disclosure.queries.coverage import coverage, overdue
from gongkai.disclosure.queries.due import dates_of
from gongkai.disclosure.queries.personal_data import findings
from gongkai.disclosure.queries.reasons import reasons_not_to_decide
from gongkai.disclosure.queries.visibility import visible_to
from gongkai.disclosure.queries.work import inbox
from gongkai.disclosure.standing import wrong_counters
from gongkai.journal.models import Entry
from gongkai.journal.testing import catch_up
from gongkai.kernel.calendar import builtin_calendar
from gongkai.kernel.identifiers import is_uscc
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Person
from gongkai.people.queries import acting
from gongkai.portal.models import Column, Guide, Site
from gongkai.publishing.checking import check
from gongkai.publishing.models import FailedPage
from gongkai.publishing.rebuilding import rebuild

pytestmark = pytest.mark.django_db


def person(username: str) -> Person:
    return Person.objects.get(username=username)


def _told(kept: KeptCounty) -> list[tuple[object, ...]]:
    """What makes two counties the same, row by row."""
    versions = [
        (one.number, one.title, one.document_number, one.content_hash,
         one.status, one.outcome, one.released_at, one.body_html)
        for one in kept.rows[Version]
    ]  # fmt: skip
    items = [(one.number, one.index_number, one.formed_on) for one in kept.rows[Item]]
    opinions = [(one.step, one.text, one.at, one.content_hash) for one in kept.rows[Opinion]]
    story = [one for one in kept.rows[Entry] if not one.about.startswith(("list:", "calendar:"))]
    entries = [(one.name, _without_key(one.about), one.at, one.actor) for one in story]
    return [*versions, *items, *opinions, *entries]


def _without_key(about: str) -> str:
    """Posts and the like are named by primary key, which a database never gives out twice."""
    kind, _, key = about.partition(":")
    return kind if key.isdecimal() else about


@pytest.mark.slow
def test_loading_twice_makes_the_same_county(kept_county, tmp_path):
    again = keep(tmp_path, kept_county.anchor)
    assert _told(again) == _told(kept_county)
    assert not Body.objects.exists(), "the second county was taken out again"


def test_the_bodies_are_fictional_and_their_codes_hold(small_county):
    assert Body.objects.count() == len(ORGANS) == 15
    assert all(is_uscc(body.uscc) and body.uscc[2:8] == "899901" for body in Body.objects.all())
    assert credit_code(1) != credit_code(2)
    assert all(unit.exists() for unit in (body.units for body in Body.objects.all()))


def test_every_account_of_the_table_can_sign_in(small_county):
    assert {one.username for one in ACCOUNTS} == set(cast.BY_USERNAME)
    for account in ACCOUNTS:
        browser = Client()
        sent = {"username": account.username, "password": PASSWORD}
        browser.post("/desk/sign-in/", sent)
        assert browser.get("/desk/").status_code == 200, account.username


def test_the_table_of_accounts_tells_the_password_once():
    text = accounts_as_text()
    assert text.count(PASSWORD) == 1
    assert all(one.username in text and one.name in text for one in ACCOUNTS)


def test_every_duty_that_a_paper_or_draft_names_exists(small_county):
    duties = all_duties()
    assert missing_duties(duties) == []
    assert {one.duty for one in DRAFTS} <= set(duties)
    assert sum(1 for one in duties if not one.startswith("withheld:")) >= 60


def test_counters_are_right(small_county):
    assert wrong_counters() == []


def test_nothing_public_holds_personal_data_unconfirmed(small_county):
    for version in visible_to(None):
        assert findings(version) == [], version.title


def test_hashes_are_those_of_the_contents(small_county):
    for version in Version.objects.exclude(item__visibility=Item.Visibility.ERASED):
        assert version.content_hash == current_hash(version), version.title


def test_history_reads_in_the_order_of_time_and_never_runs_ahead(small_county):
    moments = list(Entry.objects.order_by("pk").values_list("at", flat=True))
    made_here = [at for at in moments if timezone.localdate(at) < small_county.anchor]
    assert made_here == sorted(made_here)
    assert timezone.localdate(made_here[-1]) < small_county.anchor


def test_something_is_overdue_due_today_soon_and_later(small_county):
    working, today = builtin_calendar(), small_county.anchor
    today = working.add_workdays(today, 0).on
    open_versions = Version.objects.exclude(status=Version.Status.CLOSED)
    days = list(dates_of(open_versions.values_list("item__number", flat=True)).values())
    soon = working.add_workdays(today, 3).on
    assert [day for day in days if day < today], "overdue"
    assert today in days, "due today"
    assert [day for day in days if today < day <= soon], "soon"
    assert [day for day in days if day > soon], "later"


def test_drafts_stand_at_every_step(small_county):
    standing = set(Version.objects.values_list("status", flat=True))
    assert standing == set(Version.Status.values)


def test_the_clerk_finds_work_and_what_was_sent_back(small_county):
    tasks = inbox(person(cast.CLERK))
    assert len(tasks) >= 4
    assert tasks[0].due.on < small_county.anchor
    returned = [
        task for task in tasks
        if task.version.opinions.filter(decision=Opinion.Decision.RETURNED).exists()
    ]  # fmt: skip
    assert returned


@pytest.mark.parametrize(
    "username",
    [
        cast.CLERK, cast.UNIT_REVIEWER, cast.SECRECY_REVIEWER, cast.LEADER, cast.PUBLISHER,
        cast.FINANCE_CLERK, cast.FINANCE_REVIEWER, cast.FINANCE_LEADER, cast.EDUCATION_CLERK,
        cast.CIVIL_CLERK, cast.CIVIL_LEADER, cast.EMERGENCY_LEADER, cast.TOWNSHIP_CLERK,
        cast.TOWNSHIP_REVIEWER,
    ],
)  # fmt: skip
def test_work_waits_for(small_county, username):
    assert inbox(person(username))


def test_one_draft_holds_personal_data_that_nobody_has_dealt_with(small_county):
    open_versions = Version.objects.exclude(status=Version.Status.CLOSED)
    holding = [version for version in open_versions if findings(version)]
    assert [version.author.username for version in holding] == [cast.CIVIL_CLERK]


def test_two_editors_are_in_conflict(small_county):
    kept = SetAside.objects.get(settled_at__isnull=True)
    assert kept.person.username == cast.EDUCATION_CLERK
    assert kept.version.editors.filter(username=cast.EDUCATION_REVIEWER).exists()


def test_a_release_is_appointed_for_the_coming_days(small_county):
    version = Version.objects.get(release_at__isnull=False)
    assert version.status == Version.Status.APPROVED
    assert timezone.localdate(version.release_at) > small_county.anchor


def test_an_urgent_release_waits_for_its_review(small_county):
    version = Version.objects.get(urgent=True, approved_afterwards_at__isnull=True)
    tasks = inbox(person(cast.EMERGENCY_LEADER))
    assert any(task.version == version and task.what == "事后审签" for task in tasks)


def test_a_leader_is_away_and_the_colleague_signs_for_them(small_county):
    version = Version.objects.get(status=Version.Status.SIGN_OFF, item__body__code="civil-affairs")
    colleague = Staff(person(cast.CIVIL_REVIEWER))
    capacity = acting(colleague, verbs.SIGN_OFF, version.item.unit)
    assert capacity.on_behalf_of == person(cast.CIVIL_LEADER)
    assert reasons_not_to_decide(version, colleague) == []


def test_items_were_corrected_withdrawn_and_erased_each_with_a_public_reason(small_county):
    corrected = Version.objects.filter(number=2, outcome=Version.Outcome.RELEASED)
    assert corrected.count() == 2
    assert all("应为" in version.correction_note for version in corrected)
    assert Version.objects.filter(number=2, status=Version.Status.UNIT_REVIEW).exists()
    for visibility in (Item.Visibility.WITHDRAWN, Item.Visibility.ERASED):
        assert Item.objects.get(visibility=visibility).end_note


def test_files_hang_on_items_and_are_accepted(small_county):
    attachments = [one for version in visible_to(None) for one in version.attachments.all()]
    assert attachments
    assert all(one.file.is_accepted for one in attachments)


def test_the_supervisor_sees_duties_that_are_late(small_county):
    covered = coverage(small_county.anchor)
    assert overdue(covered)
    assert any(not one.overdue_by for one in covered)


def test_the_site_says_that_it_is_a_demonstration(small_county):
    site = Site.objects.get()
    assert "虚构" in site.introduction
    assert not (site.icp or site.police_record or site.conac_id)
    assert site.site_id_code.startswith("899901")
    assert Guide.objects.count() == len(ORGANS)
    used = set(visible_to(None).values_list("column_code", flat=True))
    assert used <= set(Column.objects.values_list("code", flat=True))


def test_tenures_and_delegation_are_in_force_for_a_while(small_county):
    tomorrow = small_county.anchor + timedelta(days=1)
    unit = Version.objects.get(
        status=Version.Status.SIGN_OFF, item__body__code="civil-affairs"
    ).item.unit
    assert acting(Staff(person(cast.CIVIL_REVIEWER)), verbs.SIGN_OFF, unit, on=tomorrow)


@pytest.mark.slow
def test_all_pages_of_the_county_are_baked_without_a_fault(small_county, settings):
    catch_up()
    rebuild()
    assert not FailedPage.objects.exists()
    assert check() == []
    assert (Path(settings.PUBLIC_ROOT) / "index.html").exists()


def test_browsers_meet_the_county_too(small_county, live_server):
    with urlopen(f"{live_server.url}/desk/sign-in/") as answer:
        assert answer.status == 200
    assert Person.objects.filter(username=cast.CLERK).exists()
