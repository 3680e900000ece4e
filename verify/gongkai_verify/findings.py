"""What a check found, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from gongkai_verify.errors import Wrong


class Level(StrEnum):
    """How bad it is."""

    ALARM = "alarm"  # exit code 1
    WAITING = "waiting"  # between log and page, within the time allowed
    REMARK = "remark"


NAMES = {Level.ALARM: "报警", Level.WAITING: "等待", Level.REMARK: "说明"}


@dataclass(frozen=True)
class Finding:
    """One thing that was found. `code` is for programs, `where` a page, a file or an entry."""

    level: Level
    code: str
    where: str
    text: str

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return asdict(self)

    def __str__(self) -> str:
        place = f"{self.where}：" if self.where else ""
        return f"［{NAMES[self.level]}］{place}{self.text}"


class Findings:
    """Everything found so far."""

    def __init__(self) -> None:
        self.all: list[Finding] = []

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.all)

    def add(self, level: Level, code: str, where: str, text: str) -> None:
        """Note something."""
        self.all.append(Finding(level, code, where, text))

    def alarm(self, code: str, where: str, text: str) -> None:
        """Note that something is wrong."""
        self.add(Level.ALARM, code, where, text)

    def remark(self, code: str, where: str, text: str) -> None:
        """Note something that is worth knowing."""
        self.add(Level.REMARK, code, where, text)

    def extend(self, others: Iterable[Finding]) -> None:
        """Take over what another check found."""
        self.all.extend(others)

    @contextmanager
    def collecting(self, where: str) -> Iterator[None]:
        """Note what is wrong within the block as an alarm, and go on after it."""
        try:
            yield
        except Wrong as wrong:
            self.alarm(wrong.code, where, wrong.sentence)

    @property
    def alarms(self) -> list[Finding]:
        """What is wrong."""
        return [one for one in self.all if one.level == Level.ALARM]
