"""A catalogue as a tree: field, 一级事项, duties. Cut down by what someone looks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from gongkai.people.models import Body
from gongkai.registers.fields import FieldNames
from gongkai.registers.models import Catalogue, EntryVersion
from gongkai.registers.queries.duties import duties_of, versions_on


@dataclass(frozen=True)
class Filter:
    """What is looked for; `field` None means all, "" those without a field."""

    field: str | None = None
    body: Body | None = None
    text: str = ""


@dataclass
class Branch:
    """A field or a 一级事项, with what hangs below it."""

    title: str
    branches: list[Branch] = field(default_factory=list)
    duties: list[EntryVersion] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.duties) + sum(one.count for one in self.branches)


def tree(catalogue: Catalogue, on: date, wanted: Filter | None = None) -> list[Branch]:
    """The duties of a catalogue on a day, by field and 一级事项, in the order of the table.

    Three queries, whatever the size. Duties without a field stand below one branch without title.
    """
    names = FieldNames()
    fields: dict[str, Branch] = {}
    groups: dict[tuple[str, str], Branch] = {}
    for version in sorted(_found(catalogue, on, wanted), key=lambda one: names.order_of(one.field)):
        top = fields.setdefault(version.field, Branch(names.name_of(version.field)))
        key = (version.field, version.level1)
        if key not in groups:
            groups[key] = Branch(version.level1)
            top.branches.append(groups[key])
        groups[key].duties.append(version)
    return list(fields.values())


def _found(catalogue: Catalogue, on: date, wanted: Filter | None) -> Iterable[EntryVersion]:
    wanted = wanted or Filter()
    versions = versions_on(on, catalogue)
    if wanted.field is not None:
        versions = versions.filter(field=wanted.field)
    if wanted.body is not None:
        versions = versions.filter(pk__in=duties_of(wanted.body, on).values("pk"))
    return [one for one in versions if all(word in _words(one) for word in wanted.text.split())]


def _words(version: EntryVersion) -> str:
    """All that someone may look for in a duty. In Python: JSON columns hide Chinese from LIKE."""
    return "\n".join(
        [version.entry.code, version.title, version.legal_basis, version.limit_text,
         version.responsible_text, *version.elements]
    )  # fmt: skip
