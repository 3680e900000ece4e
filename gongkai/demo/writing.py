"""How a paper is put together: paragraphs, headings, tables, and its signature.

A paper is a list of parts. A text that begins with 一、 and has no full stop is a heading, （一）
a lesser one, everything else a paragraph; a `Table` is a table. That is how clerks write, and it
keeps the texts of the county readable as texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from gongkai.kernel.dates import chinese_date

NUMERALS = "一二三四五六七八九十"
_HEADING = re.compile(rf"[{NUMERALS}]{{1,3}}、[^。；]*$")
_LESSER = re.compile(rf"（[{NUMERALS}]{{1,3}}）[^。；]*$")
_FIGURE = re.compile(r"[-+]?[\d,]+(\.\d+)?%?")


@dataclass(frozen=True)
class Table:
    """A table of a paper; figures are set to the right."""

    caption: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[object]]
    note: str = ""  # below it: 单位, 说明


Part = str | Table


@dataclass(frozen=True)
class Text:
    """What a template writes: the title, the parts, and what the page's head says of them."""

    title: str
    parts: Sequence[Part]
    keywords: tuple[str, ...] = ()
    summary: str = ""  # the first paragraph when empty
    effective_on: date | None = None
    expires_on: date | None = None
    validity: str = ""
    signed: bool = True  # ends with the organ and the date
    form: str = ""  # the name of a blank form that goes with it, if any

    @property
    def tables(self) -> list[Table]:
        return [part for part in self.parts if isinstance(part, Table)]


def to_html(text: Text, signature: str, on: date, annexes: Sequence[str] = ()) -> str:
    """The body of the paper; `annexes` are the names of its files, listed as papers list them."""
    pieces = [_part(part) for part in text.parts]
    pieces += _annexes(annexes)
    if text.signed:
        pieces += [_right(signature), _right(chinese_date(on))]
    return "".join(pieces)


def _part(part: Part) -> str:
    if isinstance(part, Table):
        return _table(part)
    for pattern, tag in ((_HEADING, "h2"), (_LESSER, "h3")):
        if pattern.fullmatch(part):
            return f"<{tag}>{escape(part, quote=False)}</{tag}>"
    return f"<p>{escape(part, quote=False)}</p>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell, quote=False)}</th>' for cell in table.head)
    rows = "".join(f"<tr>{_cells(row)}</tr>" for row in table.rows)
    note = f"<p>{escape(table.note, quote=False)}</p>" if table.note else ""
    return (
        f"<table><caption>{escape(table.caption, quote=False)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{note}"
    )


def _cells(row: Iterable[object]) -> str:
    return "".join(_cell(str(cell)) for cell in row)


def _cell(text: str) -> str:
    style = ' style="text-align: right"' if _FIGURE.fullmatch(text) else ""
    return f"<td{style}>{escape(text, quote=False)}</td>"


def _annexes(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    if len(names) == 1:
        return [f"<p>附件：{escape(names[0], quote=False)}</p>"]
    listed = [f"{n}.{escape(name, quote=False)}" for n, name in enumerate(names, 1)]
    return ["<p>附件：" + "；".join(listed) + "</p>"]


def _right(words: str) -> str:
    return f'<p style="text-align: right">{escape(words, quote=False)}</p>'


def numeral(number: int) -> str:
    """一 to 九十九, for headings and sessions."""
    tens, ones = divmod(number, 10)
    head = ("" if tens < 2 else NUMERALS[tens - 1]) + ("十" if tens else "")
    return head + (NUMERALS[ones - 1] if ones else "")


def sections(*parts: tuple[str, Sequence[Part] | str]) -> list[Part]:
    """Numbered sections: heading without its number, and what stands below it."""
    found: list[Part] = []
    for number, (heading, below) in enumerate(parts, 1):
        found.append(f"{numeral(number)}、{heading}")
        found += [below] if isinstance(below, str) else below
    return found


def first_sentence(parts: Sequence[Part], most: int = 110) -> str:
    """The first real paragraph, for the summary; cut at a stop."""
    for part in parts:
        if isinstance(part, str) and len(part) > 24 and not part.endswith("："):
            sentence = part.split("。")[0] + "。"
            return sentence if len(sentence) <= most else sentence[: most - 1] + "…"
    return ""
