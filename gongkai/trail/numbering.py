"""The follower that gives every fact its entry in the trail, in the order of the line.

Tables only, in one transaction with its bookmark; the files are the writer's business. It comes
after the followers that publish, and in bulk costs a few rows and hashes a fact.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.db import connection
from django.db.models import Max

from gongkai.journal.followers import follower
from gongkai.journal.models import Bookmark, Entry, Line
from gongkai.kernel.tlog.commitments import SALT_SIZE
from gongkai.kernel.tlog.hashing import leaf_hash
from gongkai.trail.leaves import entry_bytes
from gongkai.trail.models import Case, TrailEntry

NAME = "trail.numbering"
BATCH = 1000  # facts at a time
ROWS = 500  # in one statement


def behind() -> int:
    """How many facts of the line have no entry yet."""
    last = Line.objects.filter(pk=1).values_list("last", flat=True).first() or 0
    read = Bookmark.objects.filter(follower=NAME).values_list("seq", flat=True).first() or 0
    return last - read


@follower(NAME, batch=BATCH)
def number_facts(entries: Sequence[Entry]) -> None:
    """Bind these facts into the chains of their cases."""
    known = set(
        TrailEntry.objects.filter(fact__in=[one.pk for one in entries]).values_list(
            "fact", flat=True
        )
    )
    fresh = [one for one in entries if one.pk not in known]
    cases = _cases_of(fresh)
    rows = _rows(fresh, cases)
    _keep(list(cases.values()))
    for row in rows:
        row.case_id = row.case.pk  # new cases have their keys only now
    TrailEntry.objects.bulk_create(rows, batch_size=ROWS)


def _cases_of(entries: Sequence[Entry]) -> dict[str, Case]:
    references = {one.about for one in entries}
    known = {one.reference: one for one in Case.objects.filter(reference__in=references)}
    return {each: known.get(each) or Case(reference=each) for each in references}


def _rows(entries: Sequence[Entry], cases: dict[str, Case]) -> list[TrailEntry]:
    last = TrailEntry.objects.aggregate(last=Max("index"))["last"]
    rows = []
    for index, entry in enumerate(entries, start=0 if last is None else last + 1):
        case, salt = cases[entry.about], secrets.token_bytes(SALT_SIZE)
        previous = None if case.leaf is None else bytes(case.leaf)
        case.seq += 1
        content = entry_bytes(entry, case.case, case.seq, previous, salt)
        case.leaf = leaf_hash(content)
        rows.append(
            TrailEntry(
                index=index, case=case, seq=case.seq, fact=entry.pk, salt=salt, content=content
            )
        )
    return rows


def _keep(cases: list[Case]) -> None:
    """New ones are written with the ends of their chains; of old ones the ends are moved."""
    Case.objects.bulk_create([one for one in cases if one.pk is None], batch_size=ROWS)
    moved = [(one.seq, bytes(one.leaf or b""), one.pk) for one in cases]
    with connection.cursor() as cursor:  # one prepared statement: CASE WHEN is far slower
        cursor.executemany("UPDATE trail_case SET seq = %s, leaf = %s WHERE id = %s", moved)
