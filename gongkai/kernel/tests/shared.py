"""Reads the real documents that some tests try things on; the tests skip where they are absent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.testing import shared_folder


def real_documents() -> Path:
    """Return the folder of real documents, or skip the test."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("the folder of real documents is absent")
    return folder


def real_policies() -> list[dict[str, Any]]:
    """Return the real policy documents, or skip the test."""
    lines = (real_documents() / "corpus" / "policies.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]
