"""What is told in public of an item's life, each turn with its entries in the public log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gongkai.disclosure import events
from gongkai.disclosure.models import Item
from gongkai.journal.models import Entry
from gongkai.journal.queries import story
from gongkai.transparency.models import LogEntry
from gongkai.transparency.queries import REVISIONS, entries_about, newest_revision

TURNS = (
    events.ItemReleased, events.ItemImported, events.ItemCorrected, events.ItemWithdrawn,
    events.ItemRestored, events.ItemErased, events.OlderVersionsErased,
)  # fmt: skip
NAMES = frozenset(fact.__name__ for fact in TURNS)
FROM_THE_LOG = "FromTheLog"  # entries whose facts a restored database does not know


@dataclass
class Step:
    """One turn: the name of the fact, and its entries in the log."""

    name: str
    at: datetime
    ground: str = ""
    rows: list[LogEntry] = field(default_factory=list)


@dataclass
class Genuine:
    """An item that is, or was, public, and what the log says of it."""

    item: Item
    rows: Sequence[LogEntry] = ()
    steps: list[Step] = field(default_factory=list)

    @property
    def newest(self) -> LogEntry | None:
        """The entry of the newest revision."""
        return newest_revision(self.rows)

    @property
    def is_logged(self) -> bool:
        """Whether every turn so far stands in the files of the log."""
        return bool(self.steps) and all(
            step.rows and all(row.checkpoint_id for row in step.rows) for step in self.steps
        )

    @property
    def revisions(self) -> list[LogEntry]:
        """The revisions that have a receipt, newest first."""
        return [row for row in self.rows[::-1] if row.act in REVISIONS and row.checkpoint_id]


def genuine(references: Iterable[str]) -> Mapping[str, Genuine]:
    """All of this for many items at once; those that never were public are not among them."""
    wanted = set(references)
    numbers = [reference.removeprefix("item:") for reference in wanted]
    items = Item.objects.filter(number__in=numbers).exclude(visibility=Item.Visibility.HIDDEN)
    rows = entries_about(wanted)
    found = {
        item.reference: Genuine(item, rows[item.reference]) for item in items.select_related("body")
    }
    by_fact: dict[int | None, list[LogEntry]] = {}
    for told in found.values():
        for row in told.rows:
            by_fact.setdefault(row.fact_id, []).append(row)
    for entry in story(found).filter(name__in=NAMES):
        found[entry.about].steps.append(_step(entry, by_fact.get(entry.pk, [])))
    for told in found.values():
        _add_unknown(told)
    return found


def _step(entry: Entry, rows: list[LogEntry]) -> Step:
    return Step(entry.name, entry.at, str(entry.data.get("ground", "")), rows)


def _add_unknown(told: Genuine) -> None:
    """Entries that were read back from the files after a restore: they happened all the same."""
    lost = [row for row in told.rows if row.fact_id is None]
    told.steps += [Step(FROM_THE_LOG, row.at, rows=[row]) for row in lost]
    told.steps.sort(key=lambda step: step.at)
