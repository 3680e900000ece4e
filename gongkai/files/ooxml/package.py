"""Parts and relationships of an office document, in both dialects (transitional and strict)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from gongkai.files.archives import Archive, open_archive
from gongkai.files.contents import Broken
from gongkai.files.safe_xml import attribute, local

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELS = "_rels/.rels"


@dataclass(frozen=True)
class Relationship:
    """One line of a .rels part."""

    id: str
    type: str  # the last word of the type's address, such as "hyperlink"
    target: str  # a part's name, or an address when external
    external: bool


class Package:
    """An open office document."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    @property
    def names(self) -> list[str]:
        return self.archive.names

    @cached_property
    def _types(self) -> etree._Element:
        return self.archive.tree(CONTENT_TYPES)

    @cached_property
    def _overrides(self) -> dict[str, str]:
        found = (one for one in self._types if local(one) == "Override")
        return {
            attribute(one, "PartName").lstrip("/").lower(): attribute(one, "ContentType")
            for one in found
        }

    @cached_property
    def _defaults(self) -> dict[str, str]:
        found = (one for one in self._types if local(one) == "Default")
        return {attribute(one, "Extension").lower(): attribute(one, "ContentType") for one in found}

    def content_type(self, name: str) -> str:
        """The declared type of a part; empty when undeclared."""
        override = self._overrides.get(name.lower())
        return override or self._defaults.get(name.rpartition(".")[2].lower(), "")

    @cached_property
    def main(self) -> str:
        """The name of the main part: the document, the workbook, the presentation."""
        for one in self.relationships(""):
            if one.type == "officeDocument" and not one.external:
                return one.target
        raise Broken("文件缺少主体内容，无法打开。请打开原件后另存，再重新上传。")

    def relationships(self, source: str) -> list[Relationship]:
        """What a part points to; "" asks for the package itself."""
        rels = rels_name(source)
        if not self.archive.has(rels):
            return []
        return [
            _relationship(one, source)
            for one in self.archive.tree(rels)
            if local(one) == "Relationship"
        ]

    def targets(self, source: str, *types: str) -> list[str]:
        """The parts that a part points to by these types, in order, if they exist."""
        return [
            one.target
            for one in self.relationships(source)
            if one.type in types and not one.external and self.archive.has(one.target)
        ]

    def all_relationships(self) -> Iterator[tuple[str, Relationship]]:
        """Every relationship with the name of the part that it starts from."""
        for name in self.names:
            if name.endswith(".rels"):
                source = source_name(name)
                yield from ((source, one) for one in self.relationships(source))


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open an office document; raises `Broken` when it is none."""
    with open_archive(path) as archive:
        yield Package(archive)


def rels_name(source: str) -> str:
    """Where a part's relationships are written."""
    folder, _, name = source.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def source_name(rels: str) -> str:
    """The part whose relationships are written here; "" for the package itself."""
    folder, _, name = rels.rpartition("/")
    parent = folder.removesuffix("_rels").rstrip("/")
    return posixpath.join(parent, name.removesuffix(".rels"))


def _relationship(element: etree._Element, source: str) -> Relationship:
    target = attribute(element, "Target")
    external = attribute(element, "TargetMode").lower() == "external"
    return Relationship(
        attribute(element, "Id"),
        attribute(element, "Type").rstrip("/").rpartition("/")[2],
        target if external else resolve(target, source),
        external,
    )


def resolve(target: str, source: str) -> str:
    """The name of the part that a relative or absolute target means."""
    target = unquote(target.partition("#")[0])
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target)).lstrip("/")
