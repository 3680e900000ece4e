"""Title, number and issuing bodies of a document, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.intake import dating, numbers, signatures, titles
from gongkai.intake.blocks import Block, Kind
from gongkai.intake.cleaning import Parts
from gongkai.intake.evidence import LABELS, Evidence, Fields, labelled_as, put, take
from gongkai.intake.furniture import is_bullet, is_furniture
from gongkai.intake.organs import (
    may_be_same,
    organ_of_yearly_paper,
    organs_before_verb,
    organs_in,
    without_country,
)

_LINES_BELOW_TITLE = 3


def find_fields(parts: Parts, meta: dict[str, str]) -> Fields:
    """Find every field in a divided document; `meta` is what a web page declares in its head."""
    found = Fields()
    _find_title(found, parts, meta)
    _divide_head(found, parts)
    _find_signature(found)
    _find_number(found, parts)
    _find_issuers(found, parts)
    dating.find_adopted(found, parts)
    dating.find_published(found, parts, meta)
    dating.find_effective(found, parts)
    take(found, "index_number", labelled_as(parts, "index_number"))
    found.warnings += _sentences_of_doubt(found)
    return found


# --- title --------------------------------------------------------------------------------------


def _find_title(found: Fields, parts: Parts, meta: dict[str, str]) -> None:
    order = numbers.order_head(parts.head)
    issued = list(titles.published_name([*parts.head[order.end if order else 0 :], *parts.text]))
    found.names = tuple(name for name, _, rule in issued if "如下" not in rule)
    if order and issued:
        name, block, _ = issued[0]
        rule = "令文“公布《…》”一句所指的文件"
        put(found, "title", name, Evidence(name, rule, block.text[:200], block.line, True))
        found.start = order.end
        return
    declared = [one for one in (meta.get("ArticleTitle"), *_values(parts, "title")) if one]
    title = titles.find_title(parts.head, _around(parts, [*declared, *_window_titles(meta)]))
    if title and (title.sure or not declared):
        lines = parts.head[title.start : title.end]
        text = numbers.without_number(title.text)
        quote = " / ".join(block.text for block in lines)
        evidence = Evidence(text, f"文首标题行（{title.rule}）", quote, lines[0].line, title.sure)
        put(found, "title", text, evidence)
        found.start = _after_title(parts.head, title.end)
    elif declared:
        text = numbers.without_number(declared[0])
        put(found, "title", text, Evidence(text, "网页自身标明的标题", text, None, True))
    elif issued:
        name, block, rule = issued[0]
        put(found, "title", name, Evidence(name, rule, block.text[:200], block.line, False))


def _around(parts: Parts, hints: list[str]) -> titles.Surroundings:
    signed = signatures.find_signatures(parts.text)
    return titles.Surroundings(
        after=parts.text[0] if parts.text else None,
        hints=frozenset(map(titles.bare, hints)),
        above_labels=parts.above,
        signers=frozenset(name for one in signed for name in one.signers),
    )


def _values(parts: Parts, name: str) -> list[str]:
    return [one.value for one in parts.labelled if one.field == name and one.value]


def _window_titles(meta: dict[str, str]) -> Iterator[str]:
    """The title of the browser window, with and without the name of the site behind it."""
    window = meta.get("title", "")
    if window:
        yield window
        yield re.split(r"\s*(?:[_|－]|-{1,2}|—{1,2})\s*", window)[0]


def _after_title(head: Sequence[Block], end: int) -> int:
    """Numbers, marks and menus that stand right after the title do not belong to the body."""
    index = end
    while index < len(head) and titles.is_number_line(head[index].text):
        index += 1
    return index


def _divide_head(found: Fields, parts: Parts) -> None:
    """What stands between the title and the text belongs to the text; what stands before, not."""
    before, after = parts.head[: found.start], parts.head[found.start :]
    title = found.evidence.get("title")
    lines = title.quote.split(" / ") if title else []
    found.menus = [one for one in before if one.text not in lines and not _in_fields(one.text)]
    kept = [one for one in after if one.main and not _only_site(one.text)]
    found.menus += [one for one in after if one not in kept and not _in_fields(one.text)]
    found.body = [*kept, *parts.text]


def _only_site(text: str) -> bool:
    return is_furniture(text) or is_bullet(text) or _in_fields(text)


def _in_fields(text: str) -> bool:
    """Numbers, red heads and heads of orders are kept as fields."""
    return titles.is_number_line(text) or titles.is_head_mark(text) or text.endswith("令")


# --- number -------------------------------------------------------------------------------------


def _find_number(found: Fields, parts: Parts) -> None:
    labelled = labelled_as(parts, "document_number")
    number = numbers.number_in_head(parts.head, found.start)
    if number:
        text, block, rule = number
        evidence = Evidence(text, rule, block.text, block.line, True)
        put(found, "document_number", text, evidence)
    elif labelled:
        text = numbers.tidy(labelled.value)
        if text:
            rule = f"网页上标明的“{labelled.label}”"
            evidence = Evidence(text, rule, labelled.quote, labelled.line, True)
            put(found, "document_number", text, evidence)


# --- signature and issuing bodies ---------------------------------------------------------------


def _find_signature(found: Fields) -> None:
    every = signatures.find_signatures(found.body)
    issuers = organs_before_verb(found.title or "")
    found.signature = signatures.main_signature(every, found.body, issuers)


def _find_issuers(found: Fields, parts: Parts) -> None:
    body = found.body
    signature = found.signature
    signers = signature.signers if signature else ()
    in_title = organs_before_verb(found.title or "")
    order = numbers.order_head(parts.head)
    if order:
        evidence = Evidence(order.organ, "令的名称中的机关", order.line.text, order.line.line, True)
        put(found, "issued_by", order.organ, evidence)
    elif in_title and _agree(in_title, signers):
        names = _fuller(in_title, signers)
        _issued_by(found, names, "标题中的机关，与署名一致", found.title or "", None, True)
    elif in_title:
        rule = "标题中的机关" + ("（署名另有机关，请核对）" if signers else "")
        _issued_by(found, in_title, rule, found.title or "", None, not signers)
    elif signers and signature:
        line = body[signature.start]
        quote = " / ".join(one.text for one in body[signature.start : signature.end])
        _issued_by(found, signers, "正文后的署名", quote, line.line, True)
    else:
        _issuers_elsewhere(found, parts)


def _agree(in_title: Sequence[str], signers: Sequence[str]) -> bool:
    """Every body of the title signs, and “教育部等五部门” is signed by five."""
    bare = [re.sub(r"等.*$", "", name) for name in in_title]
    return bool(signers) and all(any(may_be_same(one, two) for two in signers) for one in bare)


def _fuller(in_title: Sequence[str], signers: Sequence[str]) -> Sequence[str]:
    """The signature gives full names, and all of them; the title decides when it says as much."""
    if len(signers) > len(in_title) or sum(map(len, signers)) > sum(map(len, in_title)):
        return signers
    return in_title


def _issued_by(
    found: Fields, names: Sequence[str], rule: str, quote: str, line: int | None, sure: bool
) -> None:
    text = "、".join(without_country(name) for name in names)
    put(found, "issued_by", text, Evidence(text, rule, quote, line, sure))


def _issuers_elsewhere(found: Fields, parts: Parts) -> None:
    """A label of the page, or the red head of the paper (名川县人民政府文件)."""
    labelled = labelled_as(parts, "issued_by")
    if labelled:
        names = organs_in(labelled.value)
        sure = labelled.label.startswith(("发文", "制"))
        rule = f"网页上标明的“{labelled.label}”"
        value = names or (labelled.value,)
        _issued_by(found, value, rule, labelled.quote, labelled.line, sure and bool(names))
        return
    for block in found.body[:_LINES_BELOW_TITLE]:
        names = organs_in(block.text)
        if names and block.kind is Kind.LINE:
            _issued_by(found, names, "标题下的署名", block.text, block.line, True)
            return
    for block in parts.head:
        if titles.is_head_mark(block.text):
            names = organs_in(block.text.removesuffix("文件"))
            _issued_by(found, names, "版头中的发文机关标志", block.text, block.line, True)
            return
    front = organ_of_yearly_paper(found.title or "")
    if front:
        _issued_by(found, [front], "标题开头的机关", found.title or "", None, False)


# --- what the clerk should look at ---------------------------------------------------------------


def _sentences_of_doubt(found: Fields) -> Iterator[str]:
    for name in ("title", "issued_by", "adopted_on"):
        if getattr(found, name) is None:
            yield f"没有找到{LABELS[name]}，请对照原件填写。"
    if found.document_number is None:
        yield "没有找到发文字号；如果原件有，请填写。"
    for name, evidence in found.evidence.items():
        if not evidence.sure:
            yield f"{LABELS[name]}“{evidence.value}”是推断的，依据：{evidence.rule}，请核对。"
