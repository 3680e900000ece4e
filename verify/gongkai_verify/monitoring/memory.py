"""What a monitor remembers from one run to the next."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gongkai_verify.durable import replace_file
from gongkai_verify.errors import Unreadable, Wrong
from gongkai_verify.notes import Checkpoint, parse_checkpoint


@dataclass
class Memory:
    """The last checkpoint, on which page each document stood, and what is waited for since when."""

    checkpoint: Checkpoint | None = None
    pages: dict[str, str] = field(default_factory=dict)  # document: page
    waiting: dict[str, datetime] = field(default_factory=dict)


def recall(path: Path) -> Memory:
    """What was remembered; nothing at the first run. A damaged file is no first run."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Memory()
    except OSError:
        raise Unreadable(f"读不到状态文件 {path}。") from None
    try:
        return _read(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError, Wrong):
        raise Unreadable(f"状态文件 {path} 已损坏；请查明原因，不要直接删除。") from None


def _read(said: dict[str, Any]) -> Memory:
    if said["v"] != 1:
        raise ValueError
    note = said["checkpoint"]
    return Memory(
        parse_checkpoint(note) if note else None,
        {str(doc): str(page) for doc, page in said["pages"].items()},
        {
            str(what): datetime.fromisoformat(since).astimezone(UTC)
            for what, since in said["waiting"].items()
        },
    )


def remember(path: Path, memory: Memory) -> None:
    """Write it down, durably."""
    said = {
        "v": 1,
        "checkpoint": memory.checkpoint.note if memory.checkpoint else "",
        "pages": dict(sorted(memory.pages.items())),
        "waiting": {what: at.isoformat() for what, at in sorted(memory.waiting.items())},
    }
    try:
        replace_file(path, json.dumps(said, ensure_ascii=False, indent=1).encode())
    except OSError:
        raise Unreadable(f"写不了状态文件 {path}。") from None
