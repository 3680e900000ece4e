"""What may not be stored in an office document: programs, other files, and calls to elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from gongkai.files import archives
from gongkai.files.archives import Archive
from gongkai.files.ooxml.package import Package, Relationship, open_package
from gongkai.files.safe_xml import attribute, elements, has_doctype, local
from gongkai.files.signatures import CONTAINERS, EXECUTABLES, NAMES, by_signature

MACRO_PARTS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|macrosheets/|intlmacrosheets/)", re.I)
PROGRAM_PARTS = re.compile(r"(^|/)(activex/|ctrlprops/.*\.bin|webextensions/)", re.I)
EMBEDDED_TYPES = {"oleObject", "package", "aFChunk", "control", "embeddedObject"}
REMOTE_TYPES = {
    "attachedTemplate": "模板",
    "externalLinkPath": "工作簿",
    "oleObject": "对象",
    "image": "图片",
    "frame": "框架",
    "subDocument": "子文档",
    "video": "视频",
    "audio": "音频",
    "media": "媒体",
}
HARMLESS_LINKS = re.compile(r"(https?://|www\.|mailto:|tel:|#|$)", re.I)
LOCAL_PATH = re.compile(r"(file:/*)?(localhost/)?[a-z](:|%3a|\|)[/\\%]", re.I)
FIELD_PARTS = ("instrText", "fldChar", "fldSimple")
DDE = re.compile(r"^\s*(DDEAUTO|DDE)\b", re.I | re.M)

CONNECTIONS = "文件含有外部数据连接，可能泄露服务器地址和口令。请在“数据”中删除全部连接后重新上传。"
MACROS = "文件含有宏（程序），不能上传。请另存为不含宏的 .docx、.xlsx 或 .pptx 后重新上传。"


def reasons_against(path: Path) -> list[str]:
    """Why an office document may not be stored, as Chinese sentences; empty when it may."""
    reasons = archives.reasons_against(path)
    if reasons:
        return reasons  # do not look into a bomb
    with open_package(path) as package:
        found = list(dict.fromkeys(_reasons(package)))
        if not found:
            archives.verify(package.archive)
        return found


def _reasons(package: Package) -> Iterator[str]:
    yield from _document_types(package.archive)
    yield from _programs(package)
    yield from _foreign_contents(package)
    for source, one in package.all_relationships():
        yield from _remote(one) if one.external else _embedded(source, one)
    yield from _dde(package)


def _document_types(archive: Archive) -> Iterator[str]:
    for name in archive.names:
        if name.lower().endswith((".xml", ".rels", ".vml")):
            with archive.stream(name) as stream:
                if has_doctype(stream):
                    yield "文件内部含有外部实体声明，可能是恶意文件，不能上传。"
                    return


def _programs(package: Package) -> Iterator[str]:
    for name in package.names:
        kind = package.content_type(name).lower()
        if MACRO_PARTS.search(name) or "macroenabled" in kind or "vbaproject" in kind:
            yield MACROS
        elif PROGRAM_PARTS.search(name) or "activex" in kind:
            yield "文件含有可运行的控件，不能上传。请删除控件后重新上传。"
        elif name.lower().endswith("/connections.xml"):
            yield CONNECTIONS


def _foreign_contents(package: Package) -> Iterator[str]:
    """Whatever the parts are called: what do they begin with?"""
    for name in package.names:
        code = by_signature(package.archive.head(name, 64))
        if code in EXECUTABLES:
            yield f"文件里嵌入了{NAMES[code]}，不能上传。请删除后重新上传。"
        elif code in CONTAINERS and not MACRO_PARTS.search(name):
            yield _embedded_sentence(name)


def _embedded(source: str, one: Relationship) -> Iterator[str]:
    if one.type in EMBEDDED_TYPES:
        yield _embedded_sentence(one.target, chart="/charts/" in f"/{source}")


def _embedded_sentence(name: str, chart: bool = False) -> str:
    what = "图表的全部源数据" if chart else f"另一个文件（{name.rpartition('/')[2]}）"
    return (
        f"文件里嵌入了{what}，公众可以从中取出。"
        "请把它复制后“选择性粘贴”为图片，或删除后作为单独的附件上传。"
    )


def _remote(one: Relationship) -> Iterator[str]:
    """Links that people click are fine; what a program fetches or opens by itself is not."""
    if one.type == "hyperlink":
        if not HARMLESS_LINKS.match(one.target.strip()):
            yield (
                "文件中的超链接指向本单位电脑、共享文件夹或脚本，公众无法打开。"
                "请取消该超链接后重新上传。"
            )
        return
    if one.type == "attachedTemplate" and LOCAL_PATH.match(one.target):
        return  # every office program writes this; the release copy leaves it out
    what = REMOTE_TYPES.get(one.type, "内容")
    yield (
        f"文件引用了外部{what}，打开时会从别处读取。"
        "请断开链接（“编辑链接”→“断开”）或改为嵌入后重新上传。"
    )


def _dde(package: Package) -> Iterator[str]:
    """Dynamic data exchange starts programs from a field code."""
    if not package.main.startswith("word/"):
        return  # in a workbook it is an external link, refused already
    for name in package.names:
        if name.startswith("word/") and name.endswith(".xml"):
            with package.archive.stream(name) as stream:
                codes = "".join(_field_code(one) for one in elements(stream, *FIELD_PARTS))
            if DDE.search(codes):
                yield "文件含有可启动程序的域（DDE），不能上传。请删除该域后重新上传。"
                return


def _field_code(element: etree._Element) -> str:
    """A code may be cut into many runs; it begins and ends at the field's marks."""
    if local(element) == "instrText":
        return element.text or ""
    return f"\n{attribute(element, 'instr')}\n"
