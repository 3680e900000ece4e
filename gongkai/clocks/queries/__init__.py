"""The questions to clocks; other apps ask these.

`reading` answers from the journal, the rest from the table.
"""

from gongkai.clocks.queries.health import health
from gongkai.clocks.queries.moves import Loading, loadings, moved_by
from gongkai.clocks.queries.reading import (
    NotBegun,
    facts_of,
    reading_of,
    reading_told,
)
from gongkai.clocks.queries.table import clocks_of, open_clocks

__all__ = [
    "Loading",
    "NotBegun",
    "clocks_of",
    "facts_of",
    "health",
    "loadings",
    "moved_by",
    "open_clocks",
    "reading_of",
    "reading_told",
]
