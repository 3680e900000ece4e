"""Text in drawings, charts and diagrams, which all three kinds of office document share."""

from __future__ import annotations

import re

from lxml import etree

from gongkai.files.contents import Reading
from gongkai.files.ooxml.package import Package

_CHARTS = re.compile(r"/(charts/chart|diagrams/data)[^/]*\.xml$")


def read_drawings(package: Package, reading: Reading) -> None:
    """Note the text of charts and diagrams: titles, categories, boxes."""
    for name in package.names:
        if _CHARTS.search(name):
            root = package.archive.tree(name)
            values = (one.text or "" for one in root.iter("{*}v"))
            reading.show("图表", "\n".join(filter(None, [text_of(root), *values])))


def text_of(root: etree._Element) -> str:
    """The text of a drawing, one line a paragraph."""
    lines = ("".join(one.text or "" for one in line.iter("{*}t")) for line in root.iter("{*}p"))
    return "\n".join(line for line in lines if line.strip())
