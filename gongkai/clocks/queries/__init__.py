"""The questions to clocks; other apps ask these.

`reading` answers from the journal, the rest from the table.
"""

from gongkai.clocks.queries.reading import (
    NotBegun,
    calendar_at,
    facts_of,
    reading_of,
)
from gongkai.clocks.queries.table import clocks_of, open_clocks

__all__ = [
    "NotBegun",
    "calendar_at",
    "clocks_of",
    "facts_of",
    "open_clocks",
    "reading_of",
]
