"""Which duty a text probably belongs to, by the words they share, and said in words.

For taking documents in and for drafting: a proposal that a person confirms, never a decision. Two
neighbouring characters count as a word; a pair that many duties use (政策, 信息) counts little.

An official document (公文: a 通知, an 意见, whatever has a document number) is first of all a
policy document, whatever it speaks of, unless its title names the matter of a duty clearly.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from gongkai.kernel import document_numbers
from gongkai.people.models import Body
from gongkai.registers.fields import FieldNames
from gongkai.registers.models import CatalogueEntry, EntryVersion
from gongkai.registers.queries.duties import duties_of, versions_on

READ = 3000  # characters of the text: what a document is about stands at its head
OWN_BODY = 0.25  # a duty of the body that publishes
# How much it weighs where a duty's words are found.
IN_TITLE, IN_TEXT = 1.0, 0.35
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")

POLICY = 1.5  # a duty of policy documents, for an official document
CLEAR = 1.2  # with this much of a duty in its title, a document is about that duty's matter
_KIND_AT_END = re.compile(
    r"(?:通知|意见|办法|规定|决定|公告|通告|批复|函|决议|条例|规则|细则|方案|规划|计划|措施|命令|令)"
    r"(?:[（(〔][^（(〔]*[)）〕])*$"
)
_POLICY_DUTY = re.compile(r"规范性文件|政策文件|法规政策")
_NOT_ITSELF = re.compile(r"解读|会议|草案|征求|征集|标准$")
# Who issued it, before 关于, and names that every document has: they say nothing of the matter.
_ISSUER = re.compile(r"^[^《》，。]{2,40}?(?=关于)")
_EVERYWHERE = re.compile(r"人民政府|国务院|办公[室厅]|各有关单位|各直属机构|政府信息公开")


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
    document_number: str = "",
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
    official = is_official(title, text, document_number)
    about = _ISSUER.sub("", title.strip()) if official else title
    title_pairs = set(_pairs(_EVERYWHERE.sub(" ", about) if official else about))
    text_pairs = set(_pairs(_EVERYWHERE.sub(" ", text[:READ]) if official else text[:READ]))
    lifted: set[int] = set()
    if official and not _names_a_matter(versions, phrases, weights, title_pairs):
        lifted = _policy_duties(versions, names, title_pairs)
    found = []
    for version, own_phrases in zip(versions, phrases, strict=True):
        score, why = _score(own_phrases, weights, title_pairs, text_pairs)
        if score and body and version.pk in own:
            score += OWN_BODY
            why.append(f"公开主体为{body.name}")
        if version.pk in lifted:
            score += POLICY + (0 if version.field else OWN_BODY)
            why.insert(0, "公文，优先归入政策文件")
        if score:
            found.append(Proposal(version.entry, round(score, 3), why))
    return sorted(found, key=lambda one: -one.score)[:limit]


def is_official(title: str, text: str = "", document_number: str = "") -> bool:
    """Whether it is a 公文: by the kind at the end of its title, or by a number of its own."""
    if document_number.strip() or _KIND_AT_END.search(title.strip().strip("《》“”")):
        return True
    head = [line.strip() for line in text[:600].splitlines()]
    return any(document_numbers.parse(line) for line in head if 5 < len(line) < 40)


def is_for_policies(version: EntryVersion) -> bool:
    """Whether the duty gathers policy documents themselves, not what is said about them."""
    return bool(_POLICY_DUTY.search(version.title)) and not _NOT_ITSELF.search(version.title)


def _policy_duties(
    versions: Sequence[EntryVersion], names: FieldNames, title: set[str]
) -> set[int]:
    """The general duties of policies, and those of a field that the title speaks of."""
    policies = [one for one in versions if is_for_policies(one)]
    fitting = {
        one.pk for one in policies if not one.field or title & set(_pairs(names.name_of(one.field)))
    }
    return fitting or {one.pk for one in policies}


def _names_a_matter(
    versions: Sequence[EntryVersion],
    phrases: Sequence[Sequence[_Phrase]],
    weights: dict[str, float],
    title: set[str],
) -> bool:
    """Whether the title alone names the matter of a duty, other than of policies, clearly. To name
    the field is not enough: policies of the field do that too."""
    return any(
        _score([one for one in own if one.label != "领域"], weights, title, set())[0] >= CLEAR
        for version, own in zip(versions, phrases, strict=True)
        if not is_for_policies(version)
    )


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
