"""What posts may do with the search."""

from __future__ import annotations

from gongkai.people.verbs import verb

TEND = verb("search.tend", "维护搜索词")
