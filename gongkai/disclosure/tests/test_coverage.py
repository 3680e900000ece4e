"""Shared duties stand for each body that answers for them, by its own releases."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosure import verbs
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Item, Standing
from gongkai.disclosure.operations import drafting, ending
from gongkai.disclosure.operations.importing import Legacy, take_over
from gongkai.disclosure.queries.coverage import coverage, overdue, reckoned
from gongkai.disclosure.queries.duties import suggested_duties
from gongkai.disclosure.standing import recount, wrong_counters
from gongkai.disclosure.tests.cast import make_cast, make_duty
from gongkai.journal.actors import SYSTEM
from gongkai.journal.recording import Refused
from gongkai.people.actors import Staff
from gongkai.people.models import Unit
from gongkai.people.operations import close_body
from gongkai.people.queries.closing import reasons_not_to_close_unit
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.registers.limits import parse_limit

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 20)  # in the second quarter
QUARTERLY = parse_limit("每季度公开")


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def towns(cast):
    """Two townships that share the finance bureau's duty, and a person who imports for all."""
    towns = [
        make_body("shihe", "名川县石河镇人民政府", kind="township"),
        make_body("tazi", "名川县塔子乡人民政府", kind="township"),
    ]
    cast.duty.current.also_responsible.set(towns)
    return towns


@pytest.fixture
def importer(cast):
    return Staff(
        make_person("gu", "顾言", unit=cast.unit, verbs=[verbs.IMPORT], reach="everywhere")
    )


def quarterly(cast) -> None:
    current = cast.duty.current
    current.limit_parts = QUARTERLY
    current.effective_on = date(2026, 1, 5)
    current.save()


def publish(body, duty, importer, on: date, count: int = 1) -> list[Item]:
    unit = body.units.first() or make_unit(body, "党政办")
    rows = [Legacy(duty, Content(title=f"第{n}份"), published_on=on) for n in range(count)]
    return take_over(rows, unit, staff=importer)


def seen(rows):
    return {(one.code, one.body and one.body.code): (one.items, one.due_on) for one in rows}


def test_a_shared_duty_comes_once_for_each_body_with_its_own_next_date(cast, towns, importer):
    quarterly(cast)
    publish(towns[0], cast.duty, importer, on=date(2026, 4, 8), count=2)
    publish(cast.body, cast.duty, importer, on=date(2026, 2, 3))
    assert seen(coverage(TODAY)) == {
        ("0501", "finance"): (1, date(2026, 6, 30)),
        ("0501", "shihe"): (2, date(2026, 9, 30)),
        ("0501", "tazi"): (0, date(2026, 3, 31)),
    }
    assert [one.body.code for one in overdue(coverage(TODAY))] == ["tazi"]


def test_a_township_is_asked_for_what_it_shares(cast, towns, importer):
    quarterly(cast)
    make_duty(cast.body, "0502", "政府决算")
    publish(towns[0], cast.duty, importer, on=date(2026, 4, 8))
    assert list(seen(coverage(TODAY, towns[0]))) == [("0501", "shihe")]
    assert list(seen(coverage(TODAY, towns[1]))) == [("0501", "tazi")]
    assert {code for code, _ in seen(coverage(TODAY, cast.body))} == {"0501", "0502"}


def test_a_duty_of_one_body_is_kept_by_whoever_releases_under_it(cast, importer):
    helper = make_body("centre", "名川县政务服务中心")
    publish(helper, cast.duty, importer, on=date(2026, 4, 8))
    publish(cast.body, cast.duty, importer, on=date(2026, 4, 9))
    assert seen(coverage(TODAY)) == {("0501", "finance"): (2, None)}


def test_what_a_merged_township_released_is_that_of_the_one_it_went_into(cast, towns, importer):
    quarterly(cast)
    publish(towns[0], cast.duty, importer, on=date(2026, 4, 8))
    publish(towns[1], cast.duty, importer, on=date(2026, 1, 8), count=2)
    cast.duty.current.also_responsible.set([towns[1]])
    close_body(towns[0], closed_on=date(2026, 5, 1), successor=towns[1], actor=SYSTEM)
    assert seen(coverage(TODAY, towns[1])) == {("0501", "tazi"): (3, date(2026, 9, 30))}
    assert wrong_counters() == []


def test_a_unit_with_items_under_way_is_not_closed_and_gets_no_new_ones(cast):
    version = cast.draft()
    reasons = reasons_not_to_close_unit(cast.unit, SYSTEM)
    assert reasons[-1] == ("名川县财政局办公室还有1条信息正在办理，请先发布，或者放弃草稿。")
    drafting.abandon(version, staff=cast.clerk)
    assert "正在办理" not in "".join(reasons_not_to_close_unit(cast.unit, SYSTEM))
    Unit.objects.filter(pk=cast.unit.pk).update(closed_on=date(2026, 5, 1))
    cast.unit.refresh_from_db()
    with pytest.raises(Refused, match="名川县财政局办公室已于2026年5月1日撤销"):
        cast.draft()


def test_a_duty_of_no_body_is_there_once(cast):
    current = cast.duty.current
    current.responsible_body = None
    current.save()
    assert seen(coverage(TODAY)) == {("0501", None): (0, None)}


def test_what_is_shared_is_suggested_to_the_township_that_is_late(cast, towns):
    quarterly(cast)
    unit = make_unit(towns[0], "党政办")
    titles = [group.title for group in suggested_duties([unit]).groups]
    assert titles == ["已超期，应当公开"]
    current = cast.duty.current
    current.limit_parts = []
    current.save()
    titles = [group.title for group in suggested_duties([unit]).groups]
    assert titles == ["本机关负责的事项"]


def test_counters_of_every_body_are_kept_checked_and_rebuilt(cast, towns, importer):
    item = cast.publish()
    [other] = publish(towns[0], cast.duty, importer, on=date(2026, 4, 8))
    assert set(Standing.objects.values_list("body__code", "public_items")) == {
        ("finance", 1),
        ("shihe", 1),
    }
    ending.withdraw(item, ground="mistake", note="核实", staff=cast.leader)
    assert Standing.objects.get(body=cast.body).public_items == 0
    assert Standing.objects.get(body=other.body).public_items == 1
    assert wrong_counters() == []
    Standing.objects.filter(body=towns[0]).update(public_items=0)
    Standing.objects.create(duty=cast.duty, body=towns[1], public_items=3)
    assert wrong_counters() == ["duty:grassroots.0501"]
    recount()
    assert wrong_counters() == []
    assert Standing.objects.get(body=towns[1]).last_released_at is None


def test_more_duties_and_bodies_ask_no_more_questions(cast, towns, importer):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            reckoned(TODAY)
            reckoned(TODAY, towns[0])
            coverage(TODAY)
        return len(captured)

    few = asked()
    for number in range(10):
        duty = make_duty(cast.body, f"06{number:02d}")
        duty.current.also_responsible.set(towns)
        publish(towns[0], duty, importer, on=date(2026, 4, 8))
    assert len(reckoned(TODAY)) == 33
    assert asked() == few
