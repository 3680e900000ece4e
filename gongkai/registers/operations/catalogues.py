"""Set up a catalogue."""

from __future__ import annotations

from gongkai.journal.actors import Actor
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.models import Body
from gongkai.registers.events import CatalogueCreated
from gongkai.registers.models import Catalogue
from gongkai.registers.queries.reasons import capacity, reasons_not_to_create_catalogue


@operation
def create_catalogue(
    *,
    code: str,
    name: str,
    kind: str,
    body: Body,
    actor: Actor,
    basis: str = "",
    channel_legend: str = "",
    order: int = 0,
) -> Catalogue:
    """Set up an empty catalogue that `body` compiles; refused when the code is taken."""
    refuse_if(reasons_not_to_create_catalogue(code, name, kind, body, actor))
    catalogue = Catalogue.objects.create(
        code=code,
        name=name.strip(),
        kind=kind,
        body=body,
        basis=basis,
        channel_legend=channel_legend,
        order=order,
    )
    record(
        CatalogueCreated(kind=kind, body=body.code),
        about=catalogue.reference,
        actor=capacity(actor, body) or actor,
    )
    return catalogue
