"""Word documents: the text by paragraph and table row, and what a reader does not see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from gongkai.files.contents import HiddenKind, Reading
from gongkai.files.ooxml.drawings import read_drawings
from gongkai.files.ooxml.package import Package, open_package
from gongkai.files.ooxml.properties import read_properties
from gongkai.files.safe_xml import attribute, is_on, local

_SIDE_PARTS = {
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "glossaryDocument": "自动图文集",
}
_NUMBERED = "numbered"  # an attribute of our own, on the tree in memory only
_DELETIONS = {"del", "moveFrom"}
_INSERTIONS = {"ins", "moveTo"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(path: Path) -> Reading:
    """The text and the hidden content of a Word document."""
    reading = Reading()
    with open_package(path) as package:
        _read_flow(package, package.main, "", reading)
        for type_, label in _SIDE_PARTS.items():
            for part in package.targets(package.main, type_):
                _read_flow(package, part, label, reading)
        _read_comments(package, reading)
        read_drawings(package, reading)
        read_properties(package, reading)
    return reading


def _read_flow(package: Package, part: str, label: str, reading: Reading) -> None:
    """A flow of paragraphs and tables: the body, a header, the footnotes."""
    root = package.archive.tree(part)
    for place, paragraph in _places(root, label):
        _read_paragraph(place, paragraph, reading)


def _places(root: etree._Element, label: str) -> Iterator[tuple[str, etree._Element]]:
    """Every paragraph with the words by which a person finds it.

    Paragraphs and tables are counted as Word counts them on the page, one table row is one place.
    """
    counts = {"paragraph": 0, "table": 0}
    for paragraph in root.iter("{*}p"):
        if not _is_text_paragraph(paragraph):
            continue
        above = {local(one): one for one in reversed(list(paragraph.iterancestors()))}
        if "Fallback" in above:  # an older copy of the same text box
            continue
        if label:
            yield label, paragraph
        elif "txbxContent" in above:
            yield "文本框", paragraph
        elif "tr" in above:
            yield _row_place(paragraph, counts), paragraph
        else:
            counts["paragraph"] += 1
            yield f"第{counts['paragraph']}段", paragraph


def _is_text_paragraph(paragraph: etree._Element) -> bool:
    return "wordprocessingml" in str(paragraph.tag)


def _row_place(paragraph: etree._Element, counts: dict[str, int]) -> str:
    """The outermost table and its row, numbered when the table is first met."""
    row = [one for one in paragraph.iterancestors() if local(one) == "tr"][-1]
    if row.get(_NUMBERED) is None:
        counts["table"] += 1
        table = row.getparent()
        rows = [] if table is None else [one for one in table.iter("{*}tr") if _is_in(one, table)]
        for number, one in enumerate(rows or [row], start=1):
            one.set(_NUMBERED, f"表{counts['table']}第{number}行")
    return str(row.get(_NUMBERED))


def _is_in(row: etree._Element, table: etree._Element) -> bool:
    """Whether a row is the table's own, also when it was inserted or bound, not of one inside."""
    above = (one for one in row.iterancestors() if local(one) in {"tbl", "tr"})
    return next(above, None) is table


@dataclass
class _Pieces:
    """One paragraph, sorted by who sees what."""

    seen: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    described: list[str] = field(default_factory=list)  # the texts that stand for pictures


def _read_paragraph(place: str, paragraph: etree._Element, reading: Reading) -> None:
    pieces = _Pieces()
    _walk(paragraph, pieces, frozenset())
    reading.show(place, "".join(pieces.seen))
    reading.hide(HiddenKind.DELETED, place, "".join(pieces.deleted))
    reading.hide(HiddenKind.HIDDEN_TEXT, place, "".join(pieces.vanished))
    if "".join(pieces.inserted).strip():
        reading.note(HiddenKind.INSERTED, place, "".join(pieces.inserted))
    for text in pieces.described:
        reading.show(f"{place}图片说明", text)


def _walk(element: etree._Element, pieces: _Pieces, state: frozenset[str]) -> None:
    """Sort the text under an element; text boxes are paragraphs of their own."""
    for child in element:
        name = local(child)
        if name in {"txbxContent", "Fallback"} or not name:
            continue
        if name in _DELETIONS:
            _walk(child, pieces, state | {"deleted"})
        elif name in _INSERTIONS:
            _walk(child, pieces, state | {"inserted"})
        elif name == "r" and _is_vanished(child):
            _walk(child, pieces, state | {"vanished"})
        elif name in {"t", "delText"} or name in _SIGNS:
            _sort(_SIGNS.get(name, child.text or ""), pieces, state)
        else:
            if name == "docPr":
                pieces.described += filter(None, {child.get("descr"), child.get("title")})
            _walk(child, pieces, state)


def _sort(text: str, pieces: _Pieces, state: frozenset[str]) -> None:
    if "deleted" in state:
        pieces.deleted.append(text)
    elif "vanished" in state:
        pieces.vanished.append(text)
    else:
        pieces.seen.append(text)
        if "inserted" in state:
            pieces.inserted.append(text)


def _is_vanished(run: etree._Element) -> bool:
    return any(
        local(one) == "vanish" and is_on(attribute(one, "val", "1"))
        for properties in run
        if local(properties) == "rPr"
        for one in properties
    )


def _read_comments(package: Package, reading: Reading) -> None:
    for part in package.targets(package.main, "comments"):
        for comment in package.archive.tree(part):
            text = "".join(one.text or "" for one in comment.iter("{*}t"))
            author = attribute(comment, "author")
            reading.hide(
                HiddenKind.COMMENT, f"批注（{author}）" if author else "批注", text or "空批注"
            )
