"""The letters that an act would send, to be read before they go: done, looked at, and undone."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from gongkai.cases.letters import Line, LineKind, html_of
from gongkai.cases.letters.writing import NO_NUMBER
from gongkai.cases.queries import letters_of, lines_of


def letters_if(act: Callable[[], object], matter: str) -> SafeString:
    """The letters about a matter that `act` issues; nothing of it stays. Raise what it raises."""
    with transaction.atomic():
        there = set(letters_of(matter).values_list("pk", flat=True))
        act()
        new = [one for one in letters_of(matter) if one.pk not in there]
        sheets = [html_of([_unnumbered(line) for line in lines_of(one)]) for one in new]
        transaction.set_rollback(True)
    return format_html_join("\n", "{}", ((one,) for one in sheets))


def _unnumbered(line: Line) -> Line:
    return line._replace(text=NO_NUMBER) if line.kind is LineKind.NUMBER else line
