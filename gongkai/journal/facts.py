"""A fact: what became true, as a small frozen dataclass named in the past tense.

    @dataclass(frozen=True)
    class ItemWithdrawn(Fact):
        version: int
        ground: str

Fields may be text, whole numbers, yes/no, dates, moments, None, and tuples of these. The class
name is the name in the journal, so it is unique in the whole house and never changes.
"""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar, get_args, get_type_hints

FACTS: dict[str, type[Fact]] = {}

F = TypeVar("F", bound="Fact")


class Fact:
    """Base of all facts; a subclass registers itself under its own name."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __init_subclass__(cls) -> None:
        known = FACTS.setdefault(cls.__name__, cls)
        if known.__module__ != cls.__module__:
            raise TypeError(f"{cls.__name__} is a fact of {known.__module__} already")


def to_data(fact: Fact) -> dict[str, Any]:
    """The fact as JSON values; dates as YYYY-MM-DD, moments in ISO 8601."""
    return {field.name: _plain(getattr(fact, field.name)) for field in dataclasses.fields(fact)}


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"a fact cannot hold {type(value).__name__}")


def from_data(kind: type[F], data: dict[str, Any]) -> F:
    """The fact as it was recorded. Fields that older entries lack take their default."""
    hints = get_type_hints(kind)
    return kind(**{name: _typed(hints[name], value) for name, value in data.items()})


def _typed(hint: Any, value: Any) -> Any:
    wanted = {hint, *get_args(hint)}
    if isinstance(value, str) and datetime in wanted:
        return datetime.fromisoformat(value)
    if isinstance(value, str) and date in wanted:
        return date.fromisoformat(value)
    if isinstance(value, list):
        inner = next((one for one in get_args(hint) if one is not Ellipsis), str)
        return tuple(_typed(inner, one) for one in value)
    return value
