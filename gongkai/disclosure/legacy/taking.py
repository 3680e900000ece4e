"""Through a whole file in batches: each is taken over whole, or left out whole with reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from gongkai.disclosure import verbs
from gongkai.disclosure.legacy.judging import Judge, Judged, Problem
from gongkai.disclosure.legacy.rows import Row, label
from gongkai.disclosure.operations.importing import Legacy, take_over
from gongkai.journal.recording import Refused, refuse_if
from gongkai.journal.statistics import refresh_statistics
from gongkai.people.actors import Staff
from gongkai.people.models import Unit
from gongkai.people.queries import acting
from gongkai.registers.models import CatalogueEntry

BATCH = 300  # one transaction: some seconds at most, and little lost when it is refused

ALREADY = "索引号“{number}”已经使用，多半是导入过的；要略过这些行，请选择略过已导入的。"


@dataclass
class Outcome:
    """What became of a file, or would."""

    read: int = 0
    taken: int = 0  # taken over; with `dry_run`, what would be
    known: list[tuple[str, str]] = field(default_factory=list)  # where, index number: left alone
    left_out: int = 0  # nothing is wrong with them, but with another row of their batch
    without_number: int = 0  # taken over, but a second import will not know them again
    problems: list[Problem] = field(default_factory=list)
    out_of_order: str = ""  # where the first row stands that is older than one before it
    _newest: date = date.min


def take_over_rows(
    rows: Iterable[Row],
    unit: Unit,
    *,
    staff: Staff,
    duty: CatalogueEntry | None = None,
    skip_known: bool = False,
    dry_run: bool = False,
    progress: Callable[[Outcome], None] | None = None,
) -> Outcome:
    """Take rows over for a unit; `duty` for those that name none. Done again with `skip_known`, it
    goes on where it was broken off.

    Raises `Refused` when the person may not import for this unit at all.
    """
    refuse_if(reasons_not_to_import_for(unit, staff))
    judge, outcome = Judge(duty), Outcome()
    for batch in _batches(rows):
        judged = judge.judge(batch)
        note(judged, outcome, skip_known=skip_known)
        legacies = [one.legacy for one in judged if one.legacy]
        stopped = any(one.problems or (one.known and not skip_known) for one in judged)
        if stopped:
            outcome.left_out += len(legacies)
        elif legacies and (dry_run or _taken(legacies, batch, unit, staff, outcome)):
            outcome.taken += len(legacies)
            outcome.without_number += sum(not one.index_number for one in legacies)
        if progress:
            progress(outcome)
    if outcome.taken and not dry_run:
        refresh_statistics()
    return outcome


def reasons_not_to_import_for(unit: Unit, staff: Staff) -> list[str]:
    """Why this person may take nothing over for the unit."""
    if acting(staff, verbs.IMPORT, unit):
        return []
    return [f"您没有对“{unit}”办理“{verbs.IMPORT.label}”的权限。"]


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    going = iter(rows)
    while batch := list(islice(going, BATCH)):
        yield batch


def note(judged: Sequence[Judged], outcome: Outcome, *, skip_known: bool) -> None:
    """Write down what the judgement of some rows is."""
    outcome.read += len(judged)
    for one in judged:
        outcome.problems += one.problems
        if one.known and skip_known:
            outcome.known.append((one.row.where, one.known))
        elif one.known:
            said = ALREADY.format(number=one.known)
            outcome.problems.append(Problem(one.row.where, label("index_number"), said))
        if one.legacy:
            if one.legacy.published_on < outcome._newest and not outcome.out_of_order:
                outcome.out_of_order = one.row.where
            outcome._newest = max(outcome._newest, one.legacy.published_on)


def _taken(
    legacies: Sequence[Legacy], batch: Sequence[Row], unit: Unit, staff: Staff, outcome: Outcome
) -> bool:
    try:
        take_over(legacies, unit, staff=staff)
    except Refused as refused:
        where = f"{batch[0].where}至{batch[-1].where}"
        outcome.problems += [Problem(where, "", reason) for reason in refused.reasons]
        outcome.left_out += len(legacies)
        return False
    return True
