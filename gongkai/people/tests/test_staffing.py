"""People, tenures and accounts: who may be appointed by whom, and what closing an account ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.people import operations
from gongkai.people.models import Delegation, Person, Tenure
from gongkai.people.queries import may
from gongkai.people.testing import PASSWORD
from gongkai.people.tests.county import STAMP, TODAY, County, post_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County()


def refusal(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.reasons


def test_a_new_account_has_a_password_to_hand_over_once(county):
    account = operations.create_person("wang.li", "王丽", actor=county.keeper)
    assert account.person.check_password(account.password)
    assert account.person.must_change_password
    entry = Entry.objects.get()
    assert (entry.name, entry.about) == ("PersonCreated", "person:wang.li")
    assert account.password not in str(entry.data)


@pytest.mark.parametrize(
    ("username", "name", "sentence"),
    [
        ("lin", "林小", "账号“lin”已有人使用（停用的账号也不能重用），请另取一个。"),
        (
            "林晓", "林晓",
            "账号用小写字母开头，由2至40个小写字母、数字、点、下划线或连字符组成，例如 wang.li 。",
        ),
        ("wang", " ", "请填写姓名。"),
    ],
)  # fmt: skip
def test_an_account_that_cannot_be_opened_is_refused(county, username, name, sentence):
    assert refusal(lambda: operations.create_person(username, name, actor=county.keeper)) == [
        sentence
    ]


def test_someone_is_appointed_and_may_do_what_the_post_may(county):
    operations.appoint(
        county.zhao.person, post_of(county.lin), begins_on=TODAY, actor=county.keeper
    )
    assert may(county.zhao.person, STAMP, county.office, TODAY)
    entry = Entry.objects.get()
    assert (entry.about, entry.on) == ("person:zhao", TODAY)


def test_nobody_appoints_themselves_or_beyond_their_reach(county):
    chief_post, lin_post = post_of(county.chief), post_of(county.lin)
    assert refusal(
        lambda: operations.appoint(
            county.keeper.person, lin_post, begins_on=TODAY, actor=county.keeper
        )
    ) == ["不能任命自己，请由另一位管理员办理。"]
    assert (
        "您没有管理"
        in refusal(
            lambda: operations.appoint(
                county.zhao.person, chief_post, begins_on=TODAY, actor=county.keeper
            )
        )[0]
    )


def test_a_post_with_rights_over_the_county_is_filled_by_the_county(county):
    post = post_of(county.zhao)
    operations.grant(post, STAMP, "everywhere", actor=county.chief)
    assert refusal(
        lambda: operations.appoint(county.lin.person, post, begins_on=TODAY, actor=county.keeper)
    ) == ["您没有管理“全县的机构与人员”的权限，如需办理请联系上级管理员。"]


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "possible"),
    [
        (date(2026, 5, 1), date(2026, 5, 31), False),
        (date(2026, 3, 1), date(2026, 3, 31), False),
        (date(2026, 4, 30), None, False),
        (date(2026, 6, 1), None, True),
        (date(2026, 2, 1), date(2026, 2, 28), True),
        (date(2026, 7, 2), date(2026, 7, 1), False),
    ],
)
def test_tenures_of_one_post_do_not_overlap(county, begins_on, ends_on, possible):
    post = post_of(county.lin)
    Tenure.objects.create(
        person=county.zhao.person, post=post, begins_on=date(2026, 3, 1), ends_on=date(2026, 5, 31)
    )
    call = lambda: operations.appoint(  # noqa: E731
        county.zhao.person, post, begins_on=begins_on, ends_on=ends_on, actor=county.keeper
    )
    if possible:
        call()
    else:
        assert refusal(call)


def test_a_tenure_ends_with_its_last_day_and_can_only_become_shorter(county):
    tenure = county.lin.person.tenures.get()
    operations.end_tenure(tenure, ends_on=TODAY, actor=county.keeper)
    assert may(county.lin.person, STAMP, county.office, TODAY)
    assert not may(county.lin.person, STAMP, county.office, TODAY + timedelta(days=1))
    later = TODAY + timedelta(days=9)
    assert refusal(lambda: operations.end_tenure(tenure, ends_on=later, actor=county.keeper)) == [
        "任职已定于2026-05-08结束，只能提前；如需延长请另行任命。"
    ]
    early = date(2019, 12, 31)
    assert refusal(lambda: operations.end_tenure(tenure, ends_on=early, actor=county.keeper)) == [
        "任职自2020-01-01开始，最后一天不能早于这一天。"
    ]


def test_only_a_tenure_that_has_not_begun_can_be_undone(county):
    coming = operations.appoint(
        county.zhao.person,
        post_of(county.lin),
        begins_on=TODAY + timedelta(days=1),
        actor=county.keeper,
    )
    operations.cancel_tenure(coming, actor=county.keeper, on=TODAY)
    assert not Tenure.objects.filter(person=county.zhao.person, post=post_of(county.lin)).exists()
    running = county.lin.person.tenures.get()
    assert refusal(lambda: operations.cancel_tenure(running, actor=county.keeper, on=TODAY)) == [
        "任职已经开始，不能取消，请改为结束任职。"
    ]


def test_the_last_manager_of_the_county_keeps_post_and_account(county):
    tenure = county.chief.person.tenures.get()
    left = "这样将没有人能够管理全县的机构与人员，请先把该权限授予另一个在任岗位。"
    assert refusal(lambda: operations.end_tenure(tenure, ends_on=TODAY, actor=SYSTEM)) == [left]
    assert refusal(lambda: operations.close_account(county.chief.person, actor=SYSTEM)) == [left]


def test_a_name_is_corrected_and_the_journal_does_not_hold_it_twice(county):
    operations.rename_person(county.lin.person, "林筱", actor=county.keeper)
    entry = Entry.objects.get()
    assert Person.objects.get(username="lin").name == "林筱"
    assert "林" not in str(entry.data)


def test_a_reset_gives_a_new_password_ends_the_lock_and_keeps_the_second_step(county):
    Person.objects.filter(username="lin").update(failed_sign_ins=5, totp_secret="kept")
    lin = Person.objects.get(username="lin")
    password = operations.reset_password(lin, actor=county.keeper)
    lin.refresh_from_db()
    assert lin.check_password(password)
    assert not lin.check_password(PASSWORD)
    assert (lin.must_change_password, lin.failed_sign_ins, lin.totp_secret) == (True, 0, "kept")
    assert password not in str(list(Entry.objects.values()))


def test_a_manager_cannot_take_over_the_account_of_a_more_powerful_one(county):
    operations.appoint(county.chief.person, post_of(county.zhao), begins_on=TODAY, actor=SYSTEM)
    for attempt in (operations.reset_password, operations.close_account, operations.unlock):
        assert refusal(lambda do=attempt: do(county.chief.person, actor=county.keeper))[0] == (
            "您的管理范围没有覆盖钱进的全部岗位和权限，请由管理范围更大的管理员办理。"
        )


def test_the_second_step_is_taken_off_for_someone_who_lost_the_telephone(county):
    assert refusal(lambda: operations.remove_two_step(county.lin.person, actor=county.keeper)) == [
        "该账号没有启用动态口令。"
    ]
    county.lin.person.totp_secret = "kept"
    county.lin.person.save()
    operations.remove_two_step(county.lin.person, actor=county.keeper)
    assert Person.objects.get(username="lin").totp_secret == ""


def test_only_a_locked_account_is_unlocked(county):
    assert refusal(lambda: operations.unlock(county.lin.person, actor=county.keeper)) == [
        "该账号没有被锁定。"
    ]


def test_closing_an_account_ends_its_tenures_and_delegations(county):
    county.lend(TODAY, TODAY + timedelta(days=3))
    Tenure.objects.create(
        person=county.lin.person, post=post_of(county.zhao), begins_on=TODAY + timedelta(days=5)
    )
    operations.close_account(county.lin.person, actor=county.keeper, on=TODAY)
    assert county.lin.person.tenures.get().ends_on == TODAY
    assert Delegation.objects.get().revoked_at
    assert not may(county.zhao.person, STAMP, county.office, TODAY)
    entry = Entry.objects.get()
    assert (entry.name, entry.data) == (
        "AccountClosed", {"tenures_ended": 2, "delegations_revoked": 1},
    )  # fmt: skip
    assert entry.actor["post"] == "孙立岗"


def test_a_closed_account_is_reopened_without_its_posts(county):
    operations.close_account(county.lin.person, actor=county.keeper, on=TODAY)
    operations.reopen_account(county.lin.person, actor=county.keeper)
    assert Person.objects.get(username="lin").is_active
    assert not may(county.lin.person, STAMP, county.office, TODAY + timedelta(days=1))
    assert refusal(lambda: operations.reopen_account(county.lin.person, actor=county.keeper)) == [
        "该账号正在使用，不必恢复。"
    ]


def test_nobody_closes_or_resets_their_own_account(county):
    assert refusal(lambda: operations.close_account(county.keeper.person, actor=county.keeper)) == [
        "不能停用自己的账号，请由另一位管理员办理。"
    ]
    assert refusal(
        lambda: operations.reset_password(county.keeper.person, actor=county.keeper)
    ) == ["自己的口令请在“修改口令”中修改。"]
