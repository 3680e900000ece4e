"""Questions about the site: what is shown, and why something cannot be changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from gongkai.disclosure.models import Shelf
from gongkai.disclosure.queries.shelves import filled_among
from gongkai.disclosure.queries.visibility import visible_to
from gongkai.journal.actors import Actor
from gongkai.people.actors import Staff
from gongkai.people.queries import acting_anywhere
from gongkai.portal.models import Column, Site, Topic
from gongkai.portal.platform import PRESCRIBED
from gongkai.portal.verbs import COMPOSE
from gongkai.reference.queries import codes
from gongkai.registers.models import CatalogueEntry

SITE_ID_CODE = re.compile(r"(bm\d{8}|\d{10})", re.ASCII)  # 47号: ministries bm + 8, others 10
CONAC_ID = re.compile(r"[0-9A-Fa-f]{32}")
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

UNCHANGED = "内容与原来相同，没有需要保存的改动。"


def the_site() -> Site:
    """The site; an unnamed one as long as nobody has opened it."""
    return Site.objects.order_by("pk").first() or Site(name="政府信息公开", domain="", host_body="")


def shown_columns() -> list[Column]:
    """All columns in order without those that are empty: no empty columns in public (47号)."""
    columns = list(Column.objects.select_related("parent"))
    shelves = filled_among(one.shelf for one in columns if one.kind == Column.Kind.SHELF)
    filled = {column.pk for column in columns if is_filled(column, shelves)}
    # A column with no items of its own is shown for the sake of those below it.
    filled |= {column.parent_id for column in columns if column.pk in filled and column.parent_id}
    return [column for column in columns if column.pk in filled]


def is_filled(column: Column, shelves: Collection[str]) -> bool:
    """Whether a visitor finds something there; `shelves` are those on which something stands."""
    if column.code in PRESCRIBED:
        return True
    if column.kind == Column.Kind.PROSE:
        return bool(column.prose_html)
    if column.kind == Column.Kind.PICKED:
        return bool(column.picked)
    return column.shelf in shelves


def shown_topics() -> list[Topic]:
    """Topics that run, then the archived ones."""
    return sorted(Topic.objects.all(), key=lambda topic: (topic.closed_on is not None, topic.order))


def pages_of_shelves(names: Iterable[str], per_page: int) -> dict[str, int]:
    """How many numbered pages these shelves have, in one query."""
    rows = Shelf.objects.filter(name__in=list(names)).values_list("name", "places")
    return {name: -(-places // per_page) for name, places in rows}


def reasons_not_to_compose(actor: Actor) -> list[str]:
    """Why this actor may not change the site. It belongs to no unit, so any reach will do."""
    if not isinstance(actor, Staff) or acting_anywhere(actor, COMPOSE):
        return []
    return [f"您没有“{COMPOSE.label}”的权限，如需办理请联系管理员。"]


def reasons_not_to_open_site(identity: Mapping[str, Any], actor: Actor) -> list[str]:
    """Why the site cannot be opened: there is one already, or its identity is wrong."""
    if Site.objects.exists():
        return ["网站已经开通，请直接修改网站信息。"]
    return reasons_not_to_compose(actor) + reasons_against_identity(identity)


def reasons_not_to_change_site(changes: Mapping[str, Any], actor: Actor) -> list[str]:
    """Why the identity of the site cannot become this."""
    return (
        reasons_not_to_compose(actor)
        or reasons_against_identity(changes)
        or reasons_not_to_save_same(the_site(), changes)
    )


def reasons_against_identity(identity: Mapping[str, Any]) -> list[str]:
    """What is wrong with the marks of the site; the empty ones are simply not shown."""
    reasons = [
        f"请填写{label}。"
        for name, label in (("name", "网站名称"), ("domain", "域名"), ("host_body", "主办单位"))
        if not identity.get(name, "-")
    ]
    if identity.get("site_id_code") and not SITE_ID_CODE.fullmatch(identity["site_id_code"]):
        reasons.append("网站标识码应为10位数字，或“bm”加8位数字，例如 5209990001。")
    if identity.get("conac_id") and not CONAC_ID.fullmatch(identity["conac_id"]):
        reasons.append("党政机关网站标识应为32位字母和数字，请从标识链接中复制 id= 之后的部分。")
    return reasons


def reasons_not_to_save_same(row: Any, changes: Mapping[str, Any]) -> list[str]:
    """Nothing is recorded for a form that was sent as it came."""
    same = all(getattr(row, name) == value for name, value in changes.items())
    return [UNCHANGED] if same and row.pk else []


def reasons_not_to_add_column(values: Mapping[str, Any], actor: Actor) -> list[str]:
    """Why there cannot be such a column."""
    reasons = reasons_not_to_compose(actor)
    code = values.get("code", "")
    if not CODE.fullmatch(code):
        reasons.append("栏目代码会出现在网址中，只能用小写字母、数字和连字符，例如 annual-budget。")
    elif Column.objects.filter(code=code).exists():
        reasons.append(f"栏目代码“{code}”已经使用，请换一个。")
    return reasons + reasons_against_column(None, values)


def reasons_not_to_change_column(
    column: Column, changes: Mapping[str, Any], actor: Actor
) -> list[str]:
    """Why a column cannot become this."""
    reasons = reasons_not_to_compose(actor) + reasons_against_column(column, changes)
    return reasons or reasons_not_to_save_same(column, changes)


def reasons_against_column(column: Column | None, values: Mapping[str, Any]) -> list[str]:
    """What is wrong with how a column is described (the tags are prescribed by 47号) or placed."""
    reasons = [
        f"请填写{label}，网页标签要用到它。"
        for name, label in (
            ("name", "栏目名称"),
            ("description", "栏目说明"),
            ("keywords", "栏目关键词"),
        )
        if name in values and not values[name].strip()
    ]
    reasons += _against_type(values.get("column_type"))
    if column is None:
        return reasons
    if column.code in PRESCRIBED:
        reasons += _against_changing_prescribed(column, values)
    if "parent" in values and _stands_above(column, values["parent"]):
        reasons.append("上级栏目不能是本栏目或它的下级栏目。")
    return reasons


def _against_type(column_type: str | None) -> list[str]:
    if column_type is None:
        return []
    given = {one for one in re.split(r"[，,]", column_type) if one}
    if not given:
        return ["请选择栏目类别，网页标签要用到它。"]
    known = {code.name for code in codes("column-types")}
    if known and not given <= known:
        return ["请从列表中选择栏目类别；多个类别之间用逗号分开。"]
    return []


def _against_changing_prescribed(column: Column, values: Mapping[str, Any]) -> list[str]:
    names = {"name": "名称", "kind": "形式", "parent": "上级栏目"}
    moved = [
        label
        for name, label in names.items()
        if name in values and values[name] != getattr(column, name)
    ]
    if not moved:
        return []
    return [
        f"“{column.name}”是统一规定的栏目（国办公开办函〔2019〕61号），不能修改{'、'.join(moved)}。"
    ]


def _stands_above(column: Column, parent: Column | None) -> bool:
    seen = 0
    while parent is not None and seen < 10:
        if parent.pk == column.pk:
            return True
        parent, seen = parent.parent, seen + 1
    return parent is not None


def reasons_not_to_remove_column(column: Column, actor: Actor) -> list[str]:
    """Why a column must stay. Addresses last: one that ever held an item is only hidden."""
    reasons = reasons_not_to_compose(actor)
    if column.code in PRESCRIBED:
        reasons.append("统一规定的栏目不能删除。")
    if column.children.exists():
        reasons.append("请先删除或移走它的下级栏目。")
    if Shelf.objects.filter(name=column.shelf, places__gt=0).exists():
        reasons.append("这个栏目发布过信息，网址须保持有效；可以取消“在导航中”和“在首页”。")
    duties = CatalogueEntry.objects.filter(current__column_code=column.code).count()
    if duties:
        reasons.append(f"有{duties}个目录事项指定在本栏目公开，请先在公开目录中改为其他栏目。")
    return reasons


def reasons_not_to_add_topic(values: Mapping[str, Any], actor: Actor) -> list[str]:
    """Why there cannot be such a topic."""
    reasons = reasons_not_to_compose(actor)
    code = values.get("code", "")
    if not CODE.fullmatch(code):
        reasons.append("专题代码会出现在网址中，只能用小写字母、数字和连字符，例如 flood-2026。")
    elif Topic.objects.filter(code=code).exists():
        reasons.append(f"专题代码“{code}”已经使用，请换一个。")
    return reasons + reasons_against_topic(values)


def reasons_not_to_change_topic(
    topic: Topic, changes: Mapping[str, Any], actor: Actor
) -> list[str]:
    """Why a topic cannot become this."""
    reasons = reasons_not_to_compose(actor) + reasons_against_topic(changes, topic)
    return reasons or reasons_not_to_save_same(topic, changes)


def reasons_against_topic(values: Mapping[str, Any], topic: Topic | None = None) -> list[str]:
    """What is wrong with what a topic says."""
    reasons = []
    if "name" in values and not values["name"].strip():
        reasons.append("请填写专题名称。")
    for number, section in enumerate(values.get("sections", []), start=1):
        if not section.get("title"):
            reasons.append(f"请填写第{number}个版块的标题。")
        if not section.get(section.get("kind", "")):
            reasons.append(f"第{number}个版块还没有内容。")
    opened = values.get("opened_on") or (topic.opened_on if topic else timezone.localdate())
    closed = values.get("closed_on")
    if closed and closed < opened:
        reasons.append("归档日期不能早于开设日期。")
    if closed and closed > timezone.localdate():
        reasons.append("归档日期不能晚于今天；到归档时再填写。")
    return reasons


def unknown_items(numbers: Sequence[str]) -> list[str]:
    """Those of the picked numbers that are not public items."""
    known = set(
        visible_to(None).filter(item__number__in=numbers).values_list("item__number", flat=True)
    )
    return [number for number in numbers if number not in known]
