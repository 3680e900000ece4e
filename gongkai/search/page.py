"""A page of hits, in public and at the desk: what its address asks, and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from gongkai.kernel.dates import parse_date
from gongkai.kernel.search_query import LONGEST
from gongkai.screens.components import Link, paginate
from gongkai.search.asking import MOST_PAGES, Answer, Asked
from gongkai.search.engine import FACETS, Order

ORDERS = {Order.RELEVANCE: "按相关程度", Order.NEWEST: "从新到旧", Order.OLDEST: "从旧到新"}
MOST_CHOSEN = 20  # values of a facet
SHOWN_AT_ONCE = 8  # values of a facet; the others stand behind “更多”


@dataclass(frozen=True)
class Problem:
    """Something in the address that cannot be used, and the field that it is about."""

    url: str
    text: str


@dataclass(frozen=True)
class Reading:
    """What an address asks, and what is wrong with it."""

    asked: Asked
    problems: list[Problem] = field(default_factory=list)
    typed: Mapping[str, str] = field(default_factory=dict)  # dates as they were typed


def read_asked(typed: QueryDict) -> Reading:
    """Understand an address. Only dates can be wrong; what means nothing is ignored."""
    problems: list[Problem] = []
    since = _day(typed, "since", "起始日期", problems)
    until = _day(typed, "until", "结束日期", problems)
    if since and until and until < since:
        problems.append(Problem("#until", "结束日期早于起始日期，请检查。"))
    order = typed.get("sort", "")
    asked = Asked(
        text=" ".join(typed.get("q", "")[:LONGEST].split()),
        filters={name: _values(typed, name) for name in FACETS},
        since=since,
        until=until,
        order=Order(order) if order in list(Order) else Order.RELEVANCE,
        page=_page(typed.get("page", "")),
    )
    dates = {name: typed.get(name, "")[:20] for name in ("since", "until")}
    return Reading(asked, problems, dates)


def _values(typed: QueryDict, name: str) -> tuple[str, ...]:
    values = dict.fromkeys(value[:80] for value in typed.getlist(name) if value)
    if name == "year":
        values = {value: None for value in values if value.isdecimal() and len(value) == 4}
    return tuple(values)[:MOST_CHOSEN]


def _page(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), MOST_PAGES)


def _day(typed: QueryDict, name: str, label: str, problems: list[Problem]) -> date | None:
    text = typed.get(name, "").strip()
    if not text:
        return None
    found = parse_date(text)
    if found is None:
        problems.append(Problem(f"#{name}", f"{label}看不懂，请写作 2026-05-08 的样子。"))
    return found


@dataclass(frozen=True)
class Choice:
    """A value of a facet as a link that chooses it, or takes the choice back."""

    label: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True)
class Choices:
    """A facet: the first values, and those behind “更多”."""

    label: str
    first: list[Choice]
    more: list[Choice]


def page_context(path: str, reading: Reading, answer: Answer | None) -> dict[str, Any]:
    """Everything that the template asks for."""
    asked = reading.asked
    context: dict[str, Any] = {
        "search_words": asked.text,
        "asked": asked,
        "typed": reading.typed,
        "problems": reading.problems,
        "answer": answer,
        "hidden": _kept(asked, but=("q", "since", "until", "page")),
        "narrowed": any(asked.filters.values()) or asked.since or asked.until,
        "plain_url": f"{path}?{urlencode({'q': asked.text})}",
    }
    if answer is None:
        return context
    return context | {
        "orders": [
            Link(label, _url(path, asked, sort=order.value), current=order == asked.order)
            for order, label in ORDERS.items()
        ],
        "choices": [_choices(path, asked, facet) for facet in answer.facets],
        "pagination": paginate(
            asked.page, answer.pages, lambda page: _url(path, asked, page=str(page)), answer.total
        ),
        "first": (asked.page - 1) * asked.size + 1,
        "suggestion_url": f"{path}?{urlencode({'q': answer.suggestion})}",
    }


def _choices(path: str, asked: Asked, facet: Any) -> Choices:
    choices = []
    for value in facet.values:
        chosen = [one for one in asked.filters.get(facet.name, ()) if one != value.value]
        if not value.chosen:
            chosen.append(value.value)
        url = _url(path, asked, **{facet.name: chosen})
        choices.append(Choice(value.label, value.count, value.chosen, url))
    at_once = [one for one in choices if one.chosen]
    others = [one for one in choices if not one.chosen]
    room = max(SHOWN_AT_ONCE - len(at_once), 0)
    if facet.name == "year":  # years stay in their order
        return Choices(facet.label, choices[:SHOWN_AT_ONCE], choices[SHOWN_AT_ONCE:])
    return Choices(facet.label, at_once + others[:room], others[room:])


def _kept(asked: Asked, but: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The question as name and value, in a fixed order, without what is as it is anyway."""
    pairs = [("q", asked.text)]
    pairs += [(name, value) for name in FACETS for value in asked.filters.get(name, ())]
    pairs += [("since", asked.since.isoformat())] if asked.since else []
    pairs += [("until", asked.until.isoformat())] if asked.until else []
    pairs += [("sort", asked.order.value)] if asked.order != Order.RELEVANCE else []
    pairs += [("page", str(asked.page))] if asked.page > 1 else []
    return [pair for pair in pairs if pair[0] not in set(but)]


def _url(path: str, asked: Asked, **changes: str | list[str]) -> str:
    """The address of the same question with these changes; it begins on its first page."""
    pairs = _kept(asked, but=(*changes, "page"))
    for name, value in changes.items():
        values = [value] if isinstance(value, str) else value
        pairs += [(name, one) for one in values]
    unneeded = {("sort", Order.RELEVANCE.value), ("page", "1")}
    return f"{path}?{urlencode([pair for pair in pairs if pair not in unneeded])}"
