"""Shared by the tests of handling and answering: days, refusals, clocks as tables show them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.clocks.models import Clock
from gongkai.foi.models import FoiRequest
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused


def day(text: str) -> date:
    """A day of 2025, "09-19"."""
    return date.fromisoformat(f"2025-{text}")


def refused(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """The sentences with which something was refused; nothing may have been recorded."""
    before = Entry.objects.count()
    with pytest.raises(Refused) as answer:
        call(*args, **kwargs)
    assert Entry.objects.count() == before
    return "".join(answer.value.reasons)


def due(about: FoiRequest | str, rule: str = "foi.reply") -> date | None:
    """The due date in the table of clocks; None while it is paused."""
    reference = about if isinstance(about, str) else about.reference
    return Clock.objects.get(about=reference, rule=rule).due_on


def clock(about: FoiRequest | str, rule: str = "foi.reply") -> Clock:
    reference = about if isinstance(about, str) else about.reference
    return Clock.objects.get(about=reference, rule=rule)


def names(about: str) -> list[str]:
    """The names of the facts about a reference, in order."""
    return list(Entry.objects.filter(about=about).order_by("id").values_list("name", flat=True))
