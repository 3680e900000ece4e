"""What the tests share: the size of the log, and what becomes of a checker that is not here.

A missing checker is skipped with a sentence, unless GONGKAI_INDEPENDENT=1 (CI) makes it a failure.
"""

from __future__ import annotations

import os
from importlib import import_module

import pytest

ORIGIN = "log.example.gov/pub"
SIZE = 700  # two full tiles and a partial one, and a level above
BATCHES = [1, 2, 3, 4, 7, 8, 9, 255, 256, 257, 300, 511, 512, 513, SIZE]


def absent(what):
    """There is no such checker here."""
    if os.environ.get("GONGKAI_INDEPENDENT") == "1":
        pytest.fail(f"{what} is not installed, and GONGKAI_INDEPENDENT=1 demands it")
    pytest.skip(f"{what} is not installed")


def package(name, what):
    """A package of the independent environment."""
    try:
        return import_module(name)
    except ImportError:
        return absent(what)
