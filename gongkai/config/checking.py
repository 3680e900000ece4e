"""One check over everything that is derived: pages, counters, and how far the followers are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from gongkai.clocks.queries import health
from gongkai.disclosure.standing import wrong_counters
from gongkai.journal.queries import lags, waiting
from gongkai.publishing.checking import check
from gongkai.search.checking import check as check_search
from gongkai.trail.checking import check as check_trail
from gongkai.transparency import alarms
from gongkai.transparency.checking import check as check_log


@dataclass
class Report:
    """What was found; empty lists mean that all is as it should be."""

    pages: list[str] = field(default_factory=list)
    counters: list[str] = field(default_factory=list)
    followers: list[str] = field(default_factory=list)
    clocks: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    search: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not any(self.as_lists().values())

    def as_lists(self) -> dict[str, list[str]]:
        """What was found, by what was looked at."""
        return {
            "pages": self.pages,
            "counters": self.counters,
            "followers": self.followers,
            "clocks": self.clocks,
            "log": self.log,
            "search": self.search,
        }

    def as_json(self) -> dict[str, Any]:
        """The same, for a program."""
        return {"good": self.good, **self.as_lists()}

    def as_text(self) -> str:
        """The same, for a person."""
        found = [one for some in self.as_lists().values() for one in some]
        return "\n".join(found) or (
            "核对完成：页面、计数、留痕进度、期限、公开登记册和搜索索引都与数据一致。"
        )


def check_everything() -> Report:
    """Compare everything derived with what it should be. Changes nothing."""
    return Report(
        pages=[str(one) for one in check()],
        counters=[f"目录事项 {duty} 的公开计数与数据不一致。" for duty in wrong_counters()],
        followers=_behind(),
        clocks=_clocks(),
        log=[*check_log(), *check_trail(), *alarms.standing().values()],
        search=check_search(),
    )


def _clocks() -> list[str]:
    """Clocks that cannot be read, and a bell that has not rung for an hour; whether the rows say
    what the journal says is asked by `gongkai clocks --check`, which reads every one of them."""
    found = health(late_by=timedelta(hours=1))
    told = [str(one) for one in found.unreadable]
    if more := found.unreadable_count - len(told):
        told.append(f"还有 {more} 条期限无法推算。")
    if found.backlog:
        told.append(
            f"有 {found.backlog} 条期限早该提醒而没有提醒；后台（gongkai work）是否在运行？"
        )
    return told


def _behind() -> list[str]:
    found = []
    if waiting():
        found.append(f"有 {waiting()} 条留痕记录尚未排序；后台（gongkai work）是否在运行？")
    for lag in lags():
        if lag.problem:
            found.append(f"“{lag.follower}”停在问题上：{lag.problem}")
        elif lag.behind:
            found.append(f"“{lag.follower}”落后 {lag.behind} 条记录。")
    return found
