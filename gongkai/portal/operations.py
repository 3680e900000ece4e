"""The verbs of the site: open it, compose its columns and topics, write the guides."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db.models import Max, Model
from django.utils import timezone

import gongkai.rules
from gongkai.intake.sanitising import sanitise
from gongkai.journal.actors import Actor
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.models import Body
from gongkai.portal import events, queries
from gongkai.portal.models import Column, Guide, Site, Topic

COUNTY = Path(gongkai.rules.__file__).parent / "sites" / "county.toml"

Values = Mapping[str, Any]


@operation
def open_site(identity: Values, *, actor: Actor, columns: Path = COUNTY) -> Site:
    """Give the site its identity (fields of `Site`) and its first columns, from a rules file."""
    refuse_if(queries.reasons_not_to_open_site(identity, actor))
    site = Site.objects.create(**_cleaned(identity))
    made = _first_columns(columns)
    record(events.SiteOpened(tuple(made)), about="site", actor=actor)
    return site


def _first_columns(path: Path) -> dict[str, Column]:
    made: dict[str, Column] = {}
    for order, row in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["columns"], 1):
        values = {**row, "column_type": row["type"], "parent": made.get(row.get("parent", ""))}
        del values["type"]
        made[row["code"]] = Column.objects.create(order=order * 10, **values)
    return made


@operation
def change_site(changes: Values, *, actor: Actor) -> Site:
    """Change fields of the site's identity. All pages are baked anew in the background."""
    changes = _cleaned(changes)
    refuse_if(queries.reasons_not_to_change_site(changes, actor))
    site = Site.objects.select_for_update().order_by("pk").first() or Site()
    changed = _apply(site, changes)
    record(events.SiteChanged(changed), about="site", actor=actor)
    return site


@operation
def add_column(values: Values, *, actor: Actor) -> Column:
    """Add a column; `values` are the fields of `Column`. It comes last unless an order is given."""
    values = _cleaned(values)
    refuse_if(queries.reasons_not_to_add_column(values, actor))
    last = Column.objects.aggregate(last=Max("order"))["last"] or 0
    column = Column.objects.create(**{"order": last + 10, **values})
    record(events.ColumnAdded(column.kind), about=column.reference, actor=actor)
    return column


@operation
def change_column(column: Column, changes: Values, *, actor: Actor) -> Column:
    """Change fields of a column, but never its code: addresses last."""
    column = Column.objects.select_for_update().get(pk=column.pk)
    changes = _cleaned(changes)
    refuse_if(queries.reasons_not_to_change_column(column, changes, actor))
    changed = _apply(column, changes)
    record(events.ColumnChanged(changed), about=column.reference, actor=actor)
    return column


@operation
def remove_column(column: Column, *, actor: Actor) -> None:
    """Take away a column on which nothing ever stood."""
    column = Column.objects.select_for_update().get(pk=column.pk)
    refuse_if(queries.reasons_not_to_remove_column(column, actor))
    column.delete()
    record(events.ColumnRemoved(), about=column.reference, actor=actor)


@operation
def add_topic(values: Values, *, actor: Actor) -> Topic:
    """Open a topic; `values` are the fields of `Topic`."""
    values = _cleaned({"opened_on": timezone.localdate(), **values})
    refuse_if(queries.reasons_not_to_add_topic(values, actor))
    topic = Topic.objects.create(**values)
    record(events.TopicAdded(), about=topic.reference, actor=actor)
    return topic


@operation
def change_topic(topic: Topic, changes: Values, *, actor: Actor) -> Topic:
    """Change fields of a topic; a `closed_on` archives it, its pages stay."""
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    changes = _cleaned(changes)
    refuse_if(queries.reasons_not_to_change_topic(topic, changes, actor))
    changed = _apply(topic, changes)
    record(events.TopicChanged(changed), about=topic.reference, actor=actor)
    return topic


@operation
def change_guide(body: Body, changes: Values, *, actor: Actor) -> Guide:
    """Write the disclosure guide of a body (条例 第十二条: kept up to date)."""
    refuse_if(queries.reasons_not_to_compose(actor))
    now = timezone.now()
    guide, _ = Guide.objects.select_for_update().get_or_create(
        body=body, defaults={"changed_at": now}
    )
    refuse_if(queries.reasons_not_to_save_same(guide, changes))
    changed = _apply(guide, {**_cleaned(changes), "changed_at": now})
    record(
        events.GuideChanged(tuple(name for name in changed if name != "changed_at")),
        about=f"body:{body.code}",
        actor=actor,
    )
    return guide


def _apply(row: Model, changes: Values) -> tuple[str, ...]:
    """Set and save what differs; the names of those fields."""
    changed = tuple(name for name, value in changes.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, changes[name])
    row.save(update_fields=None if row._state.adding else changed)
    return changed


def _cleaned(values: Values) -> dict[str, Any]:
    """Texts without stray spaces, rich texts with only what may stand in public."""
    return {name: _clean(name, value) for name, value in values.items()}


def _clean(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return sanitise(value) if name.endswith("_html") else value.strip()
    if name == "sections":
        return [{key: _clean_section(key, one) for key, one in row.items()} for row in value]
    return value


def _clean_section(key: str, value: Any) -> Any:
    return sanitise(value) if key == "prose" else value
