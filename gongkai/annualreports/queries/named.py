"""The queries that cells of the form name. "Data are cells, tables are data": see `rules/reports`.

Each takes the ledger of a body and the cell, and returns its number; None for a blank.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from gongkai.annualreports.form import Cell
from gongkai.annualreports.numbers import Number
from gongkai.annualreports.queries import documents
from gongkai.annualreports.queries.ledger import Ledger
from gongkai.disclosure.models import Item

Query = Callable[[Ledger, Cell], Number | None]


def typed(_ledger: Ledger, _cell: Cell) -> None:
    """Nothing here counts it: a person types it, and until then the cell is blank."""
    return


def _documents(ledger: Ledger, cell: Cell) -> QuerySet[Item]:
    """What the row counts; its key begins with `regulations` or `normative`."""
    if cell.parts[1].startswith("regulations."):
        return documents.documents_of(ledger.body.pk, documents.Nature.REGULATION)
    return documents.documents_of(
        ledger.body.pk, documents.Nature.NORMATIVE, ledger.normative_duties
    )


def documents_made(ledger: Ledger, cell: Cell) -> int:
    """Adopted in the year."""
    return documents.made_in(_documents(ledger, cell), ledger.year)


def documents_repealed(ledger: Ledger, cell: Cell) -> int:
    """That ended in the year."""
    return documents.ended_in(_documents(ledger, cell), ledger.year)


def documents_valid(ledger: Ledger, cell: Cell) -> int:
    """In force at its end."""
    return documents.valid_at_end_of(_documents(ledger, cell), ledger.year)


def _of_requests(ledger: Ledger, cell: Cell) -> int:
    _, row, column = cell.parts
    return ledger.requests.count(row, column)


def remedies(ledger: Ledger, cell: Cell) -> int:
    """Reconsiderations or lawsuits of one kind and result."""
    _, block, column = cell.parts
    return ledger.remedies[block, column]


QUERIES: dict[str, Query] = {
    "typed": typed,
    "documents_made": documents_made,
    "documents_repealed": documents_repealed,
    "documents_valid": documents_valid,
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
