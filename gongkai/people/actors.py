"""A member of staff, acting: in person, or for someone who delegated a post."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.people.models import Person, Post


@dataclass(frozen=True)
class Staff:
    """Who acts, on which post, for whom. Views make `Staff(person)`; `acting` fills the rest."""

    person: Person
    post: Post | None = None
    on_behalf_of: Person | None = None

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
