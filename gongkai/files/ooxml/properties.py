"""Document properties: who made it, where, with what, and what their program noted beside."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.files.contents import HiddenKind, Reading
from gongkai.files.ooxml.package import Package
from gongkai.files.safe_xml import all_text, attribute, local

PLACE = "文档属性"
_SPOKEN = {
    "creator": "作者",
    "lastModifiedBy": "最后修改人",
    "Company": "单位",
    "Manager": "负责人",
    "title": "标题",
    "subject": "主题",
    "description": "备注",
    "keywords": "关键词",
    "category": "类别",
    "contentStatus": "状态",
    "HyperlinkBase": "超链接基础",
    "Template": "模板",
}
_USUAL = {"Template": {"Normal", "Normal.dotm", "Normal.dot", "Normal.wpt"}}
PROPERTY_TYPES = ("core-properties", "extended-properties", "custom-properties")


def read_properties(package: Package, reading: Reading) -> None:
    """Note all properties that say something."""
    for part in package.targets("", *PROPERTY_TYPES):
        for name, value in _values(package, part):
            reading.hide(HiddenKind.PROPERTY, PLACE, f"{name}：{value}")


def _values(package: Package, part: str) -> Iterator[tuple[str, str]]:
    for element in package.archive.tree(part):
        name, value = local(element), all_text(element).strip()
        if name == "property":  # a custom one; its name is the author's own
            yield attribute(element, "name"), value
        elif value and name in _SPOKEN and value not in _USUAL.get(name, ()):
            yield _SPOKEN[name], value
