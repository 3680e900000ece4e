"""The verbs on the words of the search: synonyms and best bets."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gongkai.rules
from gongkai.journal.actors import Actor
from gongkai.journal.recording import Refused, operation, record, refuse_if
from gongkai.search import events, queries
from gongkai.search.models import BestBet, Synonym

SHIPPED = Path(gongkai.rules.__file__).parent / "search" / "synonyms.csv"
DIRECTIONS = {"": True, "both": True, "one": False}

Values = Mapping[str, Any]


def load_synonyms(path: Path = SHIPPED, *, actor: Actor) -> int:
    """Take in the shipped list; how many pairs were added or changed. What was changed on screen
    is left alone, and nothing is recorded when there was nothing to do."""
    rows = _read(path)
    known = {(row.word, row.means): row for row in Synonym.objects.all()}
    added = [row for row in rows if (row.word, row.means) not in known]
    changed = [
        row
        for row in rows
        if (one := known.get((row.word, row.means))) and not one.kept_here and _differ(one, row)
    ]
    if added or changed:
        _load(added, changed, actor=actor)
    return len(added) + len(changed)


def _read(path: Path) -> list[Synonym]:
    """The pairs of the file, folded. One fault and nothing is taken in."""
    found, faults = {}, []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            word, means = queries.plain_word(row["word"]), queries.plain_word(row["means"])
            if len(word) < 2 or len(means) < 2 or word == means or not row["origin"].strip():
                faults.append(f"{path.name} 第{number}行：词、同义词或来源有误。")
            elif row["direction"] not in DIRECTIONS:
                faults.append(f"{path.name} 第{number}行：方向应为 both 或 one。")
            elif (word, means) in found or (means, word) in found:
                faults.append(f"{path.name} 第{number}行：“{word}”与“{means}”重复。")
            else:
                both = DIRECTIONS[row["direction"]]
                origin = row["origin"].strip()
                found[word, means] = Synonym(word=word, means=means, both_ways=both, origin=origin)
    refuse_if(faults)
    return list(found.values())


def _differ(one: Synonym, other: Synonym) -> bool:
    return (one.both_ways, one.origin) != (other.both_ways, other.origin)


@operation
def _load(added: list[Synonym], changed: list[Synonym], *, actor: Actor) -> None:
    refuse_if(queries.reasons_not_to_tend(actor))
    Synonym.objects.bulk_create(added)
    for row in changed:
        Synonym.objects.filter(word=row.word, means=row.means).update(
            both_ways=row.both_ways, origin=row.origin
        )
    record(events.SynonymsLoaded(len(added), len(changed)), about="synonyms", actor=actor)


@operation
def add_synonym(values: Values, *, actor: Actor) -> Synonym:
    """Say that two words mean the same."""
    refuse_if(queries.reasons_not_to_tend(actor))
    values = _synonym(values)
    refuse_if(queries.reasons_against_synonym(values["word"], values["means"], values["origin"]))
    row = Synonym.objects.create(**values, kept_here=True)
    record(events.SynonymAdded(), about=row.reference, actor=actor)
    return row


def _synonym(values: Values) -> dict[str, Any]:
    kept = dict(values)
    for name in ("word", "means"):
        kept[name] = queries.plain_word(kept[name])
    return kept | {"origin": kept["origin"].strip()}


@operation
def change_synonym(row: Synonym, values: Values, *, actor: Actor) -> Synonym:
    """Change a pair, or stop using it. The shipped list will leave it alone from now on."""
    row = Synonym.objects.select_for_update().get(pk=row.pk)
    refuse_if(queries.reasons_not_to_tend(actor))
    values = _synonym(values)
    refuse_if(
        queries.reasons_against_synonym(values["word"], values["means"], values["origin"], row)
    )
    fields = _apply(row, values)
    row.kept_here = True
    row.save()
    record(events.SynonymChanged(fields), about=row.reference, actor=actor)
    return row


@operation
def add_best_bet(values: Values, *, actor: Actor) -> BestBet:
    """Put a page above the hits of certain questions."""
    refuse_if(queries.reasons_not_to_tend(actor))
    values = _best_bet(values)
    refuse_if(queries.reasons_against_best_bet(values["questions"], values["title"], values["url"]))
    row = BestBet.objects.create(**values)
    record(events.BestBetAdded(), about=row.reference, actor=actor)
    return row


def _best_bet(values: Values) -> dict[str, Any]:
    texts = {name: values[name].strip() for name in ("title", "url", "text")}
    questions = queries.normal_questions("\n".join(values["questions"]))
    return {**values, **texts, "questions": questions}


@operation
def change_best_bet(row: BestBet, values: Values, *, actor: Actor) -> BestBet:
    """Change what it says or which questions it answers."""
    row = BestBet.objects.select_for_update().get(pk=row.pk)
    refuse_if(queries.reasons_not_to_tend(actor))
    values = _best_bet(values)
    refuse_if(
        queries.reasons_against_best_bet(values["questions"], values["title"], values["url"], row)
    )
    fields = _apply(row, values)
    row.save()
    record(events.BestBetChanged(fields), about=row.reference, actor=actor)
    return row


@operation
def remove_best_bet(row: BestBet, *, actor: Actor) -> None:
    """Take it away."""
    row = BestBet.objects.select_for_update().get(pk=row.pk)
    refuse_if(queries.reasons_not_to_tend(actor))
    reference = row.reference
    row.delete()
    record(events.BestBetRemoved(), about=reference, actor=actor)


def _apply(row: Synonym | BestBet, values: Values) -> tuple[str, ...]:
    """Set what differs; the names of those fields. Nothing different is a refusal."""
    fields = tuple(name for name, value in values.items() if getattr(row, name) != value)
    if not fields:
        raise Refused([queries.UNCHANGED])
    for name in fields:
        setattr(row, name, values[name])
    return fields
