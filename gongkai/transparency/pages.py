"""The log as part of the public site: its folder is nobody's page, and what it touches."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.journal.models import Entry
from gongkai.publishing.registry import SITE, reserve, touches
from gongkai.transparency.events import EntriesLogged, LogKeyRetired, LogKeyRotated
from gongkai.transparency.logs import FOLDER
from gongkai.transparency.queries import references_between

reserve(FOLDER)


@touches(EntriesLogged)
def keys_of_what_is_logged(entry: Entry) -> Iterable[str]:
    """The things whose pages were baked before their entries were in the files.

    Usually none: the log is written first, and each page is baked once, with its mark.
    """
    fact = entry.fact
    assert isinstance(fact, EntriesLogged)
    if not fact.late or entry.about != "log:public":
        return []
    return references_between(fact.first, fact.last)


@touches(LogKeyRotated, LogKeyRetired)
def every_page_that_names_a_key(_entry: Entry) -> Iterable[str]:
    """Each item's history names the keys."""
    return [SITE]
