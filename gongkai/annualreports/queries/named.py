"""The queries that cells of the form name. "Data are cells, tables are data": see `rules/reports`.

Each takes the ledger of a body and the cell, and returns its number; None for a blank.
"""

from __future__ import annotations

from collections.abc import Callable

from gongkai.annualreports.form import Cell
from gongkai.annualreports.numbers import Number
from gongkai.annualreports.queries import documents
from gongkai.annualreports.queries.ledger import Ledger

Query = Callable[[Ledger, Cell], Number | None]


def typed(_ledger: Ledger, _cell: Cell) -> None:
    """Nothing here counts it: a person types it, and until then the cell is blank."""
    return


def normative_made(ledger: Ledger, _cell: Cell) -> int:
    """Normative documents adopted in the year."""
    return documents.made_in(ledger.body.pk, ledger.year, ledger.normative_duties)


def normative_repealed(ledger: Ledger, _cell: Cell) -> int:
    """Normative documents that ended in the year."""
    return documents.ended_in(ledger.body.pk, ledger.year, ledger.normative_duties)


def normative_valid(ledger: Ledger, _cell: Cell) -> int:
    """Normative documents in force at its end."""
    return documents.valid_at_end_of(ledger.body.pk, ledger.year, ledger.normative_duties)


def _of_requests(ledger: Ledger, cell: Cell) -> int:
    _, row, column = cell.parts
    return ledger.requests.count(row, column)


def remedies(ledger: Ledger, cell: Cell) -> int:
    """Reconsiderations or lawsuits of one kind and result."""
    _, block, column = cell.parts
    return ledger.remedies[block, column]


QUERIES: dict[str, Query] = {
    "typed": typed,
    "normative_made": normative_made,
    "normative_repealed": normative_repealed,
    "normative_valid": normative_valid,
    "received": _of_requests,
    "carried_in": _of_requests,
    "closed_in_row": _of_requests,
    "closed": _of_requests,
    "carried_out": _of_requests,
    "remedies": remedies,
}


def counted(ledger: Ledger) -> dict[str, Number | None]:
    """All cells of the form as they are counted for one body."""
    return {cell.id: QUERIES[cell.query](ledger, cell) for cell in ledger.form.cells.values()}
