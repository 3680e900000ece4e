"""The people and catalogues of these tests: the county's office keeps them, a bureau does not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gongkai.people.actors import Staff
from gongkai.people.models import Body
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.reference.models import Code, CodeList
from gongkai.registers import operations
from gongkai.registers.columns import DutyColumns
from gongkai.registers.elements import Element
from gongkai.registers.models import Catalogue, CatalogueEntry
from gongkai.registers.verbs import MAINTAIN

BEGINNING = date(2026, 1, 5)


@dataclass
class Cast:
    """The office, a bureau, two townships, one catalogue."""

    office: Body
    civil: Body
    towns: tuple[Body, Body]
    catalogue: Catalogue
    keeper: Staff
    outsider: Staff

    def add(self, **columns: Any) -> CatalogueEntry:
        """A duty from the beginning of the year."""
        return operations.add_duty(
            self.catalogue, duty(**columns), actor=self.keeper, effective_on=BEGINNING
        )

    def adjust(self, entry: CatalogueEntry, on: date, **columns: Any) -> None:
        """Change some columns from a day on."""
        latest = entry.versions.order_by("-number").first()
        operations.adjust_duty(
            entry,
            replace(latest.columns, **columns),
            actor=self.keeper,
            effective_on=on,
            explanation="依2026年第3次领导小组会议",
        )


def duty(**columns: Any) -> DutyColumns:
    """A duty of social assistance."""
    said = {
        "level1": "最低生活保障",
        "level2": "审批信息",
        "field": "social-assistance",
        "elements": (Element("低保对象名单"),),
        "legal_basis": "《政府信息公开条例》",
        "limit_text": "制定或获取信息之日起10个工作日内",
        "responsible": "县民政局",
    }
    return DutyColumns(**{**said, **columns})


def make_cast() -> Cast:
    office = make_body("office", "清江县人民政府办公室", kind=Body.Kind.OFFICE)
    office.short_names = ["县政府办公室"]
    office.save()
    civil = make_body("civil", "清江县民政局")
    towns = (
        make_body("east", "清江县东河镇人民政府", kind=Body.Kind.TOWNSHIP),
        make_body("west", "清江县西河乡人民政府", kind=Body.Kind.TOWNSHIP),
    )
    make_fields()
    keeper = make_person(
        "lin", "林晓", unit=make_unit(office, "政务公开股"), verbs=[MAINTAIN], reach="everywhere"
    )
    outsider = make_person("sun", "孙悦", unit=make_unit(civil, "办公室"))
    catalogue = operations.create_catalogue(
        code="grassroots",
        name="清江县标准目录",
        kind="grassroots",
        body=office,
        actor=Staff(keeper),
    )
    return Cast(office, civil, towns, catalogue, Staff(keeper), Staff(outsider))


def make_fields() -> None:
    fields, _ = CodeList.objects.get_or_create(code="fields", defaults={"name": "公开领域"})
    for order, (code, name) in enumerate(
        [("social-assistance", "社会救助"), ("budgets", "财政预决算")]
    ):
        Code.objects.create(list=fields, code=code, name=name, order=order, origin="测试")
    grounds, _ = CodeList.objects.get_or_create(
        code="openness-grounds", defaults={"name": "不予公开的理由"}
    )
    Code.objects.create(list=grounds, code="E16b", name="过程性信息", origin="条例第十六条")


def withheld_catalogue(cast: Cast) -> Catalogue:
    return operations.create_catalogue(
        code="withheld", name="清江县不予公开目录", kind="withheld", body=cast.office,
        actor=cast.keeper,
    )  # fmt: skip
