"""The questions about catalogues, one module per subject; other apps import from here."""

from gongkai.registers.queries.comparing import Comparison, compare
from gongkai.registers.queries.duties import (
    duties_of,
    duty_on,
    fields_with_counts,
    overdue_reviews,
    totals,
    versions_on,
)
from gongkai.registers.queries.histories import Adjustment, ColumnChange, changes_between, history
from gongkai.registers.queries.proposals import Proposal, propose_duty
from gongkai.registers.queries.trees import Branch, Filter, tree

__all__ = [
    "Adjustment",
    "Branch",
    "ColumnChange",
    "Comparison",
    "Filter",
    "Proposal",
    "changes_between",
    "compare",
    "duties_of",
    "duty_on",
    "fields_with_counts",
    "history",
    "overdue_reviews",
    "propose_duty",
    "totals",
    "tree",
    "versions_on",
]
