"""A request on its way, and an hour passing."""

from __future__ import annotations

from gongkai.journal.testing import catch_up
from gongkai.trail import anchoring, writing


def an_hour_passes() -> None:
    """What the worker does: follow, write, anchor, and put the anchor into the public log."""
    catch_up()
    writing.write_waiting()
    anchoring.anchor()
    catch_up()
