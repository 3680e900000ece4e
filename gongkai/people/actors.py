"""A member of staff, acting: in person, or for someone who delegated a post."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.people.models import Person, Post

if TYPE_CHECKING:
    from gongkai.people.queries.held import HeldRights


@dataclass(frozen=True)
class Staff:
    """Who acts, on which post, for whom. Views make `Staff(person)`; `acting` fills the rest.

    `held` is what the person may do, asked once for one page; operations do not look at it.
    """

    person: Person
    post: Post | None = None
    on_behalf_of: Person | None = None
    held: HeldRights | None = field(default=None, compare=False, repr=False)

    def snapshot(self) -> dict[str, str]:
        """What the journal keeps of it."""
        kept = {"person": self.person.reference, "name": self.person.name}
        if self.post:
            kept |= {
                "post": self.post.name,
                "unit": self.post.unit.name,
                "body": self.post.unit.body.name,
            }
        if self.on_behalf_of:
            kept["on_behalf_of"] = self.on_behalf_of.name
        return kept
