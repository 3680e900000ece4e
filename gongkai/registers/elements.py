"""公开内容（要素）: a cell split into its elements, and written again.

Places separate them by ●, 〇, numbers, circled numbers, semicolons or lines. Where a table sets ●
(obligatory) against 〇 (optional), that is kept. The coarsest separator of a cell rules: inside
“●名称；文号” the semicolon belongs to the element.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_BULLETS = "●〇○◯◆◇▪•·■□"
_OPTIONAL = "〇○◯◇□"
_FIGURES = "一二三四五六七八九零〇\\d"  # 二〇二六年 has a zero and no bullet in it
_BULLET = re.compile(
    rf"(?:^|(?<=[\s；;。，,、]))\s*([{_BULLETS}])\s*|(●|(?<![{_FIGURES}])[〇◯](?![{_FIGURES}]))\s*"
)
_CIRCLED = re.compile(r"[①-⑳]\s*[.、．]?\s*")
_NUMBERS = (
    _CIRCLED,
    re.compile(r"(?:^|(?<=[\s；;。，,]))\d{1,2}\s*[.、．)）](?!\d)\s*"),
    re.compile(r"[（(]\d{1,2}[)）]\s*"),
    re.compile(r"(?:^|(?<=[\s；;。，,]))[（(]?[一二三四五六七八九十]{1,3}[)）、.．]\s*"),
)
_OWN_ROUTE = re.compile(r"[（(\[【](?P<also>主动(?:公开)?、)?依申请(?:公开)?[)）\]】]$")
_ENDS = " \t\n　；;。，,、"

PROACTIVE, ON_REQUEST = "proactive", "on_request"


_OWN_WORDS = {(ON_REQUEST,): "（依申请公开）", (PROACTIVE, ON_REQUEST): "（主动公开、依申请公开）"}


class Element(NamedTuple):
    """One thing that must be public, the ways it is, and whether it may be left out (〇)."""

    text: str
    routes: tuple[str, ...] = (PROACTIVE,)
    optional: bool = False


def split(cell: str, routes: tuple[str, ...] = (PROACTIVE,)) -> tuple[Element, ...]:
    """The elements of a cell; `routes` are those of its row.

    An element that ends in （依申请公开） says its own route, and the words go into it.
    """
    cell = cell.strip()
    bullets = list(_BULLET.finditer(cell))
    if bullets:
        return tuple(_bulleted(cell, bullets, routes))
    for pattern in _NUMBERS:
        starts = list(pattern.finditer(cell))
        if starts and (starts[0].start() == 0 or (pattern is _CIRCLED and len(starts) > 1)):
            return _plain(_between(cell, starts), routes)
    separator = "\n" if "\n" in cell else r"[；;]"
    return _plain(re.split(separator, cell), routes)


def _bulleted(
    cell: str, bullets: list[re.Match[str]], routes: tuple[str, ...]
) -> Iterable[Element]:
    head = cell[: bullets[0].start()]
    yield from _plain([head], routes)
    ends = [*(one.start() for one in bullets[1:]), len(cell)]
    for bullet, end in zip(bullets, ends, strict=True):
        optional = (bullet[1] or bullet[2]) in _OPTIONAL
        for one in _plain([cell[bullet.end() : end]], routes):
            yield one._replace(optional=optional)


def _between(cell: str, starts: list[re.Match[str]]) -> list[str]:
    ends = [*(one.start() for one in starts[1:]), len(cell)]
    head = cell[: starts[0].start()]
    return [head, *(cell[one.end() : end] for one, end in zip(starts, ends, strict=True))]


def _plain(texts: Iterable[str], routes: tuple[str, ...]) -> tuple[Element, ...]:
    found = []
    for text in texts:
        text = "".join(line.strip() for line in text.splitlines()).strip(_ENDS)
        marked = _OWN_ROUTE.search(text)
        if marked and marked.start():
            own = (PROACTIVE, ON_REQUEST) if marked["also"] else (ON_REQUEST,)
            found.append(Element(text[: marked.start()].strip(_ENDS), own))
        elif text:
            found.append(Element(text, routes))
    return tuple(found)


def written(elements: Iterable[Element]) -> str:
    """A cell of the official layout: ● or 〇 before each, one a line."""
    return "\n".join(f"{'〇' if one.optional else '●'}{one.text}" for one in elements)


def from_lines(text: str, routes: tuple[str, ...] = (PROACTIVE,)) -> tuple[Element, ...]:
    """Elements as a form takes them: one a line, 〇 before what is optional."""
    lines = (line.strip() for line in text.splitlines())
    marked = (line if line[0] in _BULLETS else f"●{line}" for line in lines if line)
    return split("\n".join(marked), routes)


def to_lines(elements: Iterable[Element], routes: tuple[str, ...] = (PROACTIVE,)) -> str:
    """The same lines again; an element's own route stands in brackets at the end of its line."""
    return "\n".join(
        f"{'〇' if one.optional else ''}{one.text}{_OWN_WORDS.get(one.routes, '')}"
        if one.routes != routes
        else f"{'〇' if one.optional else ''}{one.text}"
        for one in elements
    )
