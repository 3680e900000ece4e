"""A party's receipt: the whole chain of a case, each step under the first anchor that covers it.

Form: docs/developers/transparency-formats.md. Who may see what of a step, the case's own app says.
Steps after the last anchor are not in it yet; within the hour they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from gongkai.journal.models import Entry
from gongkai.kernel.tlog.encoding import to_base64
from gongkai.trail import writing
from gongkai.trail.leaves import ACTOR, CONTENT, DATA, openings
from gongkai.trail.models import Anchor, TrailEntry
from gongkai.transparency import logs
from gongkai.transparency.models import PUBLIC, LogEntry
from gongkai.transparency.queries import receipt
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
    anchors = _published_anchors()
    last = anchors[-1][0].size if anchors else 0
    rows = list(
        TrailEntry.objects.filter(case__reference=reference, index__lt=last)
        .order_by("seq")
        .select_related("case")
    )
    if not rows:
        return None
    told = {
        "kind": KIND,
        "case": str(rows[0].case.case),
        **_proved(rows, anchors, shown),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def steps_waiting(reference: str) -> int:
    """How many steps of a case are not under an anchor in the public log yet."""
    anchors = _published_anchors()
    rows = TrailEntry.objects.filter(case__reference=reference)
    return rows.filter(index__gte=anchors[-1][0].size if anchors else 0).count()


def _published_anchors() -> list[tuple[Anchor, LogEntry]]:
    """The anchors that stand in the files of the public log, in order."""
    anchors = list(Anchor.objects.order_by("size"))
    rows = LogEntry.objects.filter(
        log=PUBLIC, fact__in=[one.fact_id for one in anchors], checkpoint__isnull=False
    ).select_related("checkpoint")
    by_fact = {row.fact_id: row for row in rows}
    return [(one, by_fact[one.fact_id]) for one in anchors if one.fact_id in by_fact]


def _proved(
    rows: Sequence[TrailEntry],
    anchors: Sequence[tuple[Anchor, LogEntry]],
    shown: Callable[[Entry], Shown],
) -> dict[str, Any]:
    reader, public = writing.reader(), LogReader(logs.public_folder())
    facts = Entry.objects.in_bulk([row.fact for row in rows if row.fact is not None])
    used: dict[int, int] = {}  # size of an anchor: its place in the receipt
    steps, proofs = [], []
    for row in rows:
        anchor, entry = next(pair for pair in anchors if pair[0].size > row.index)
        if anchor.size not in used:
            used[anchor.size] = len(used)
            proofs.append({"checkpoint": anchor.note, "receipt": receipt(entry, public)})
        step = {
            "index": row.index,
            "entry": to_base64(bytes(row.content)),
            "anchor": used[anchor.size],
            "proof": [to_base64(one) for one in reader.inclusion(row.index, anchor.size)],
        }
        fact = facts.get(row.fact) if row.fact is not None else None
        steps.append(step | (_opened(row, fact, shown(fact)) if fact else {}))
    return {"anchors": proofs, "steps": steps}


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
