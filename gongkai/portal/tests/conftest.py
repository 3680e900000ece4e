"""A small county on its site: two bodies, one catalogue with two duties, columns, items."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from gongkai.disclosure.models import Item, Placement, Shelf, Standing, Version
from gongkai.disclosure.queries.shelves import shelves_of
from gongkai.journal.actors import SYSTEM
from gongkai.people.models import Body, Person
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.portal.operations import open_site
from gongkai.publishing import files
from gongkai.reference.models import Code, CodeList
from gongkai.registers.models import Catalogue, CatalogueEntry, EntryVersion

IDENTITY = {
    "name": "清江县人民政府",
    "domain": "www.qingjiang.example",
    "site_id_code": "5209990001",
    "host_body": "清江县人民政府办公室",
    "contact": "0000-5550100",
    "icp": "测ICP备00000000号",
    "introduction": "清江县人民政府门户网站。",
}
LISTS = (
    ("subjects", "06.01", "财政"),
    ("fields", "budget", "预决算"),
    ("column-types", "news", "工作动态"),
)
EIGHT = datetime(2026, 5, 8, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass
class County:
    """What tests need to hand, and how to publish without the whole approval."""

    body: Body
    author: Person
    catalogue: Catalogue
    duties: list[CatalogueEntry]
    published: list[Item] = field(default_factory=list)

    def publish(self, title: str, **version: Any) -> Item:
        """Put an item into public as if it had been released; keys are touched by nobody."""
        count = len(self.published) + 1
        duty = version.pop("duty", self.duties[0])
        unit = version.pop("unit", None) or self.body.units.get()
        at = EIGHT + timedelta(hours=count)
        item = Item.objects.create(
            number=f"2026-{count:05d}",
            duty=duty,
            body=unit.body,
            unit=unit,
            author=self.author,
            created_at=at,
            formed_on=date(2026, 5, 1),
            index_number=f"X/{count}",
        )
        made = Version.objects.create(
            item=item,
            number=1,
            status="closed",
            outcome="released",
            title=title,
            author=self.author,
            created_at=at,
            changed_at=at,
            released_at=at,
            content_hash="0" * 64,
            **{"column_code": "notices", "subject": "06.01", **version},
        )
        item.visibility, item.released, item.first_released_at = "public", made, at
        item.save()
        for name in shelves_of(made):
            shelf, _ = Shelf.objects.get_or_create(name=name)
            shelf.places += 1
            shelf.save()
            Placement.objects.create(shelf=name, place=shelf.places, item=item)
        standing, _ = Standing.objects.get_or_create(duty=duty, body=item.body)
        standing.public_items, standing.last_released_at = standing.public_items + 1, at
        standing.save()
        self.published.append(item)
        return item


def make_duty(catalogue: Catalogue, code: str, body: Body, **columns: Any) -> CatalogueEntry:
    duty = CatalogueEntry.objects.create(catalogue=catalogue, code=code)
    duty.current = EntryVersion.objects.create(
        entry=duty, number=1, effective_on=date(2026, 1, 1), responsible_body=body,
        **{"level1": "财政预决算", "level2": "部门预算", "legal_basis": "《预算法》",
           "limit_text": "批准后20日内", "elements": ["收支总表"], **columns},
    )  # fmt: skip
    duty.save()
    return duty


@pytest.fixture
def county(db: None) -> County:
    open_site(IDENTITY, actor=SYSTEM)
    body = make_body("finance", "清江县财政局")
    author = make_person("lin", "林晓", unit=make_unit(body, "办公室"))
    for list_code, code, name in LISTS:
        codes, _ = CodeList.objects.get_or_create(code=list_code, defaults={"name": list_code})
        Code.objects.create(list=codes, code=code, name=name, origin="测试")
    catalogue = Catalogue.objects.create(
        code="grassroots", name="基层政务公开标准目录", kind="grassroots", body=body
    )
    duties = [
        make_duty(catalogue, "0101", body, field="budget", stages=["decision"]),
        make_duty(catalogue, "财政-02", body, level2="部门决算", stages=["result"]),
    ]
    return County(body, author, catalogue, duties)


@pytest.fixture
def read() -> Callable[[str], str]:
    """The baked text at an address."""

    def text(address: str) -> str:
        path = f"{address}index.html" if address.endswith("/") else address
        return files.location(path).read_text(encoding="utf-8")

    return text
