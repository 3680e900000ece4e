"""In which row of the second table an answer is counted: `rules/foi/answers.toml` says it."""

from __future__ import annotations

from gongkai.cases.letters.answers import answer_kinds, grounds

PARTLY_GRANTED = "R3"
NOT_CLARIFIED, NOT_PAID, WITHDRAWN = "R15", "R16", "R17"


def row_of(outcome: str, ground: str = "") -> str | None:
    """The row, such as "3.3.1"; None when the kind is unknown or the ground is missing."""
    kind = answer_kinds().get(outcome)
    if kind is None:
        return None
    if kind.report_row:
        return kind.report_row
    known = grounds().get(ground)
    return known.report_row if known else None


def outcomes_by_ground() -> list[str]:
    """The kinds of answer whose row depends on the ground for withholding."""
    return [code for code, kind in answer_kinds().items() if not kind.report_row]
