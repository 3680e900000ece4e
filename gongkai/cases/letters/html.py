"""A letter as a piece of a page: escaped, one element a line, set by `cases/letter.css`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.cases.letters.fields import Facts
from gongkai.cases.letters.setting import indent_of_signature
from gongkai.cases.letters.templates import Template
from gongkai.cases.letters.writing import Line, LineKind, compose

_NUMBER = re.compile(r"([0-9]+(?:-[0-9]+)+)")


def render_html(template: Template, facts: Facts) -> SafeString:
    """The letter as an `<article>`; raise `Incomplete` when a fact is missing."""
    return html_of(compose(template, facts))


def html_of(lines: Sequence[Line]) -> SafeString:
    """The lines as an `<article>`; all text is escaped."""
    inside = format_html_join("\n", "{}", ((_element(one, lines),) for one in lines))
    return format_html('<article class="letter">\n{}\n</article>', inside)


def _element(line: Line, lines: Sequence[Line]) -> SafeString:
    name = f"letter-{line.kind.value.replace('_', '-')}"
    if line.kind is LineKind.TITLE:
        return format_html('<h1 class="{}">{}</h1>', name, line.text)
    if line.kind in (LineKind.BODY, LineKind.DATE):
        steps = round(2 * indent_of_signature(line, lines))  # half characters: no inline styles
        return format_html('<p class="{} letter-in-{}">{}</p>', name, steps, line.text)
    return format_html('<p class="{}">{}</p>', name, _unbroken(line.text))


def _unbroken(text: str) -> SafeString:
    """Telephone numbers and the numbers of requests stay on one line."""
    pieces = _NUMBER.split(text)  # words and numbers in turn
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<span class="letter-together">{}</span>', one) if place % 2 else one,)
            for place, one in enumerate(pieces)
        ),
    )
