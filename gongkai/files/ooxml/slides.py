"""PowerPoint files: the text by slide, hidden slides, notes and comments."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from gongkai.files.contents import HiddenKind, Reading
from gongkai.files.ooxml.drawings import read_drawings, text_of
from gongkai.files.ooxml.package import Package, open_package
from gongkai.files.ooxml.properties import read_properties
from gongkai.files.safe_xml import all_text, attribute, is_on


def read(path: Path) -> Reading:
    """The text and the hidden content of a presentation."""
    reading = Reading()
    with open_package(path) as package:
        for number, part in enumerate(slide_parts(package), start=1):
            _read_slide(package, part, f"第{number}张幻灯片", reading)
        read_drawings(package, reading)
        read_properties(package, reading)
    return reading


def slide_parts(package: Package) -> list[str]:
    """The parts of the slides in the order in which they are shown."""
    targets = {one.id: one.target for one in package.relationships(package.main)}
    root = package.archive.tree(package.main)
    wanted = [_relationship_id(one) for one in root.iter("{*}sldId")]
    return [targets[one] for one in wanted if one in targets]


def _relationship_id(element: etree._Element) -> str:
    """Of its two attributes called id, the one with a namespace."""
    return next((str(value) for key, value in element.attrib.items() if "}" in str(key)), "")


def _read_slide(package: Package, part: str, place: str, reading: Reading) -> None:
    root = package.archive.tree(part)
    text = text_of(root)
    if is_on(root.get("show", "1")):
        reading.show(place, text)
    else:
        reading.hide(HiddenKind.HIDDEN_SLIDE, place, text or "（无文字）")
    for notes in package.targets(part, "notesSlide"):
        reading.hide(HiddenKind.NOTES, f"{place}备注", _notes(package.archive.tree(notes)))
    for comments in package.targets(part, "comments", "threadedComment"):
        for one in package.archive.tree(comments):
            reading.hide(HiddenKind.COMMENT, f"{place}批注", all_text(one) or "空批注")


def _notes(root: etree._Element) -> str:
    """The notes without the number of the slide, which a field writes."""
    for number in list(root.iter("{*}fld")):
        if attribute(number, "type") == "slidenum":
            parent = number.getparent()
            assert parent is not None
            parent.remove(number)
    return text_of(root)
