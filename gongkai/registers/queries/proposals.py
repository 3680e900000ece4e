"""Which duty a text probably belongs to, by the words they share, and said in words.

For taking documents in and for drafting: a proposal that a person confirms, never a decision. Two
neighbouring characters count as a word; a pair that many duties use (政策, 信息) counts little.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from gongkai.people.models import Body
from gongkai.registers.fields import FieldNames
from gongkai.registers.models import CatalogueEntry, EntryVersion
from gongkai.registers.queries.duties import duties_of, versions_on

READ = 3000  # characters of the text: what a document is about stands at its head
OWN_BODY = 0.25  # a duty of the body that publishes
# How much it weighs where a duty's words are found.
IN_TITLE, IN_TEXT = 1.0, 0.35
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


class Proposal(NamedTuple):
    """A duty, how well it fits (above 0, comparable within one answer), and why, in sentences."""

    entry: CatalogueEntry
    score: float
    why: list[str]


def propose_duty(
    text: str,
    title: str,
    body: Body | None = None,
    *,
    on: date | None = None,
    limit: int = 5,
) -> list[Proposal]:
    """The duties that fit a document best, best first; none when they share no telling word."""
    day = on or timezone.localdate()
    versions = list(versions_on(day).exclude(route=EntryVersion.Route.WITHHELD))
    names = FieldNames()
    phrases = [_phrases(one, names) for one in versions]
    weights = _weights(phrases)
    own = set(duties_of(body, day).values_list("pk", flat=True)) if body else set()
    title_pairs, text_pairs = set(_pairs(title)), set(_pairs(text[:READ]))
    found = []
    for version, own_phrases in zip(versions, phrases, strict=True):
        score, why = _score(own_phrases, weights, title_pairs, text_pairs)
        if score and body and version.pk in own:
            score += OWN_BODY
            why.append(f"公开主体为{body.name}")
        if score:
            found.append(Proposal(version.entry, round(score, 3), why))
    return sorted(found, key=lambda one: -one.score)[:limit]


class _Phrase(NamedTuple):
    """A wording of the duty, what it is, and how telling that is."""

    label: str
    text: str
    weight: float


def _phrases(version: EntryVersion, names: FieldNames) -> list[_Phrase]:
    levels = [
        _Phrase("二级事项", " ".join((version.level2, version.level3)), 1.0),
        _Phrase("一级事项", version.level1, 0.7),
        _Phrase("领域", names.name_of(version.field), 0.6),
    ]
    elements = [_Phrase("要素", text, 0.5) for text in version.elements]
    return [one for one in (*levels, *elements) if _HAN.search(one.text)]


def _weights(phrases: Sequence[Sequence[_Phrase]]) -> dict[str, float]:
    """How telling each pair is: 1 when one duty has it, towards 0 when all have it."""
    count = Counter(
        pair for own in phrases for pair in {pair for one in own for pair in _pairs(one.text)}
    )
    total = max(len(phrases), 2)
    return {pair: math.log(total / n) / math.log(total) for pair, n in count.items()}


def _score(
    phrases: Iterable[_Phrase],
    weights: dict[str, float],
    title: set[str],
    text: set[str],
) -> tuple[float, list[str]]:
    best: dict[str, tuple[float, str]] = {}
    for one in phrases:
        pairs = _pairs(one.text)
        whole = sum(weights[pair] for pair in pairs)
        for place, found, weight in (("标题", title, IN_TITLE), ("正文", text, IN_TEXT)):
            shared = [pair for pair in pairs if pair in found and weights[pair] > 0.1]
            if not shared or not whole:
                continue
            # Half a long phrase is worth more than half a short one: it is less of an accident.
            cover = sum(weights[pair] for pair in shared) / whole
            score = one.weight * weight * cover * math.log2(1 + len(shared))
            why = f"{place}含{one.label}用语“{'、'.join(_joined(pairs, set(shared)))}”"
            best[one.label] = max(best.get(one.label, (0.0, "")), (score, why))
    ranked = sorted(best.values(), reverse=True)
    return sum(score for score, _ in ranked), [why for _, why in ranked]


def _pairs(text: str) -> list[str]:
    return [run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)]


def _joined(pairs: Sequence[str], shared: set[str]) -> list[str]:
    """Neighbouring pairs joined to the words that a person sees: 农机 机购 购置 is 农机购置."""
    words: list[str] = []
    going_on = False
    for pair in pairs:
        if pair in shared:
            if going_on and words[-1][-1] == pair[0]:
                words[-1] += pair[1]
            else:
                words.append(pair)
        going_on = pair in shared
    return list(dict.fromkeys(words))[:3]
