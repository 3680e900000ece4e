"""The three dates of a document: adopted, published, effective. Never mix them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from gongkai.intake import signatures
from gongkai.intake.blocks import Block
from gongkai.intake.cleaning import Parts
from gongkai.intake.evidence import Evidence, Fields, put
from gongkai.intake.labels import Labelled
from gongkai.kernel import dates


def find_adopted(found: Fields, parts: Parts) -> None:
    """Find the day of adoption: signed below the text, else labelled, passed or printed."""
    for value, evidence in _adopted(found, parts, found.body):
        put(found, "adopted_on", value, evidence)
        break
    labelled = _dated(parts, "adopted_on")
    if labelled and found.adopted_on and labelled[0] != found.adopted_on:
        found.warnings.append(
            f"网页标明的“{labelled[1].label}”（{labelled[0]}）与正文所署日期"
            f"（{found.adopted_on}）不一致，已取正文所署日期，请核对。"
        )


def _adopted(found: Fields, parts: Parts, body: Sequence[Block]) -> Iterator[tuple[date, Evidence]]:
    signature = found.signature
    if signature:
        quote = " / ".join(one.text for one in body[signature.start : signature.end])
        line = body[signature.end - 1].line
        yield signature.on, _dated_evidence(signature.on, signature.rule, quote, line)
    labelled = _dated(parts, "adopted_on")
    if labelled:
        on, one = labelled
        yield on, _dated_evidence(on, f"网页上标明的“{one.label}”", one.quote, one.line)
    passed = _passed_on(body)
    if passed:
        on, block, sure = passed
        yield on, _dated_evidence(on, "标题下括注的日期", block.text[:200], block.line, sure)
    printed = signatures.printed_on(parts.text)
    if printed:
        on, block = printed
        yield on, _dated_evidence(on, "版记中的印发日期", block.text, block.line, False)


def _dated_evidence(
    on: date, rule: str, quote: str, line: int | None, sure: bool = True
) -> Evidence:
    return Evidence(on.isoformat(), rule, quote, line, sure)


def _dated(parts: Parts, name: str) -> tuple[date, Labelled] | None:
    for one in parts.labelled:
        if one.field == name:
            found = dates.find_dates(one.value)
            if found:
                return found[0].on, one
    return None


_NOTES = 10
_NOTE = re.compile(r"^[（(]|^[\d一二].{6,12}日")
_DATE_NOTE = re.compile(r"^[（(][^（）()]{8,14}日[）)]$")
_PASSED = re.compile(r"通过|公布|发布|批准|修订|修正|制定")


def _passed_on(body: Sequence[Block]) -> tuple[date, Block, bool] | None:
    """（2018年7月24日县政府常务会议通过） below the title; the latest of several, as a guess."""
    found: list[tuple[date, Block]] = []
    for block in body[:_NOTES]:
        if _NOTE.match(block.text) and (_PASSED.search(block.text) or _DATE_NOTE.match(block.text)):
            found += [(one.on, block) for one in dates.find_dates(block.text)]
    if not found:
        return None
    on, block = max(found, key=lambda one: one[0])
    return on, block, len(found) == 1


def find_published(found: Fields, parts: Parts, meta: dict[str, str]) -> None:
    """Find the day of publication: only a web page says it."""
    declared = dates.find_dates(meta.get("PubDate", ""))
    labelled = _dated(parts, "published_on")
    if declared:
        evidence = _dated_evidence(declared[0].on, "网页标签 PubDate", meta["PubDate"], None)
        put(found, "published_on", declared[0].on, evidence)
    elif labelled:
        on, one = labelled
        rule = f"网页上标明的“{one.label}”" if one.label else "标题旁没有标明用途的日期"
        evidence = _dated_evidence(on, rule, one.quote, one.line, bool(one.label))
        put(found, "published_on", on, evidence)


_EFFECTIVE = re.compile(
    r"(?:^|[。；，,;])(?P<who>[^。；，,;]{0,24})[，,]?自(?P<on>[^。；，,;]{6,20}?)起(?:正式)?(?:施行|实施|执行|生效)"
)
_OWN = re.compile(r"^本|^(?:上述|以上)")
_ISSUING = re.compile(r"^(?:现予?公布|现将)|现予公布|现予发布|予以公布")


def find_effective(found: Fields, parts: Parts) -> None:
    """Find the day from which the paper applies, if it says one."""
    labelled = _dated(parts, "effective_on")
    if labelled:
        on, one = labelled
        rule = f"网页上标明的“{one.label}”"
        put(found, "effective_on", on, _dated_evidence(on, rule, one.quote, one.line))
        return
    stated = _stated(found.body)
    if stated:
        on, quote, block = stated
        evidence = _dated_evidence(on, "“自…起施行”一句", quote, block.line)
        put(found, "effective_on", on, evidence)


def _stated(body: Sequence[Block]) -> tuple[date, str, Block] | None:
    """本办法自2026年1月1日起施行: only what the paper says of itself, or of what it issues."""
    for block in body:
        for match in _EFFECTIVE.finditer(block.text) if "起" in block.text else ():
            on = dates.parse_date(match["on"].removesuffix("之日"))
            if on and (_OWN.match(match["who"]) or _ISSUING.search(block.text)):
                return on, match[0].lstrip("。；，,;"), block
    return None
