"""The synonyms as questions need them: by word, in both directions, quickly."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import lru_cache

from gongkai.journal.models import Entry
from gongkai.search.models import Synonym
from gongkai.search.understanding import Synonyms

_FACTS = ("SynonymsLoaded", "SynonymAdded", "SynonymChanged")


def synonyms() -> Synonyms:
    """What each word also means. Read again only when somebody changed them, in any process."""
    facts = Entry.objects.filter(name__in=_FACTS).order_by("-id")
    return _read(facts.values_list("id", "at").first())


@lru_cache(maxsize=2)
def _read(_: tuple[int, datetime] | None) -> Synonyms:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in Synonym.objects.filter(is_used=True):
        found[row.word][row.means] = None
        if row.both_ways:
            found[row.means][row.word] = None
    return {word: tuple(others) for word, others in found.items()}
