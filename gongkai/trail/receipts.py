"""A party's receipt: the whole chain of a case, each step under the first anchor that covers it.

Form: docs/developers/transparency-formats.md. Who may see what of a step, the case's own app says.
Steps after the last anchor are not in it yet; within the hour they are.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

from django.db.models import QuerySet

from gongkai.journal.models import Entry
from gongkai.kernel.tlog.encoding import to_base64
from gongkai.trail import writing
from gongkai.trail.leaves import ACTOR, CONTENT, DATA, openings
from gongkai.trail.models import Anchor, TrailEntry
from gongkai.transparency import logs
from gongkai.transparency.models import PUBLIC, LogEntry
from gongkai.transparency.queries import receipt
from gongkai.transparency.registry import Act
from gongkai.transparency.store import LogReader

KIND = "gongkai-trail/1"


class Shown(Enum):
    """What of a step somebody may see; the bytes of its entry are always in the receipt."""

    SEALED = ()  # that there was a step, and when
    STEP = (CONTENT,)  # what it was, on which legal day
    DETAILS = (CONTENT, DATA)
    ALL = (CONTENT, DATA, ACTOR)


def case_receipt(reference: str, shown: Callable[[Entry], Shown]) -> str | None:
    """The receipt as a JSON text; None as long as no step is anchored."""
    sizes = list(_published().order_by("size").values_list("size", flat=True))
    rows = list(
        TrailEntry.objects.filter(case__reference=reference, index__lt=sizes[-1] if sizes else 0)
        .order_by("seq")
        .select_related("case")
    )
    if not rows:
        return None
    first = [sizes[bisect_right(sizes, row.index)] for row in rows]  # that covers each step
    used = {size: place for place, size in enumerate(sorted(set(first)))}
    told = {
        "kind": KIND,
        "case": str(rows[0].case.case),
        "anchors": _anchors(list(used)),
        "steps": _steps(rows, first, used, shown),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _published() -> QuerySet[Anchor]:
    """The anchors that stand in the files of the public log."""
    entries = LogEntry.objects.filter(log=PUBLIC, act=Act.ANCHOR, checkpoint__isnull=False)
    return Anchor.objects.filter(fact__in=entries.values("fact"))


def _anchors(sizes: Sequence[int]) -> list[dict[str, str]]:
    """Each with the trail's own checkpoint, and the receipt of its entry in the public log."""
    public = LogReader(logs.public_folder())
    anchors = list(Anchor.objects.filter(size__in=sizes).order_by("size"))
    rows = LogEntry.objects.filter(log=PUBLIC, fact__in=[one.fact_id for one in anchors])
    entries = {row.fact_id: row for row in rows.select_related("checkpoint")}
    return [
        {"checkpoint": one.note, "receipt": receipt(entries[one.fact_id], public)}
        for one in anchors
    ]


def _steps(
    rows: Sequence[TrailEntry],
    first: Sequence[int],
    used: Mapping[int, int],
    shown: Callable[[Entry], Shown],
) -> list[dict[str, Any]]:
    reader = writing.reader()
    facts = Entry.objects.in_bulk([row.fact for row in rows if row.fact is not None])
    steps = []
    for row, size in zip(rows, first, strict=True):
        step = {
            "index": row.index,
            "entry": to_base64(bytes(row.content)),
            "anchor": used[size],
            "proof": [to_base64(one) for one in reader.inclusion(row.index, size)],
        }
        fact = facts.get(row.fact) if row.fact is not None else None
        steps.append(step | (_opened(row, fact, shown(fact)) if fact else {}))
    return steps


def _opened(row: TrailEntry, fact: Entry, shown: Shown) -> dict[str, Any]:
    """What may be seen, word for word, with the salts that open it."""
    if row.salt is None:
        return {}
    everything = openings(fact, bytes(row.salt))
    return {
        what: {
            "salt": to_base64(everything[what].salt),
            "text": everything[what].text.decode(),
        }
        for what in shown.value
    }
