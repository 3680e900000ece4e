"""Processing fees (信息处理费) by progressive tiers: pure functions of a standard and a quantity.

Each tier prices only what falls into it (超额累进; 国办函〔2020〕109号 第三条). The tiers are data
(`gongkai/rules/foi/fees.toml`), each version with its article and the dates when it is in force.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from gongkai.kernel.dates import chinese_date

BUILTIN_FEES = Path(__file__).resolve().parents[1] / "rules" / "foi" / "fees.toml"
MOST = 100_000  # of anything; more is a slip of the finger


class FeeError(ValueError):
    """A fee that cannot be worked out; `reasons` are Chinese sentences."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Tier:
    """From the `first` on, each costs `yuan`; with `every`, `adds` more after each so many."""

    first: int
    yuan: int
    every: int = 0
    adds: int = 0


@dataclass(frozen=True, slots=True)
class Standard:
    """One version of one standard: by count of requests, or by pages."""

    code: str
    version: str
    name: str
    unit: str
    article: str
    mark: str
    effective_from: date
    tiers: tuple[Tier, ...]
    effective_until: date | None = None

    def is_in_force(self, on: date) -> bool:
        """Say whether this version is the law on that day."""
        return self.effective_from <= on and (
            self.effective_until is None or on <= self.effective_until
        )


@dataclass(frozen=True, slots=True)
class Part:
    """So many at one price: the units from `first` through `last`."""

    first: int
    last: int
    yuan_each: int

    @property
    def yuan(self) -> int:
        """What this part costs."""
        return (self.last - self.first + 1) * self.yuan_each


def processing_fee(standard: Standard, quantity: int, already: int = 0) -> int:
    """The fee in yuan for `quantity` units, after `already` units that were counted before.

    By count, `already` are the earlier requests of the requester in the calendar month; by pages
    nothing went before. Raise `FeeError` for numbers that cannot be.
    """
    return sum(part.yuan for part in fee_parts(standard, quantity, already))


def fee_parts(standard: Standard, quantity: int, already: int = 0) -> list[Part]:
    """The same, part by part, in order; free parts included."""
    if quantity < 0 or already < 0 or quantity + already > MOST:
        raise FeeError([f"{standard.name}计费的数量应当在0到{MOST}之间，请检查数字。"])
    return list(_parts(standard, already + 1, already + quantity))


def _parts(standard: Standard, first: int, last: int) -> Iterator[Part]:
    at = first
    while at <= last:
        price, through = _price_at(standard, at)
        end = last if through is None else min(last, through)
        yield Part(at, end, price)
        at = end + 1


def _price_at(standard: Standard, place: int) -> tuple[int, int | None]:
    """What the unit at this place costs, and through which place that price holds (None: on)."""
    tiers = standard.tiers
    here = max(n for n, tier in enumerate(tiers) if tier.first <= place)
    tier = tiers[here]
    through = tiers[here + 1].first - 1 if here + 1 < len(tiers) else None
    if not tier.every:
        return tier.yuan, through
    step = (place - tier.first) // tier.every
    end = tier.first + (step + 1) * tier.every - 1
    return tier.yuan + step * tier.adds, end if through is None else min(end, through)


def calculation(standard: Standard, quantity: int, already: int = 0) -> str:
    """How the fee came about, in Chinese: 第31至35件，每件200元，计1000元；合计1000元."""
    parts = fee_parts(standard, quantity, already)
    said = [_said(part, standard.unit) for part in parts]
    return f"{'；'.join(said)}；合计{sum(part.yuan for part in parts)}元"


def _said(part: Part, unit: str) -> str:
    span = f"{part.first}" if part.first == part.last else f"{part.first}至{part.last}"
    if not part.yuan_each:
        return f"第{span}{unit}不收费"
    return f"第{span}{unit}，每{unit}{part.yuan_each}元，计{part.yuan}元"


def standard_in_force(code: str, on: date) -> Standard:
    """The version of a standard on a day; raise `FeeError` if there is none."""
    versions = [one for one in builtin_standards() if one.code == code]
    if not versions:
        known = "、".join(sorted({one.code for one in builtin_standards()}))
        raise FeeError([f"没有计费标准“{code}”，可用的有：{known}。"])
    for one in versions:
        if one.is_in_force(on):
            return one
    raise FeeError([f"{chinese_date(on)}没有施行中的“{versions[0].name}”计费标准，不能收费。"])


@cache
def builtin_standards() -> tuple[Standard, ...]:
    """The standards shipped with the platform, read once a process."""
    return read_standards(BUILTIN_FEES.read_text(encoding="utf-8"))


def read_standards(text: str) -> tuple[Standard, ...]:
    """Read standards from TOML; raise `FeeError` if they contradict themselves."""
    found = tuple(_standard(table) for table in tomllib.loads(text)["standards"])
    reasons = [reason for one in found for reason in _faults(one)]
    if reasons:
        raise FeeError(reasons)
    return found


def _standard(table: Mapping[str, Any]) -> Standard:
    tiers = tuple(
        Tier(one["from"], one["yuan"], one.get("every", 0), one.get("adds", 0))
        for one in table["tiers"]
    )
    return Standard(**{**table, "tiers": tiers})


def _faults(standard: Standard) -> Iterator[str]:
    name, tiers = f"计费标准“{standard.name}”", standard.tiers
    if not tiers or tiers[0].first != 1:
        yield f"{name}的第一段应当从1开始。"
    for before, after in pairwise(tiers):
        if after.first <= before.first or after.yuan < _dearest(before, after.first):
            yield f"{name}从{after.first}起的一段应当排在后面，单价不低于前一段。"
    if any(one.yuan < 0 or one.every < 0 or one.adds < 0 for one in tiers):
        yield f"{name}里不能有负数。"


def _dearest(tier: Tier, until: int) -> int:
    """The highest price that a tier reaches before the next begins."""
    steps = (until - 1 - tier.first) // tier.every if tier.every else 0
    return tier.yuan + steps * tier.adds
