"""The body of an official document on screen: wide tables scroll, pictures wait their turn.

The body arrives already cleaned (by nh3, where it was taken in); here it is only wrapped. A table
wider than a phone stands in a frame that scrolls by touch and by keyboard, and the frame says so
to screen readers.
"""

from __future__ import annotations

import re
from html import escape

from lxml import html as lxml_html

SCROLL_LABEL = "表格，可左右滚动查看"

# The one style that cleaned HTML may carry. Our policy lets no style attribute act, so each becomes
# a class here, at the last moment; the text itself is kept as it was approved.
_ALIGNED = re.compile(r'(<\w[^<>]*?) style="text-align: ?(center|right|justify|left);?"')


def readable_on_phones(body: str) -> str:
    """Take cleaned HTML, give it back with tables framed and pictures loaded late."""
    body = _ALIGNED.sub(_with_class, body)
    if "<table" not in body and "<img" not in body:
        return body
    root = lxml_html.fragment_fromstring(body, create_parent="div")
    for number, table in enumerate(outermost_tables(root), start=1):
        frame_table(table, number)
    for picture in root.iter("img"):
        picture.set("loading", "lazy")
        if picture.get("alt") is None:
            picture.set("alt", "")
    return inner_html(root)


def _with_class(match: re.Match[str]) -> str:
    return f'{match[1]} class="aligned-{match[2]}"'


def outermost_tables(root: lxml_html.HtmlElement) -> list[lxml_html.HtmlElement]:
    """The tables that stand in no other table."""
    return [
        table for table in root.iter("table") if next(table.iterancestors("table"), None) is None
    ]


def frame_table(table: lxml_html.HtmlElement, number: int) -> None:
    """Put one table into a frame that scrolls; text after the table stays after the frame."""
    parent = table.getparent()
    frame = lxml_html.Element(
        "div",
        {
            "class": "table-scroll",
            "role": "region",
            "tabindex": "0",
            "aria-label": f"{SCROLL_LABEL}（{number}）",
        },
    )
    frame.tail, table.tail = table.tail, None
    parent.replace(table, frame)
    frame.append(table)


def inner_html(root: lxml_html.HtmlElement) -> str:
    """What stands inside the element, as HTML."""
    parts = [escape(root.text or "", quote=False)]
    parts += [lxml_html.tostring(child, encoding="unicode") for child in root]
    return "".join(parts)
