"""Facts, kinds and people that only these tests know, shaped like requests for information."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from gongkai.clocks import registry
from gongkai.clocks.registry import ClockKind, Owner, matter_of
from gongkai.journal.actors import SYSTEM
from gongkai.journal.facts import FACTS, Fact
from gongkai.journal.models import Entry
from gongkai.journal.recording import operation, record
from gongkai.people.models import Unit
from gongkai.people.testing import make_body, make_unit

CASE = "case:2025-00017"
THIRD = f"{CASE}/third-party/1"


@dataclass(frozen=True)
class DeskChanged(Fact):
    """The case went to another unit."""

    unit: str


@dataclass(frozen=True)
class ConcernArose(Fact):
    at: datetime


@dataclass(frozen=True)
class BareFact(Fact):
    """Stands for the facts of the real domains, which stand above this app."""

    days: int | None = None
    until: date | None = None


@operation
def happened(
    name: str, on: str, about: str = CASE, days: int | None = None, until: str | None = None
) -> Entry:
    """Record a fact by its name; of facts that no app of the suite knows, a bare one."""
    known = FACTS.get(name)
    kind = type(name, (BareFact,), {"__module__": known.__module__ if known else __name__})
    if known is None:
        del FACTS[name]  # the domain that it belongs to may come later
    fact = kind(days, date.fromisoformat(until) if until else None)
    return record(fact, about=about, actor=SYSTEM, on=date.fromisoformat(on))


@pytest.fixture
def office() -> Unit:
    """The unit that answers for all cases of a test."""
    return make_unit(make_body("finance", "清江县财政局"), "办公室")


@pytest.fixture
def cases(office: Unit) -> Iterator[dict[str, Any]]:
    """Cases with a reply limit, and third parties with one of their own; alone in the registry.

    What is put into the dictionary under a reference is its owner.
    """
    owners: dict[str, Any] = {}
    announced = registry.KINDS[:]
    registry.KINDS.clear()

    def owner(about: str) -> Owner:
        unit = owners.get(matter_of(about), office)
        return Owner(unit.pk, unit.body_id)

    registry.announce(
        ClockKind(
            rule="foi.reply",
            pattern=r"case:\d{4}-\d{5}",
            owner=owner,
            owner_facts=("DeskChanged",),
            reads=lambda about: (about, f"{about}/third-party/1", f"{about}/third-party/2"),
            link=lambda about: f"/desk/cases/{about.partition(':')[2]}/",
            titles=lambda abouts: {about: f"关于{about}的申请" for about in abouts},
        )
    )
    registry.announce(
        ClockKind(
            rule="foi.third_party",
            pattern=r"case:\d{4}-\d{5}/third-party/\d+",
            owner=owner,
            owner_facts=("DeskChanged",),
            reads=lambda about: (about, matter_of(about)),
        )
    )
    registry.announce(ClockKind(rule="publicconcern.response", pattern=r"concern:\d+", owner=owner))
    registry.announce(ClockKind(rule="budget.publish", pattern=r"budget:\d+", owner=owner))
    yield owners
    registry.KINDS[:] = announced


def recorded(name: str, about: str | None = None) -> list[dict[str, Any]]:
    """What was recorded under a name, in order: the data of the facts."""
    entries = Entry.objects.filter(name=name).order_by("id")
    return [one.data for one in entries if about in (None, one.about)]
