"""A log in a folder of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.transparency.store.tests.samples import Log


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests cut no power, and need not wait until the disk has everything."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path)
