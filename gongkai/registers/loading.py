"""Catalogues shipped as data (rules/catalogues), taken into the tables of an instance.

`catalogues.toml` names the catalogues; each has a .csv with one duty a row, in the words of the
official table. Loading again leaves catalogues alone that exist already: they are kept on screen.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.journal.actors import Actor
from gongkai.people.models import Body
from gongkai.registers import channels as channel_list
from gongkai.registers import elements as element_list
from gongkai.registers.columns import EVERYONE, ROUTES, STAGES, DutyColumns, duty_route
from gongkai.registers.headers import levels_in
from gongkai.registers.models import Catalogue
from gongkai.registers.operations import add_duty, create_catalogue
from gongkai.registers.responsibility import Bodies

BUILTIN = Path(__file__).resolve().parents[1] / "rules" / "catalogues"


def load_catalogues(folder: Path, bodies: Mapping[str, Body], actor: Actor) -> list[Catalogue]:
    """Load the catalogues of a folder that do not exist yet; returns those that were loaded.

    `bodies` leads from the names in the files (县财政局) to bodies of this county; names that are
    absent there are looked for among all bodies, and what nobody answers to stays as text. Raises
    KeyError when the body that compiles a catalogue is unknown.
    """
    known = Bodies(aliases=bodies)
    table = tomllib.loads((folder / "catalogues.toml").read_text(encoding="utf-8"))
    return [
        _load(folder, entry, order, known, actor)
        for order, entry in enumerate(table["catalogue"], start=1)
        if not Catalogue.objects.filter(code=entry["code"]).exists()
    ]


def _load(
    folder: Path, entry: Mapping[str, Any], order: int, bodies: Bodies, actor: Actor
) -> Catalogue:
    compiler = bodies.named_in(entry["body"]).lead
    if compiler is None:
        raise KeyError(f"没有名为“{entry['body']}”的机关，不能载入{entry['name']}。")
    catalogue = create_catalogue(
        code=entry["code"],
        name=entry["name"],
        kind=entry["kind"],
        body=compiler,
        actor=actor,
        basis=entry["basis"],
        order=order,
    )
    for columns, row in read_duties(folder / entry["file"]):
        add_duty(
            catalogue,
            columns,
            actor=actor,
            effective_on=entry["effective_on"],
            explanation="首次编制",
            source=row["source"],
            unconfirmed=row["unconfirmed"],
            column_code=row["column_code"],
            bodies=bodies,
        )
    return catalogue


def read_duties(path: Path) -> Iterator[tuple[DutyColumns, dict[str, str]]]:
    """The duties of a .csv file, each with its row."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield _columns(row), row


_SAME = ("code", "field", "level1", "level2", "level3", "legal_basis", "limit_text", "keep_for",
         "responsible", "ground")  # fmt: skip


def _columns(row: Mapping[str, str]) -> DutyColumns:
    routes = tuple(code for code, word in ROUTES.items() if word in row["route"])
    elements = element_list.split(row["elements"], routes)
    channels, _ = channel_list.parse(row["channels"])
    same: dict[str, Any] = {name: row[name] for name in _SAME}
    review_on = date.fromisoformat(row["review_on"]) if row["review_on"] else None
    return DutyColumns(
        elements=elements,
        channels=channels,
        audience=row["audience"] or EVERYONE,
        route=duty_route(elements, routes[0]),
        levels=tuple(levels_in(row["levels"])),
        stages=tuple(code for code, word in STAGES.items() if word in _listed(row["stages"])),
        review_on=review_on,
        **same,
    )


def _listed(text: str) -> list[str]:
    return re.split("[、，,]", text)
