"""The people of these tests: an office that registers and handles, another body, a requester."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from gongkai.foi import verbs
from gongkai.foi.content import Wanted, Who
from gongkai.foi.models import FoiRequest
from gongkai.foi.operations import receiving
from gongkai.foi.operations.receiving import Taken
from gongkai.journal.models import Entry
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Unit
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.reference.models import Code, CodeList

WANTED = Wanted("2025年全县农村公路养护资金的安排和使用情况", way="collect")
WHO = Who(
    kind="natural",
    name="赵明远",
    identity_kind="passport",
    identity_number="E12345678",
    phone="13900000000",
    address="清江县城关镇一组1号",
)


@dataclass
class Cast:
    transport: Body
    office: Unit
    roads: Unit
    finance: Body
    clerk: Staff  # registers and handles in the office of transport
    colleague: Staff  # handles in the road section
    outsider: Staff  # registers in finance

    def online(self, wanted: str = WANTED.wanted, **more: Any) -> Taken:
        return receiving.submit_online(
            more.pop("body", self.transport),
            replace(WANTED, wanted=wanted),
            replace(WHO, **more.pop("who", {})),
            form_key=more.pop("form_key", None) or uuid4(),
            **more,
        )

    def register(self, channel: str = "counter", days_ago: int = 0, **more: Any) -> FoiRequest:
        return receiving.register(
            self.office,
            WANTED,
            WHO,
            channel=channel,
            on=more.pop("on", None) or today(-days_ago),
            staff=more.pop("staff", self.clerk),
            **more,
        ).foi_request


def make_cast() -> Cast:
    transport = make_body("transport", "清江县交通运输局")
    finance = make_body("finance", "清江县财政局")
    office, roads = make_unit(transport, "办公室"), make_unit(transport, "公路股")
    elsewhere = make_unit(finance, "办公室")
    both = [verbs.REGISTER, verbs.HANDLE]
    corrections = CodeList.objects.create(code="receipt-corrections", name="更正收到日期的理由")
    Code.objects.create(list=corrections, code="typing-error", name="登记时填错日期")
    return Cast(
        transport,
        office,
        roads,
        finance,
        Staff(make_person("lin", "林晓", unit=office, verbs=both, reach="body")),
        Staff(make_person("zhou", "周立", unit=roads, verbs=[verbs.HANDLE])),
        Staff(make_person("ma", "马原", unit=elsewhere, verbs=both, reach="body")),
    )


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def facts_about(foi_request: FoiRequest) -> list[tuple[str, date]]:
    """Names and legal days, in order."""
    rows = Entry.objects.filter(about=foi_request.reference).order_by("pk")
    return list(rows.values_list("name", "on"))
