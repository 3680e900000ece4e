"""An operation leaves a fact or nothing at all."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from gongkai.journal import recording
from gongkai.journal.actors import SYSTEM
from gongkai.journal.facts import Fact, from_data, to_data
from gongkai.journal.models import Entry
from gongkai.journal.recording import (
    NothingRecorded,
    Refused,
    operation,
    record,
    record_many,
    refuse_if,
)
from gongkai.journal.tests.facts import RoadOpened, StoneLaid

pytestmark = pytest.mark.django_db


@operation
def lay(number: int, *, about: str = "wall:1") -> Entry:
    return record(StoneLaid(number), about=about, actor=SYSTEM)


def test_an_operation_writes_its_fact_with_actor_and_date():
    entry = lay(7)
    kept = Entry.objects.get(pk=entry.pk)
    assert kept.fact == StoneLaid(7)
    assert kept.about == "wall:1"
    assert kept.actor == {"person": "system", "name": "系统"}
    assert kept.seq is None


def test_a_fact_comes_back_as_it_was_with_its_types():
    fact = RoadOpened(date(2026, 2, 3), datetime(2026, 2, 3, 9, tzinfo=UTC), ("东", "西"))
    assert from_data(RoadOpened, to_data(fact)) == fact


def test_a_fact_cannot_hold_just_anything():
    with pytest.raises(TypeError):
        to_data(StoneLaid({"name": "张三"}))  # type: ignore[arg-type]


def test_an_operation_that_records_nothing_is_undone():
    @operation
    def forget() -> None:
        Entry.objects.create(
            name="StoneLaid", about="wall:1", actor={}, on=date(2026, 1, 1),
            at=datetime(2026, 1, 1, tzinfo=UTC), data={"number": 1},
        )  # fmt: skip

    with pytest.raises(NothingRecorded):
        forget()
    assert not Entry.objects.exists()


def test_facts_are_recorded_inside_operations_only():
    with pytest.raises(NothingRecorded):
        record(StoneLaid(1), about="wall:1", actor=SYSTEM)


def test_a_refusal_leaves_nothing_and_says_why():
    @operation
    def lay_and_refuse() -> None:
        lay(1)
        refuse_if(["墙已经砌好。"])

    with pytest.raises(Refused) as refused:
        lay_and_refuse()
    assert refused.value.reasons == ["墙已经砌好。"]
    assert not Entry.objects.exists()


def test_an_operation_made_of_operations_needs_no_fact_of_its_own():
    @operation
    def lay_two() -> None:
        lay(1)
        lay(2)

    lay_two()
    assert Entry.objects.count() == 2


def test_many_facts_of_one_act_are_written_at_once():
    @operation
    def build() -> list[Entry]:
        facts = [(f"wall:{number}", StoneLaid(number)) for number in range(1200)]
        return record_many(facts, actor=SYSTEM)

    entries = build()
    assert len({entry.pk for entry in entries}) == 1200


def test_at_once_readers_see_the_fact_inside_the_transaction(monkeypatch):
    monkeypatch.setattr(recording, "_at_once", [])
    seen: list[int] = []
    recording.at_once(StoneLaid)(lambda entry: seen.append(entry.data["number"]))
    lay(3)
    assert seen == [3]


def test_at_once_readers_may_know_facts_by_name_only(monkeypatch):
    monkeypatch.setattr(recording, "_at_once", [])
    wanted: set[str] = set()
    seen: list[int] = []
    recording.at_once_named(wanted.__contains__)(lambda entry: seen.append(entry.data["number"]))
    lay(3)
    wanted.add("StoneLaid")  # an app that announces itself later
    lay(4)
    assert seen == [4]


def test_a_reader_that_refuses_undoes_the_fact(monkeypatch):
    monkeypatch.setattr(recording, "_at_once", [])

    @recording.at_once(StoneLaid)
    def refuse(entry: Entry) -> None:
        raise Refused(["日期不对。"])

    with pytest.raises(Refused):
        lay(5)
    assert not Entry.objects.exists()


def test_two_facts_cannot_share_a_name():
    with pytest.raises(TypeError, match="StoneLaid"):
        type("StoneLaid", (Fact,), {"__module__": "elsewhere"})


@pytest.mark.parametrize(
    "change",
    [
        lambda: Entry.objects.update(data={"number": 8}),
        lambda: Entry.objects.update(about="wall:2"),
        lambda: Entry.objects.all().delete(),
    ],
)
def test_the_database_refuses_to_edit_or_delete_an_entry(change):
    lay(7)
    with pytest.raises(DatabaseError), transaction.atomic():
        change()
    assert Entry.objects.get().fact == StoneLaid(7)


def test_a_place_in_line_is_given_once():
    lay(7)
    Entry.objects.update(seq=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(seq=2)
