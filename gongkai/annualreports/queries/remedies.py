"""The third table, counted: reconsideration and lawsuits about requests.

Which cases belong to a year is not laid down in the form [U]; the form file chooses
(`choices.remedies`): those decided in the year with those pending at its end, or those filed in it.
A result counts as it stood at the end of the year.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.annualreports.form import TOTAL
from gongkai.foi.models import Remedy

CONCLUDED_OR_PENDING, FILED = "concluded_or_pending", "filed"
CHOICES = (CONCLUDED_OR_PENDING, FILED)
PENDING = Remedy.Result.PENDING


def remedies_of(body_id: int, year: int, choice: str) -> QuerySet[Remedy]:
    """The cases that the report of the year counts."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    filed = Remedy.objects.filter(foi_request__body=body_id, filed_on__lte=last)
    if choice == FILED:
        return filed.filter(filed_on__gte=first)
    return filed.filter(Q(decided_on__isnull=True) | Q(decided_on__gte=first))


def counts_of_remedies(body_id: int, year: int, choice: str) -> Counter[tuple[str, str]]:
    """How many, by kind and result; the total of a kind stands in the column "total"."""
    found: Counter[tuple[str, str]] = Counter()
    cases = remedies_of(body_id, year, choice)
    undecided = Q(decided_on__isnull=True) | Q(decided_on__gt=date(year, 12, 31))
    decided = cases.exclude(undecided).values_list("kind", "result").annotate(n=Count("pk"))
    for kind, result, count in decided.order_by():
        found[kind, result] += count
    pending = cases.filter(undecided).values_list("kind").annotate(n=Count("pk"))
    for kind, count in pending.order_by():
        found[kind, str(PENDING)] += count
    for (kind, _), count in list(found.items()):
        found[kind, TOTAL] += count
    return found


def remedies_in_cell(
    body_id: int, year: int, choice: str, kind: str, column: str
) -> QuerySet[Remedy]:
    """The cases that are counted in one cell."""
    found = remedies_of(body_id, year, choice).filter(kind=kind)
    last = date(year, 12, 31)
    if column == TOTAL:
        return found
    if column == PENDING:
        return found.filter(Q(decided_on__isnull=True) | Q(decided_on__gt=last))
    return found.filter(decided_on__lte=last, result=column)
