"""The one exception of the log."""

from __future__ import annotations


class LogError(ValueError):
    """What was read or asked for is not what the log may hold; says in plain English why."""
