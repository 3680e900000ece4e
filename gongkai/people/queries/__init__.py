"""The questions about bodies, posts and people; other apps ask the first group."""

from gongkai.people.queries.capacity import (
    acting,
    acting_anywhere,
    acting_over_body,
    delegations_to,
    holders,
    in_force,
    lent_on,
    may,
    may_anywhere,
    posts_of,
    units_where,
)

__all__ = [
    "acting",
    "acting_anywhere",
    "acting_over_body",
    "delegations_to",
    "holders",
    "in_force",
    "lent_on",
    "may",
    "may_anywhere",
    "posts_of",
    "units_where",
]
