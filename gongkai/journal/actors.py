"""Who did it. The journal keeps a snapshot, so that it still reads right when people move on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Anyone who can act: staff (`people.Actor`), or the platform itself (`SYSTEM`)."""

    def snapshot(self) -> dict[str, str]:
        """Reference, name, post, unit, body, and for whom it was done, as they are now."""
        ...


@dataclass(frozen=True)
class SystemActor:
    """The platform acting by itself, for instance a release at its appointed hour."""

    name: str = "系统"

    def snapshot(self) -> dict[str, str]:
        return {"person": "system", "name": self.name}


SYSTEM = SystemActor()
