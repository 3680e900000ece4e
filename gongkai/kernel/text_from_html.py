"""Plain text from HTML: for search, summaries, comparison and checks, never for display.

One line per paragraph, heading, list entry or table row; cells of a row stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

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
# lxml refuses these even in text that no browser minds.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
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
    markup = _DECLARATION.sub("", _FORBIDDEN.sub("", markup))
    if not markup.strip():
        return []
    try:
        root = html.fromstring(
            markup if "<html" in markup.lower() else f"<div>{markup}</div>",
            # Without this the parser drops, silently, what is nested deeper than 256 levels.
            parser=html.HTMLParser(huge_tree=True),
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return []
    pieces = "".join(_pieces(root, with_targets))
    return [line for line in map(_line, pieces.split(_LINE)) if line]


def _line(raw: str) -> str:
    cells = [" ".join(cell.split()) for cell in raw.split(_CELL)]
    return CELL_GAP.join(cell for cell in cells if cell)


def _pieces(root: etree._Element, with_targets: bool) -> Iterator[str]:
    # Walked with iterwalk and not by recursion: spoiled pages nest a thousand levels deep.
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else None
        if event == "start":
            silent += name in _SILENT
            if not silent:
                yield from _opening(element, with_targets)
            continue
        if event == "end":
            if not silent:
                yield from _closing(element, with_targets)
            silent -= name in _SILENT
        if not silent and element is not root:
            yield element.tail or ""


def _opening(element: etree._Element, with_targets: bool) -> Iterator[str]:
    if element.tag == "br":
        yield _LINE
    elif element.tag in _CELLS:
        yield _CELL
    elif element.tag in _BLOCKS and not _inside_cell(element):
        yield _LINE
    elif element.tag in _BLOCKS:
        yield " "
    if with_targets and element.tag == "img":
        yield f"（图片：{element.get('alt') or element.get('src') or '未说明'}）"
    yield element.text or ""


def _closing(element: etree._Element, with_targets: bool) -> Iterator[str]:
    if with_targets and element.tag == "a" and element.get("href"):
        yield f"（链接：{element.get('href')}）"
    if element.tag in _BLOCKS and element.tag not in _CELLS:
        yield " " if _inside_cell(element) else _LINE


def _inside_cell(element: etree._Element) -> bool:
    """Paragraphs inside a cell do not break the row that they stand in."""
    parent = element.getparent()
    while parent is not None and parent.tag not in ("table", "tr"):
        if parent.tag in _CELLS:
            return True
        parent = parent.getparent()
    return False
