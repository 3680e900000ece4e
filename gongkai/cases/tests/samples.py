"""Facts with which every letter can be written."""

from __future__ import annotations

from datetime import date

from gongkai.cases.letters import Facts, Kind, Template, fields
from gongkai.cases.letters.fields import Field, Value

ON = date(2026, 5, 8)
STANDARD_FACTS: Facts = {"body": "清江县财政局", "addressee": "张三"}


def facts_for(template: Template, on: date = ON, **changed: Value) -> dict[str, Value]:
    """Every fact of a template, those it can do without too; None takes one away."""
    known = fields(template, {"on": on})
    facts = {
        **STANDARD_FACTS,
        "on": on,
        **{one.name: sample(one) for one in known},
        **changed,
    }
    return {name: value for name, value in facts.items() if value is not None}


def sample(field: Field) -> Value:
    """Something that can stand in a fact."""
    if field.choices:
        return next(iter(field.choices))
    samples: dict[Kind, Value] = {
        Kind.DATE: date(2026, 4, 30),
        Kind.NUMBER: 12,
        Kind.LIST: [f"{field.label}甲", f"{field.label}乙"],
        Kind.LONG: f"{field.label}第一段。\n{field.label}第二段。",
    }
    return samples.get(field.kind, f"某{field.label}")
