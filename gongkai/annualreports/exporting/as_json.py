"""For programs: the keys are the official names of sections, rows and columns, nothing else.

Rows are nested as their headings are; a blank is null; 万元 may have decimals.
"""

from __future__ import annotations

import json
from typing import Any

from gongkai.annualreports.content import Said
from gongkai.annualreports.form import TABLES, remedy_cell, request_cell
from gongkai.annualreports.numbers import to_json


def write(said: Said) -> bytes:
    """The JSON text, in UTF-8, readable by people."""
    return (json.dumps(as_json(said), ensure_ascii=False, indent=2) + "\n").encode()


def as_json(said: Said) -> dict[str, Any]:
    """The whole report."""
    return {
        "body": {"code": said.body_code, "name": said.body_name},
        "year": said.year,
        "frozen": said.frozen,
        "rolled_up": said.rolled_up,
        "form": said.form.code,
        "members": [vars(one) for one in said.members],
        "opening": said.opening,
        "sections": {
            one.heading: f"见表{TABLES[one.table]}" if one.table else said.section_text(one.number)
            for one in said.form.sections
        },
        "tables": {"一": _proactive(said), "二": _requests(said), "三": _remedies(said)},
        "problems": [
            {"rule": one.rule, "level": one.level, "text": one.text} for one in said.problems
        ],
    }


def _proactive(said: Said) -> dict[str, Any]:
    return {
        block.title: {
            label: {
                column: to_json(said.cells.get(cell.id))
                for column, cell in zip(block.columns, cells, strict=True)
            }
            for label, cells in block.rows
        }
        for block in said.form.blocks
    }


def _requests(said: Said) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in said.form.rows:
        _put(found, row.path, {
            column.label: to_json(said.cells.get(request_cell(row.id, column.key)))
            for column in said.form.columns
        })  # fmt: skip
    return found


def _remedies(said: Said) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for block in said.form.remedy_blocks:
        _put(found, block.path, {
            label: to_json(said.cells.get(remedy_cell(block.key, key)))
            for key, label in said.form.remedy_columns
        })  # fmt: skip
    return found


def _put(found: dict[str, Any], path: tuple[str, ...], numbers: dict[str, Any]) -> None:
    for name in path[:-1]:
        found = found.setdefault(name, {})
    found[path[-1]] = numbers
