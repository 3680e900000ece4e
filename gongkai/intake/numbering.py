"""Automatic numbers of Word paragraphs, written out.

Word keeps 一、（一）1. of its automatic lists outside the text, so that converting a file loses
them. They are part of the wording of an official paper; here they are worked out from the list
definitions and put in front of the paragraphs, before the file is converted.
"""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = {"w": _W}
_MAIN = "word/document.xml"
_NUMBERING = "word/numbering.xml"
_CHINESE = ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting")


def with_written_numbers(package: zipfile.ZipFile) -> bytes:
    """Return the package with automatic numbers as text; bullets stay lists."""
    if _NUMBERING not in package.namelist():
        return _packed(package, {})
    numbering, document = (_parse(package.read(name)) for name in (_NUMBERING, _MAIN))
    lists = Lists(numbering, _numbered_styles(package))
    for paragraph in document.iter(f"{{{_W}}}p"):
        _write_number(paragraph, lists)
    # What a style numbers stands in the paragraphs now.
    for link in list(numbering.iterfind(".//w:lvl/w:pStyle", _NS)):
        _remove(link)
    changed = {_MAIN: etree.tostring(document), _NUMBERING: etree.tostring(numbering)}
    return _packed(package, changed)


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _numbered_styles(package: zipfile.ZipFile) -> dict[str, tuple[str, int]]:
    """Styles that number their paragraphs by themselves: style → list and level."""
    if "word/styles.xml" not in package.namelist():
        return {}
    found = {}
    for style in _parse(package.read("word/styles.xml")).findall("w:style", _NS):
        properties = style.find("w:pPr/w:numPr", _NS)
        if properties is not None:
            level = int(_value(properties.find("w:ilvl", _NS)) or 0)
            key = str(style.get(f"{{{_W}}}styleId"))
            found[key] = (_value(properties.find("w:numId", _NS)), level)
    return found


def _packed(package: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for name in package.namelist():
            copy.writestr(name, changed[name] if name in changed else package.read(name))
    return out.getvalue()


def _write_number(paragraph: etree._Element, lists: Lists) -> None:
    """Count a numbered paragraph and put its number in front of its words."""
    properties = paragraph.find("w:pPr/w:numPr", _NS)
    if properties is not None:
        number_id = _value(properties.find("w:numId", _NS))
        level = int(_value(properties.find("w:ilvl", _NS)) or 0)
    else:
        style = _value(paragraph.find("w:pPr/w:pStyle", _NS))
        number_id, level = lists.styles.get(style, ("", 0))
    label = lists.next_label(number_id, level) if number_id else ""
    if label is None:
        if properties is None:
            _bullet(paragraph, number_id, level)
        return
    if properties is not None:
        _remove(properties)
    if label:
        run = etree.Element(f"{{{_W}}}r")
        words = etree.SubElement(run, f"{{{_W}}}t")
        words.text = label
        paragraph.insert(1, run)


def _bullet(paragraph: etree._Element, number_id: str, level: int) -> None:
    """Say in the paragraph itself that it is an entry of a list."""
    properties = etree.SubElement(paragraph[0], f"{{{_W}}}numPr")
    for name, value in (("ilvl", str(level)), ("numId", number_id)):
        etree.SubElement(properties, f"{{{_W}}}{name}").set(f"{{{_W}}}val", value)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else str(element.get(f"{{{_W}}}val") or "")


class Lists:
    """The list definitions of a file, counting as the paragraphs go by."""

    def __init__(
        self, numbering: etree._Element, styles: dict[str, tuple[str, int]] | None = None
    ) -> None:
        self.styles = styles or {}
        abstract = {
            one.get(f"{{{_W}}}abstractNumId"): {
                int(level.get(f"{{{_W}}}ilvl") or 0): _Level(level)
                for level in one.findall("w:lvl", _NS)
            }
            for one in numbering.findall("w:abstractNum", _NS)
        }
        self._key = {
            str(one.get(f"{{{_W}}}numId")): _value(one.find("w:abstractNumId", _NS))
            for one in numbering.findall("w:num", _NS)
        }
        self._levels = abstract
        self._counts: dict[str, dict[int, int]] = {}

    def next_label(self, number_id: str, level: int) -> str | None:
        """Count one paragraph and return its number as printed; None for bullets.

        A list that is not defined has no number: "".
        """
        key = self._key.get(number_id, "")
        levels = self._levels.get(key, {})
        if level not in levels or levels[level].format == "none":
            return ""
        if levels[level].format == "bullet":
            return None
        counts = self._counts.setdefault(key, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return re.sub(
            r"%([1-9])",
            lambda found: self._count(levels, counts, int(found[1]) - 1),
            levels[level].text,
        )

    def _count(self, levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        if level not in levels:
            return ""
        return levels[level].written(counts.get(level, levels[level].start))


class _Level:
    """One level of a list: how it counts and what stands around the figure."""

    def __init__(self, element: etree._Element) -> None:
        self.format = _value(element.find("w:numFmt", _NS)) or "decimal"
        self.text = _value(element.find("w:lvlText", _NS))
        self.start = int(_value(element.find("w:start", _NS)) or 1)

    def written(self, count: int) -> str:
        if self.format in _CHINESE:
            return chinese_number(count)
        if self.format == "decimalEnclosedCircle" and 1 <= count <= 20:
            return chr(0x2460 + count - 1)
        if self.format in ("lowerLetter", "upperLetter") and count <= 26:
            return chr((97 if self.format == "lowerLetter" else 65) + count - 1)
        return str(count)


def chinese_number(number: int) -> str:
    """Write a number below one hundred: 一, 十, 十七, 二十, 九十九; larger ones in figures."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    figures = "〇一二三四五六七八九"
    front = "" if tens == 0 else "十" if tens == 1 else f"{figures[tens]}十"
    return front + (figures[ones] if ones else "")
