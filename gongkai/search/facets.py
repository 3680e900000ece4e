"""What the values of a facet are called."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from gongkai.search.known import Known
from gongkai.search.registry import KINDS

NAMES = {"kind": "类型", "body": "机关", "subject": "主题", "year": "年份", "validity": "有效性"}
VALIDITY = {"in_force": "现行有效", "amended": "已修改", "repealed": "废止", "expired": "失效"}


def labels_of(facet: str, values: Collection[str], now: Known) -> Mapping[str, str]:
    """The values in words; one that nobody knows is left out."""
    if facet == "kind":
        return {name: KINDS[name].label for name in values if name in KINDS}
    if facet == "body":
        return _named(now.bodies, values)
    if facet == "subject":
        return _named(now.subjects, values)
    if facet == "validity":
        return _named(VALIDITY, values)
    return {value: f"{value}年" for value in values}


def _named(names: Mapping[str, str], values: Collection[str]) -> dict[str, str]:
    return {value: names[value] for value in values if value in names}


def in_order(facet: str, counts: Mapping[str, int]) -> list[str]:
    """The values as they are listed: years from the newest, all others from the most frequent."""
    if facet == "year":
        return sorted(counts, reverse=True)
    return sorted(counts, key=lambda value: (-counts[value], value))
