"""The release copy of an office document: what is shown, without what its makers left in it.

Relationships to comments, authors, properties, thumbnails, custom data and printers are cut, and
only what can still be reached from the document is written: whatever else lay in the container
stays behind. What remains is stripped of names, paths and revision marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from gongkai.files.archives import write_archive
from gongkai.files.images import cleaned_picture
from gongkai.files.ooxml.package import (
    CONTENT_TYPES,
    Package,
    Relationship,
    open_package,
    rels_name,
)
from gongkai.files.ooxml.traces import clean_markup, clean_sheet
from gongkai.files.safe_xml import attribute, drop, local, to_bytes

# Relationships by the last word of their type.
LEFT_BEHIND = frozenset(
    {
        *("core-properties", "extended-properties", "custom-properties", "thumbnail"),
        *("comments", "commentsExtended", "commentsIds", "commentsExtensible", "threadedComment"),
        *("people", "person", "commentAuthors", "authors", "notesSlide"),
        *("customXml", "customXmlProps", "printerSettings", "attachedTemplate", "origin"),
        *("revisionHeaders", "revisionLog", "usernames", "changesInfo", "revisionInfo"),
        *("mailMergeSource", "mailMergeHeaderSource", "recipientData"),
    }
)
_BULKY = re.compile(r"(sharedStrings|pivotCacheRecords\d*|calcChain)\.xml$")
_PICTURES = re.compile(r"\.(jpe?g|jpe|png|gif|webp)$", re.I)


def clean(source: Path, target: Path) -> None:
    """Write the release copy of a Word, Excel or PowerPoint file; same source, same bytes."""
    with open_package(source) as package:
        kept = _reachable(package)
        write_archive(target, _entries(package, kept))


def _reachable(package: Package) -> list[str]:
    """The parts that the document still needs, in the order of the original."""
    found: set[str] = set()
    waiting = [""]
    while waiting:
        for one in _kept(package, waiting.pop()):
            if not one.external and one.target not in found and package.archive.has(one.target):
                found.add(one.target)
                waiting.append(one.target)
    return [name for name in package.names if name in found]


def _kept(package: Package, source: str) -> list[Relationship]:
    return [one for one in package.relationships(source) if one.type not in LEFT_BEHIND]


def _entries(package: Package, kept: list[str]) -> Iterator[tuple[str, bytes]]:
    yield CONTENT_TYPES, _content_types(package, set(kept))
    yield rels_name(""), _relationships(package, "")
    for name in kept:
        yield name, _part(package, name)
        if package.archive.has(rels_name(name)):
            yield rels_name(name), _relationships(package, name)


def _content_types(package: Package, kept: set[str]) -> bytes:
    root = package.archive.tree(CONTENT_TYPES)
    lowered = {name.lower() for name in kept}
    for one in list(root):
        name = attribute(one, "PartName").lstrip("/").lower()
        if local(one) == "Override" and name not in lowered and not name.endswith(".rels"):
            drop(one)
    return _without_comments(root)


def _relationships(package: Package, source: str) -> bytes:
    root = package.archive.tree(rels_name(source))
    kept = {one.id for one in _kept(package, source)}
    for one in list(root):
        if attribute(one, "Id") not in kept:
            drop(one)
    return _without_comments(root)


def _without_comments(root: etree._Element) -> bytes:
    etree.strip_tags(root, etree.Comment)
    return to_bytes(root)


def _part(package: Package, name: str) -> bytes:
    if _PICTURES.search(name):
        return cleaned_picture(package.archive.read(name))
    if "worksheet+xml" in package.content_type(name):
        return clean_sheet(package.archive.read(name))
    if _is_small_markup(name):
        root = package.archive.tree(name, forgiving=name.lower().endswith(".vml"))
        clean_markup(root)
        return _without_comments(root)
    return package.archive.read(name)


def _is_small_markup(name: str) -> bool:
    """Texts of cells and cached values name nobody, and may be too large for a tree."""
    if _BULKY.search(name):
        return False
    return name.lower().endswith((".xml", ".vml"))
