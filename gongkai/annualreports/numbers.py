"""The numbers of a report: a mapping from cell id to a number, or None for a blank. Blank is not 0.

Counts are whole numbers; the one sum of money (万元) is a decimal with at most four places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

Number = int | Decimal
Cells = Mapping[str, Number | None]


def total(numbers: Iterable[Number | None]) -> Number | None:
    """The sum; None as soon as one of them is blank."""
    found: Number = 0
    for one in numbers:
        if one is None:
            return None
        found = found + one
    return found


def add_up(many: Iterable[Cells]) -> dict[str, Number | None]:
    """Cell by cell the sum over several reports."""
    found = list(many)
    names = dict.fromkeys(name for cells in found for name in cells)
    return {name: total(cells.get(name) for cells in found) for name in names}


def written(number: Number | None) -> str:
    """As it stands in a table: no needless zeros, nothing for a blank."""
    if number is None:
        return ""
    return str(number) if isinstance(number, int) else f"{tidy(number):f}"


def tidy(number: Decimal) -> Decimal:
    """The same without zeros at the end: 12.5000 is 12.5, and 30 stays 30."""
    short = number.normalize()
    return short if short.as_tuple().exponent <= 0 else short.quantize(Decimal(1))  # type: ignore[operator]


def to_json(number: Number | None) -> int | float | None:
    """As a JSON number."""
    if isinstance(number, Decimal):
        return int(number) if number == number.to_integral_value() else float(number)
    return number


def to_text(number: Number | None) -> int | str | None:
    """As it is kept in a frozen edition: whole numbers plain, decimals exactly, as text."""
    return written(number) if isinstance(number, Decimal) else number


def from_text(kept: int | str | None) -> Number | None:
    """Back from a frozen edition."""
    return Decimal(kept) if isinstance(kept, str) else kept
