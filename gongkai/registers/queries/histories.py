"""The adjustments of a duty, readable column by column."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from gongkai.journal.queries import story
from gongkai.kernel.differences import Change, differences
from gongkai.registers.columns import DutyColumns
from gongkai.registers.events import DutyAdded, DutyAdjusted
from gongkai.registers.fields import FieldNames
from gongkai.registers.models import CatalogueEntry, EntryVersion


@dataclass(frozen=True)
class ColumnChange:
    """One column that was changed, for `screens/differences.html`."""

    label: str
    before: str
    after: str

    @property
    def changes(self) -> list[Change]:
        """The changed lines, with what went and what came."""
        return differences(self.before, self.after)


@dataclass(frozen=True)
class Adjustment:
    """A version and what it changed; the first version changed nothing."""

    version: EntryVersion
    changes: list[ColumnChange]
    who: str = ""

    @property
    def title(self) -> str:
        return "列入目录" if self.version.number == 1 else f"第{self.version.number - 1}次调整"


def history(entry: CatalogueEntry) -> list[Adjustment]:
    """All versions of a duty, newest first, each with its differences from the one before."""
    names, who = FieldNames(), _who(entry)
    versions = list(entry.versions.order_by("number").select_related("entry"))
    found = [Adjustment(one, [], who.get(one.number, "")) for one in versions[:1]]
    for before, after in pairwise(versions):
        changes = changes_between(before.columns, after.columns, names)
        found.append(Adjustment(after, changes, who.get(after.number, "")))
    return found[::-1]


def _who(entry: CatalogueEntry) -> dict[int, str]:
    """Who made each version, by its number, as the journal kept them."""
    found = {}
    for one in story(entry.reference):
        if isinstance(one.fact, DutyAdded):
            found[1] = one.actor.get("name", "")
        elif isinstance(one.fact, DutyAdjusted):
            found[one.fact.version] = one.actor.get("name", "")
    return found


def changes_between(
    before: DutyColumns, after: DutyColumns, names: FieldNames | None = None
) -> list[ColumnChange]:
    """The columns in which two rows differ, as a person reads them."""
    old, new = readable(before, names), readable(after, names)
    labels = list(dict.fromkeys([*old, *new]))
    return [
        ColumnChange(label, old.get(label, ""), new.get(label, ""))
        for label in labels
        if old.get(label, "") != new.get(label, "")
    ]


def readable(columns: DutyColumns, names: FieldNames | None = None) -> dict[str, str]:
    """Every column that says something, by label, with the field's name for its code."""
    shown = columns.readable()
    if "领域" in shown and names is not None:
        shown["领域"] = names.name_of(columns.field)
    return shown
