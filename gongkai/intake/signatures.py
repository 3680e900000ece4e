"""Where a document is signed and dated: 发文机关署名 and 成文日期 (GB/T 9704-2012).

The date stands on a line of its own, the bodies above it (sometimes below it, sometimes before it
on the same line), or the office holder who signs an order. The signature of the paper itself comes
before those of what is attached to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.intake.blocks import Block, Kind
from gongkai.intake.organs import is_person, may_be_same, organs_in
from gongkai.kernel import dates

_MOST_LINES = 8
_LONGEST_LINE = 60
# Nearly every line of a text is no date: told at a glance, before anything is worked out.
_MAY_BE_DATED = re.compile(r"^.{0,60}[日号\d](?:[）)]|\s*[（(][^（）()]{2,20}[）)])?$")
_NOTE_BEHIND = re.compile(r"(?<=日)\s*[（(][^（）()]{2,20}[）)]$")  # （此件公开发布）
_WEB_DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}")  # no paper is signed to the minute
_PRINTED = re.compile(r"(?:印发|印制|印)$")


@dataclass(frozen=True, slots=True)
class Signature:
    """A dated signature: `blocks[start:end]` are its lines."""

    on: date
    signers: tuple[str, ...]  # bodies; empty if only a date, or a person, stands there
    person: str
    start: int
    end: int
    rule: str


def find_signatures(blocks: Sequence[Block]) -> list[Signature]:
    """Return every dated signature in the lines, in order."""
    found: list[Signature] = []
    for index, block in enumerate(blocks):
        if block.kind is not Kind.LINE or not _MAY_BE_DATED.search(block.text):
            continue
        signature = _dated_line(blocks, index) or _signed_line(block, index)
        if signature:
            found.append(signature)
    return found


def _dated_line(blocks: Sequence[Block], index: int) -> Signature | None:
    """A line that is a date, with who signs above or below it."""
    words = _NOTE_BEHIND.sub("", blocks[index].text)
    on = dates.parse_date(words.strip("()（）"))
    if on is None or _WEB_DATE.match(words):
        return None
    start, signers, person = _above(blocks, index)
    if signers or person:
        rule = "署名之下独占一行的日期"
        return Signature(on, signers, person, start, index + 1, rule)
    below = organs_in(blocks[index + 1].text) if index + 1 < len(blocks) else ()
    if below and blocks[index + 1].kind is Kind.LINE:
        return Signature(on, below, "", index, index + 2, "署名之上独占一行的日期")
    return Signature(on, (), "", index, index + 1, "独占一行的日期（没有署名）")


def _above(blocks: Sequence[Block], index: int) -> tuple[int, tuple[str, ...], str]:
    """Collect the lines above the date that name bodies, or a person; a name may be broken."""
    signers: tuple[str, ...] = ()
    start = index
    while start > 0 and index - start < _MOST_LINES:
        block = blocks[start - 1]
        if block.kind is not Kind.LINE or len(block.text) > _LONGEST_LINE:
            break
        if is_person(block.text) and not signers:
            return start - 1, (), block.text
        named = organs_in(block.text)
        if named:
            signers = (*named, *signers)
        elif block.align == "right" and signers and _may_be_broken(block.text):
            # 湖北省…马鬃山村 / 地质险情调查专家组: the first half of a long name.
            signers = (block.text + signers[0], *signers[1:])
        else:
            break
        start -= 1
    return start, signers, ""


def _may_be_broken(text: str) -> bool:
    return bool(re.fullmatch(r"[\u4e00-\u9fff]{2,30}", text))


def _signed_line(block: Block, index: int) -> Signature | None:
    """Bodies and date on one line: 名川县人民政府 2026年5月8日."""
    found = dates.find_dates(block.text)
    if not found or found[-1].end != len(block.text):
        return None
    signers = organs_in(block.text[: found[-1].start].rstrip(" ,，"))
    if not signers:
        return None
    return Signature(found[-1].on, signers, "", index, index + 1, "署名与日期同在一行")


def main_signature(
    signatures: Sequence[Signature], blocks: Sequence[Block], issuers: Sequence[str]
) -> Signature | None:
    """Return the signature of the paper itself.

    The first that agrees with the bodies in the title; else the first that anybody signs; else a
    bare date that closes a text.
    """
    signed = [one for one in signatures if one.signers or one.person]
    for one in signed:
        if any(may_be_same(name, issuer) for name in one.signers for issuer in issuers):
            return one
    if signed:
        return signed[0]
    return next((one for one in signatures if _closes(blocks, one)), None)


def _closes(blocks: Sequence[Block], signature: Signature) -> bool:
    """A sentence stands before the date, and no sentence that goes on right after it."""
    if not signature.start or not re.search(r"[。；;！.]$", blocks[signature.start - 1].text):
        return False
    following = blocks[signature.end] if signature.end < len(blocks) else None
    return following is None or len(following.text) <= _LONGEST_LINE


def printed_on(blocks: Sequence[Block]) -> tuple[date, Block] | None:
    """Return the date of printing that the last lines (版记) give: 2026年5月8日印发."""
    for block in reversed(blocks[-8:]):
        if _PRINTED.search(block.text) and len(block.text) <= _LONGEST_LINE:
            found = dates.find_dates(block.text)
            if found:
                return found[-1].on, block
    return None
