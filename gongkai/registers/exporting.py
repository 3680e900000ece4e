"""A catalogue as an .xlsx file in the official layout, as it stands on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils import timezone

from gongkai.registers.fields import FieldNames
from gongkai.registers.models import Catalogue
from gongkai.registers.queries.duties import versions_on
from gongkai.registers.xlsx_writing import Table, write_table


def write_catalogue(catalogue: Catalogue, on: date | None = None) -> bytes:
    """The duties that hold on a day (today), one sheet for each field."""
    names = FieldNames()
    versions = sorted(
        versions_on(on or timezone.localdate(), catalogue),
        key=lambda one: names.order_of(one.field),
    )
    rows = [replace(one.columns, field=names.name_of(one.field)) for one in versions]
    return write_table(Table(catalogue.name, rows, catalogue.channel_legend))
