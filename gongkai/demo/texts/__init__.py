"""What the county writes: hand-written templates, a module for each subject.

Importing this package announces them all (`genres.GENRES`). No real person, place or telephone
stands in them; laws are named, and quoted only where the name says it all.
"""

from gongkai.demo.texts import (  # noqa: F401
    agriculture,
    civil_affairs,
    county,
    disclosure,
    education,
    emergency,
    finance,
    health,
    housing,
    interpretations,
    justice,
    labour,
    land,
    market,
    policies,
    projects,
    townships,
)
