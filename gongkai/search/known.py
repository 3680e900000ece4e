"""What every question needs of the database: read again only when a fact says that it changed."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Max

from gongkai.journal.models import Entry
from gongkai.people import events as people
from gongkai.people.models import Body
from gongkai.reference import events as reference
from gongkai.reference.models import Code
from gongkai.search import events
from gongkai.search.models import BestBet, Synonym
from gongkai.search.understanding import Synonyms

# After any of these, in whatever process, all of it is read again. They are rare.
FACTS = tuple(
    fact.__name__
    for fact in (
        events.SynonymsLoaded, events.SynonymAdded, events.SynonymChanged,
        events.BestBetAdded, events.BestBetChanged, events.BestBetRemoved,
        people.BodyCreated, people.BodyChanged, people.BodyClosed,
        reference.CodeListLoaded, reference.CodeAdded, reference.CodeChanged,
    )
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """Words that mean the same, pages to put first, and what codes are called."""

    synonyms: Synonyms
    best_bets: tuple[BestBet, ...]
    bodies: Mapping[str, str]
    subjects: Mapping[str, str]


_last: list[tuple[float, Known]] = []


def known() -> Known:
    """As it was within the last second: what an editor changes is asked for that much later."""
    now = time.monotonic()
    if not _last or now >= _last[0][0] + settings.SEARCH_WORDS_KEPT_FOR:
        _last[:] = [(now, _as_it_is())]
    return _last[0][1]


def _as_it_is() -> Known:
    newest = Entry.objects.filter(name__in=FACTS).aggregate(id=Max("id"), at=Max("at"))
    return _read(newest["id"], newest["at"])


@lru_cache(maxsize=2)
def _read(_id: int | None, _at: datetime | None) -> Known:
    return Known(
        _synonyms(),
        tuple(BestBet.objects.all()),
        dict(Body.objects.values_list("code", "name")),
        dict(Code.objects.filter(list__code="subjects").values_list("code", "name")),
    )


def _synonyms() -> Synonyms:
    """By word, in both directions."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in Synonym.objects.filter(is_used=True):
        found[row.word][row.means] = None
        if row.both_ways:
            found[row.means][row.word] = None
    return {word: tuple(others) for word, others in found.items()}
