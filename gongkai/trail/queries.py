"""Questions to the trail: how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongkai.trail.models import Anchor, TrailEntry


@dataclass(frozen=True)
class State:
    """For the operations page and for `gongkai log status`."""

    size: int  # steps, those that wait for the files among them
    waiting: int
    anchored: int  # steps under the last anchor
    anchored_at: datetime | None


def state() -> State:
    """How the trail stands, from the tables."""
    last = Anchor.objects.order_by("-size").first()
    newest = TrailEntry.objects.order_by("-index").values_list("index", flat=True).first()
    return State(
        size=0 if newest is None else newest + 1,
        waiting=TrailEntry.objects.filter(written=False).count(),
        anchored=last.size if last else 0,
        anchored_at=last.at if last else None,
    )
