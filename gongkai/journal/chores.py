"""Chores: what the worker does by the clock rather than by facts, such as appointed releases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

CHORES: dict[str, Chore] = {}


@dataclass(frozen=True)
class Chore:
    """Something to do now and then. It must bear being done twice and being late."""

    name: str
    every: timedelta
    do: Callable[[], None]


def chore(name: str, every: timedelta) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Announce a function as a chore."""

    def announce(do: Callable[[], None]) -> Callable[[], None]:
        CHORES[name] = Chore(name, every, do)
        return do

    return announce
