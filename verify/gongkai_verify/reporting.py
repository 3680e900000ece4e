"""How a command ends: sentences or JSON, and the exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from gongkai_verify.findings import Findings

FINE, WRONG, UNUSABLE = 0, 1, 2
BEIJING = timezone(timedelta(hours=8))  # 北京时间, everywhere in the country, without summer time


@dataclass
class Report:
    """What a command says."""

    command: str
    findings: Findings
    said: Sequence[str] = ()  # sentences before the findings
    data: Mapping[str, Any] = field(default_factory=dict)
    fine: str = "核查通过，没有发现问题。"

    @property
    def code(self) -> int:
        """The exit code."""
        return WRONG if self.findings.alarms else FINE

    def show(self, as_json: bool) -> int:
        """Print it; the exit code."""
        if as_json:
            print(json.dumps(self._as_json(), ensure_ascii=False, indent=1), flush=True)
        else:
            print("\n".join([*self.said, *map(str, self.findings), self._last_line()]), flush=True)
        return self.code

    def _as_json(self) -> dict[str, Any]:
        found = [one.as_json() for one in self.findings]
        ok = self.code == FINE
        return {
            "command": self.command,
            "ok": ok,
            "exit": self.code,
            "findings": found,
            **self.data,
        }

    def _last_line(self) -> str:
        count = len(self.findings.alarms)
        return f"发现 {count} 个问题。" if count else self.fine


def show_unusable(command: str, sentence: str, as_json: bool) -> int:
    """Say why nothing could be checked; the exit code."""
    if as_json:
        said = {"command": command, "ok": False, "exit": UNUSABLE, "error": sentence}
        print(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        print(f"无法核查：{sentence}", file=sys.stderr)
    return UNUSABLE


def stamp(moment: datetime) -> str:
    """A moment as people in the country write it."""
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")


def stamp_of(seconds: int) -> str:
    """A witness's time; some far future cannot be written as a date."""
    try:
        return stamp(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, ValueError, OSError):
        return f"{seconds} 秒"
