"""The verbs of catalogues; other apps import from here."""

from gongkai.registers.operations.catalogues import create_catalogue
from gongkai.registers.operations.duties import (
    add_duty,
    adjust_duty,
    bring_into_force,
    end_duty,
    set_column,
)
from gongkai.registers.operations.importing import import_catalogue, upload

__all__ = [
    "add_duty",
    "adjust_duty",
    "bring_into_force",
    "create_catalogue",
    "end_duty",
    "import_catalogue",
    "set_column",
    "upload",
]
