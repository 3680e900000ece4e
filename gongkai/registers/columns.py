"""The official columns of a duty, as plain values: what tables, forms and versions have in common.

Compared, written and read without a database. Field names as in the table; the catalogue's own
codes of fields are put in by `importing`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from gongkai.registers import channels as channel_list
from gongkai.registers import elements as element_list
from gongkai.registers.channels import Channel
from gongkai.registers.elements import ON_REQUEST, PROACTIVE, Element
from gongkai.registers.limits import doubts, parse_limit

EVERYONE = "全社会"
GROUP_UNNAMED = "特定群体（未写明）"
WITHHELD = "withheld"

ROUTES = {PROACTIVE: "主动", ON_REQUEST: "依申请", WITHHELD: "不予公开"}
LEVELS = {"city": "市级", "county": "县级", "township": "乡级", "village": "村级"}
STAGES = {
    "decision": "决策", "implementation": "执行", "management": "管理", "service": "服务",
    "result": "结果",
}  # fmt: skip

LABELS = {
    "code": "编号",
    "field": "领域",
    "level1": "一级事项",
    "level2": "二级事项",
    "level3": "三级事项",
    "elements": "公开内容（要素）",
    "legal_basis": "公开依据",
    "limit_text": "公开时限",
    "keep_for": "公开时长",
    "responsible": "公开主体",
    "channels": "公开渠道和载体",
    "audience": "公开对象",
    "route": "公开方式",
    "levels": "公开层级",
    "stages": "五公开阶段",
    "ground": "不予公开的理由",
    "review_on": "下次复审日期",
}


@dataclass(frozen=True)
class DutyColumns:
    """One duty as the table has it. `route` is the duty's; each element has its own besides."""

    level1: str
    code: str = ""
    field: str = ""
    level2: str = ""
    level3: str = ""
    elements: tuple[Element, ...] = ()
    legal_basis: str = ""
    limit_text: str = ""
    keep_for: str = ""
    responsible: str = ""
    channels: tuple[Channel, ...] = channel_list.complete(())
    audience: str = EVERYONE
    route: str = PROACTIVE
    levels: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    ground: str = ""
    review_on: date | None = None
    local_columns: dict[str, str] = dataclasses.field(default_factory=dict)

    # Columns that a version keeps under the same name and in the same form.
    SAME_NAMES: ClassVar[tuple[str, ...]] = (
        "field", "level1", "level2", "level3", "legal_basis", "limit_text", "keep_for", "audience",
        "route", "ground", "review_on",
    )  # fmt: skip

    @property
    def title(self) -> str:
        """Level 1, then the more exact ones."""
        return " / ".join(part for part in (self.level1, self.level2, self.level3) if part)

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What tells duties apart where a table has no codes: field and levels."""
        return (self.field, self.level1, self.level2, self.level3)

    @property
    def limit_parts(self) -> list[Any]:
        """How the limit is understood; nothing for what is withheld."""
        if self.route == WITHHELD:
            return []
        return list(parse_limit(self.limit_text, on_request=self.route == ON_REQUEST))

    @property
    def limit_doubts(self) -> list[str]:
        """Sentences about what a person must confirm in the limit."""
        return doubts(self.limit_parts)

    @property
    def element_details(self) -> list[dict[str, Any]]:
        """What belongs to each element, for the database; empty when all are as the duty."""
        plain = all(one.routes == (self.route,) and not one.optional for one in self.elements)
        if plain:
            return []
        return [{"routes": list(one.routes), "optional": one.optional} for one in self.elements]

    def readable(self) -> dict[str, str]:
        """Every column that says something, by its label, as a person reads it."""
        shown = {
            label: _readable(name, getattr(self, name))
            for name, label in LABELS.items()
            if name != "code"
        }
        return {label: text for label, text in (shown | self.local_columns).items() if text}

    def for_version(self) -> dict[str, Any]:
        """The values of a version's columns, without body and field code."""
        return {name: getattr(self, name) for name in self.SAME_NAMES} | {
            "elements": [one.text for one in self.elements],
            "element_details": self.element_details,
            "limit_parts": self.limit_parts,
            "responsible_text": self.responsible,
            "channels": channel_list.to_json(self.channels),
            "levels": list(self.levels),
            "stages": list(self.stages),
            "local_columns": dict(self.local_columns),
        }


def _readable(name: str, value: Any) -> str:
    if name == "elements":
        return element_list.written(_with_routes(one) for one in value)
    if name == "channels":
        return "、".join(f"{one.name}（{one.text}）" if one.text else one.name
                        for one in value if one.selected)  # fmt: skip
    words = {"route": ROUTES, "levels": LEVELS, "stages": STAGES}.get(name)
    if words is not None:
        return "、".join(words[one] for one in ((value,) if isinstance(value, str) else value))
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _with_routes(element: Element) -> Element:
    if element.routes in ((PROACTIVE,), (WITHHELD,)):
        return element
    return element._replace(
        text=f"{element.text}（{'、'.join(ROUTES[one] for one in element.routes)}）"
    )


def changed_columns(old: DutyColumns, new: DutyColumns) -> list[str]:
    """The names of the columns in which two rows differ; `code` is not one of them."""
    return [
        one.name
        for one in dataclasses.fields(DutyColumns)
        if one.name != "code" and getattr(old, one.name) != getattr(new, one.name)
    ]


def duty_route(elements: Iterable[Element], fallback: str = PROACTIVE) -> str:
    """The duty's route: proactive as soon as one element is."""
    routes = {route for one in elements for route in one.routes}
    if not routes:
        return fallback
    return PROACTIVE if PROACTIVE in routes else next(iter(routes))


def audience_text(everyone: bool, group: str = "") -> str:
    """公开对象 as one text: 全社会, a named group (特定群体), or both."""
    return "；".join(([EVERYONE] if everyone else []) + ([group] if group else []))


def audience_parts(audience: str) -> tuple[bool, str]:
    """Whether everyone is addressed, and the named group; the inverse of `audience_text`."""
    head, _, rest = audience.partition("；")
    if head.strip() in (EVERYONE, "社会公众", "面向社会", "面向全社会"):
        return True, rest
    return False, audience
