"""The questions about bodies, posts and people; other apps ask those of `capacity`.

Reasons why something cannot be done stand in `organisation`, `staffing` and `delegating`.
"""

from gongkai.people.queries.capacity import (
    Viewer,
    acting,
    acting_anywhere,
    acting_over_body,
    delegations_to,
    holders,
    holders_by_unit,
    in_force,
    lent_on,
    may,
    may_any,
    may_anywhere,
    person_of,
    posts_of,
    reach_of,
    units_held,
    units_of_posts,
    units_where,
    units_where_any,
    widest_reach,
)
from gongkai.people.queries.closing import closed_reasons, open_bodies, open_units
from gongkai.people.queries.held import HeldRights
from gongkai.people.queries.managing import Scope, manager, manager_of
from gongkai.people.queries.organisation import BodyDetails
from gongkai.people.queries.reaching import somewhere

__all__ = [
    "BodyDetails",
    "HeldRights",
    "Scope",
    "Viewer",
    "acting",
    "acting_anywhere",
    "acting_over_body",
    "closed_reasons",
    "delegations_to",
    "holders",
    "holders_by_unit",
    "in_force",
    "lent_on",
    "manager",
    "manager_of",
    "may",
    "may_any",
    "may_anywhere",
    "open_bodies",
    "open_units",
    "person_of",
    "posts_of",
    "reach_of",
    "somewhere",
    "units_held",
    "units_of_posts",
    "units_where",
    "units_where_any",
    "widest_reach",
]
