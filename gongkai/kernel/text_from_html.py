"""Plain text from HTML: for search, summaries, comparison and checks, never for display.

One line per paragraph, heading, list entry or table row; cells of a row stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *("dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1"),
        *("h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p"),
        *("pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_SILENT = frozenset(
    {"head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title"}
)
_CELLS = frozenset(("td", "th"))
_ROWS = frozenset(("table", "tr"))
# lxml refuses these even in text that no browser minds.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
# Nothing but paragraphs of plain text, as most papers are: no parser need be asked.
_PLAIN = re.compile(r"\s*(?:<p>[^<>&\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]*</p>\s*)+")
# Marks between the pieces while walking; they cannot occur in the text itself.
_LINE, _CELL = "\x00", "\x01"
CELL_GAP = " | "


def html_to_text(markup: str) -> str:
    """Return the text of an HTML page or fragment, one line per block, without empty lines."""
    return "\n".join(paragraphs_of(markup))


def paragraphs_of(markup: str, *, with_targets: bool = False) -> list[str]:
    """Return the text of each block in order.

    `with_targets` also writes out what is not text but matters in a review: where links lead and
    which pictures stand in the text.
    """
    if _PLAIN.fullmatch(markup):
        plain = markup.replace("<p>", "").split("</p>")
        return [line for line in map(_line, plain) if line]
    markup = _DECLARATION.sub("", _FORBIDDEN.sub("", markup))
    if not markup.strip():
        return []
    try:
        root = etree.fromstring(
            markup if "<html" in markup.lower() else f"<div>{markup}</div>",
            # Without this the parser drops, silently, what is nested deeper than 256 levels.
            parser=etree.HTMLParser(huge_tree=True),
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return []
    if root is None:  # nothing but comments
        return []
    pieces = "".join(_pieces(root, with_targets))
    return [line for line in map(_line, pieces.split(_LINE)) if line]


def _line(raw: str) -> str:
    if _CELL not in raw:
        return " ".join(raw.split())
    cells = [" ".join(cell.split()) for cell in raw.split(_CELL)]
    return CELL_GAP.join(cell for cell in cells if cell)


def _pieces(root: etree._Element, with_targets: bool) -> Iterator[str]:
    # Walked with iterwalk and not by recursion: spoiled pages nest a thousand levels deep.
    silent = 0
    # Whether we are inside a cell: paragraphs there do not break the row that they stand in.
    in_cell = [False]
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else None
        if event == "start":
            silent += name in _SILENT
            if not silent:
                yield from _opening(element, with_targets, in_cell[-1])
            if name in _ROWS or name in _CELLS:
                in_cell.append(name in _CELLS)
            continue
        if event == "end":
            if name in _ROWS or name in _CELLS:
                in_cell.pop()
            if not silent:
                yield from _closing(element, with_targets, in_cell[-1])
            silent -= name in _SILENT
        if not silent and element is not root:
            yield element.tail or ""


def _opening(element: etree._Element, with_targets: bool, in_cell: bool) -> Iterator[str]:
    name = element.tag
    if name == "br":
        yield _LINE
    elif name in _CELLS:
        yield _CELL
    elif name in _BLOCKS:
        yield " " if in_cell else _LINE
    if with_targets and name == "img":
        yield f"（图片：{element.get('alt') or element.get('src') or '未说明'}）"
    yield element.text or ""


def _closing(element: etree._Element, with_targets: bool, in_cell: bool) -> Iterator[str]:
    name = element.tag
    if with_targets and name == "a" and element.get("href"):
        yield f"（链接：{element.get('href')}）"
    if name in _BLOCKS and name not in _CELLS:
        yield " " if in_cell else _LINE
