"""How long something may be on its way between log and page before it is an alarm."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from gongkai_verify.findings import Findings, Level
from gongkai_verify.reporting import stamp


class Patience:
    """Decides between waiting and alarm, and keeps in mind since when."""

    def __init__(
        self, since: Mapping[str, datetime] | None, now: datetime, allowed: timedelta
    ) -> None:
        self._since = since  # None: nothing is remembered from run to run
        self._now = now
        self._allowed = allowed
        self.waiting: dict[str, datetime] = {}

    def judge(
        self, findings: Findings, code: str, where: str, text: str, hint: datetime | None
    ) -> None:
        """Note something that is not as it ought to be, but may be on its way.

        `hint` is when it began, as somebody claims; a claim can make it earlier, never later.
        """
        known = [at for at in (hint, self._remembered(f"{code} {where}")) if at is not None]
        if not known and self._since is None:
            findings.alarm(code, where, f"{text}（没有 --state，不知道从何时起。）")
            return
        first = min([self._now, *known])
        self.waiting[f"{code} {where}"] = first
        level = Level.WAITING if self._now - first <= self._allowed else Level.ALARM
        findings.add(level, code, where, f"{text}（自 {stamp(first)} 起。）")

    def _remembered(self, what: str) -> datetime | None:
        return None if self._since is None else self._since.get(what)
