"""委托: what may be lent, to whom, for how long; and that it ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.people import operations
from gongkai.people.actors import Staff
from gongkai.people.models import Delegation, Tenure
from gongkai.people.queries import may
from gongkai.people.tests.county import STAMP, TODAY, County, post_of

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=2)


@pytest.fixture
def county() -> County:
    return County()


def lend(county: County, **changes) -> Delegation:
    """Lin lends her post to Zhao for three days."""
    values = {
        "to": county.zhao.person, "begins_on": TODAY, "ends_on": LATER, "reason": "外出培训",
        "actor": county.lin, "on": TODAY, "post": post_of(county.lin),
    }  # fmt: skip
    values |= changes
    return operations.delegate(values.pop("post"), **values)


def refusal(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.reasons


def test_a_lent_post_works_from_its_first_to_its_last_day(county):
    lend(county)
    days = [TODAY + timedelta(days=n) for n in range(-1, 4)]
    assert [may(county.zhao.person, STAMP, county.office, day) for day in days] == [
        False, True, True, True, False,
    ]  # fmt: skip
    entry = Entry.objects.get()
    assert (entry.name, entry.about, entry.on) == ("DelegationGiven", "person:lin", TODAY)
    assert "外出培训" not in str(entry.data)


def test_the_giver_keeps_the_post(county):
    lend(county)
    assert may(county.lin.person, STAMP, county.office, TODAY)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"begins_on": LATER, "ends_on": TODAY},
            "结束日期2026年5月8日早于开始日期2026年5月10日，请检查。",
        ),
        (
            {"begins_on": TODAY - timedelta(days=1)},
            "开始日期2026年5月7日已经过去，委托最早从今天开始。",
        ),
        ({"reason": " "}, "请写明委托事由，例如“外出培训”。"),
    ],
)
def test_a_delegation_that_cannot_be_is_refused(county, changes, sentence):
    assert refusal(lambda: lend(county, **changes)) == [sentence]
    assert not Delegation.objects.exists()


def test_nobody_lends_to_themselves(county):
    assert refusal(lambda: lend(county, to=county.lin.person)) == [
        "不能委托给自己，请选择一位同事。"
    ]


def test_nothing_is_lent_to_a_closed_account(county):
    county.zhao.person.is_active = False
    county.zhao.person.save()
    assert refusal(lambda: lend(county)) == ["赵明的账号已停用，请选择其他同事。"]


def test_nothing_is_lent_to_someone_on_the_same_post(county):
    Tenure.objects.create(
        person=county.zhao.person, post=post_of(county.lin), begins_on=date(2026, 1, 1)
    )
    assert refusal(lambda: lend(county)) == ["赵明本来就在该岗位任职，不需要委托。"]


def test_nobody_lends_the_post_of_another_or_one_that_was_lent_to_them(county):
    not_mine = ["2026年5月8日您不在“清江县财政局办公室林晓岗”任职，只能委托自己在任的岗位。"]
    assert refusal(lambda: lend(county, actor=county.zhao, to=county.keeper.person)) == not_mine
    lend(county)
    assert refusal(lambda: lend(county, actor=county.zhao, to=county.keeper.person)) == not_mine


def test_nothing_is_lent_beyond_the_end_of_the_tenure(county):
    Tenure.objects.filter(person=county.lin.person).update(ends_on=LATER - timedelta(days=1))
    assert refusal(lambda: lend(county)) == [
        "您在“清江县财政局办公室林晓岗”任职至2026年5月9日，委托不能超过这一天。"
    ]
    lend(county, ends_on=LATER - timedelta(days=1))


def test_a_post_that_ended_cannot_be_lent(county):
    Tenure.objects.filter(person=county.lin.person).update(ends_on=TODAY - timedelta(days=1))
    assert "您不在" in refusal(lambda: lend(county))[0]


@pytest.mark.parametrize(
    ("first", "last", "possible"), [(0, 2, False), (2, 4, False), (3, 4, True), (1, 1, False)]
)
def test_a_post_is_lent_to_one_at_a_time(county, first, last, possible):
    lend(county)
    days = {
        "begins_on": TODAY + timedelta(days=first),
        "ends_on": TODAY + timedelta(days=last),
        "to": county.keeper.person,
    }
    if possible:
        lend(county, **days)
    else:
        assert refusal(lambda: lend(county, **days)) == [
            "该岗位2026年5月8日至2026年5月10日已委托给赵明，同一时间只能委托一人；"
            "如需改托他人请先撤销。"
        ]


def test_after_revoking_it_may_be_lent_to_another(county):
    operations.revoke_delegation(lend(county), actor=county.lin, on=TODAY)
    assert not may(county.zhao.person, STAMP, county.office, TODAY)
    lend(county, to=county.keeper.person)


def test_giver_taker_and_manager_may_revoke_others_may_not(county):
    stranger = County.lend(county, TODAY, LATER)
    other = operations.create_person("wang.li", "王丽", actor=county.chief).person
    assert refusal(
        lambda: operations.revoke_delegation(stranger, actor=Staff(other), on=TODAY)
    ) == ["只有委托人、受托人和管理员可以撤销委托。"]
    for actor in (county.lin, county.zhao, county.keeper):
        Delegation.objects.update(revoked_at=None)
        delegation = Delegation.objects.get()
        operations.revoke_delegation(delegation, actor=actor, on=TODAY)
        assert Delegation.objects.get().revoked_at


def test_what_is_over_need_not_be_revoked(county):
    delegation = lend(county)
    after = LATER + timedelta(days=1)
    assert refusal(
        lambda: operations.revoke_delegation(delegation, actor=county.lin, on=after)
    ) == ["该委托已于2026年5月10日结束，不必撤销。"]
    operations.revoke_delegation(delegation, actor=county.lin, on=LATER)
    assert refusal(
        lambda: operations.revoke_delegation(delegation, actor=county.lin, on=LATER)
    ) == ["该委托已经撤销。"]


def test_what_was_lent_ends_when_the_giver_loses_the_post(county):
    lend(county)
    operations.end_tenure(county.lin.person.tenures.get(), ends_on=TODAY, actor=county.keeper)
    assert may(county.zhao.person, STAMP, county.office, TODAY)
    assert not may(county.zhao.person, STAMP, county.office, TODAY + timedelta(days=1))
