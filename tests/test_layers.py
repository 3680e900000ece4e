"""What the import linter cannot see: foreign keys are imports in disguise."""

from __future__ import annotations

import tomllib

import pytest
from django.apps import apps

from gongkai.testing import REPOSITORY


def layers() -> list[set[str]]:
    """The layers of the house, top first, as the import linter has them."""
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    return [
        {name.strip(" ()") for name in line.replace("|", ":").split(":")}
        for line in contract["layers"]
    ]


def height(app: str) -> int:
    return next(place for place, names in enumerate(reversed(layers())) if app in names)


def keys() -> list[tuple[str, str, str]]:
    """(app, model.field, app pointed at) of every relation between our own tables."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("gongkai."):
            continue
        for field in model._meta.get_fields(include_hidden=True):
            target = getattr(field, "related_model", None)
            if field.auto_created or not field.is_relation or target is None:
                continue
            if isinstance(target, str) or not target.__module__.startswith("gongkai."):
                continue
            name = f"{model.__name__}.{field.name}"
            found.append((model._meta.app_label, name, target._meta.app_label))
    return found


def test_there_are_foreign_keys_to_look_at():
    assert len(keys()) > 20


@pytest.mark.parametrize(("app", "field", "target"), keys())
def test_a_foreign_key_points_into_its_own_layer_or_down(app, field, target):
    if app != target:
        allowed = height(target) < height(app) or {app, target} == {"people", "reference"}
        assert allowed, f"{app}'s {field} points up at {target}"


def test_every_app_stands_in_a_layer():
    known = set().union(*layers())
    packages = {path.parent.name for path in (REPOSITORY / "gongkai").glob("*/__init__.py")}
    assert packages <= known
