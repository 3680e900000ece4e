"""What stands against closing a body or a unit: told by the apps that give them something to do.

@stands_against_closing_a_body
def duties(body: Body) -> Iterable[str]:   # sentences; none when nothing stands against it
    ...

People know nothing of duties or items; who knows them says what must be handed over first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gongkai.people.models import Body, Unit

AgainstBody = Callable[[Body], Iterable[str]]
AgainstUnit = Callable[[Unit], Iterable[str]]

_against_bodies: list[AgainstBody] = []
_against_units: list[AgainstUnit] = []


def stands_against_closing_a_body(tell: AgainstBody) -> AgainstBody:
    """Announce what a body must hand over before it is closed."""
    _against_bodies.append(tell)
    return tell


def stands_against_closing_a_unit(tell: AgainstUnit) -> AgainstUnit:
    """Announce what a unit must hand over before it is closed."""
    _against_units.append(tell)
    return tell


def still_owed_by_body(body: Body) -> list[str]:
    """All that the body itself must hand over first, in sentences."""
    return [sentence for tell in _against_bodies for sentence in tell(body)]


def still_owed_by_unit(unit: Unit) -> list[str]:
    """All that the unit must hand over first, in sentences."""
    return [sentence for tell in _against_units for sentence in tell(unit)]
