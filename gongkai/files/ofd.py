"""OFD (GB/T 33190), the national fixed-layout format: a ZIP of XML parts.

An OFD with an electronic seal is published as it is: the seal covers the parts that hold the
properties, and a document whose seal no longer holds is worth less than one that names its typist.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from gongkai.files import archives
from gongkai.files.archives import Archive, open_archive, verify, write_archive
from gongkai.files.contents import Broken, HiddenKind, Reading
from gongkai.files.images import cleaned_picture
from gongkai.files.safe_xml import drop, has_doctype, local, to_bytes
from gongkai.files.signatures import CONTAINERS, EXECUTABLES, NAMES, by_signature

ROOT = "OFD.xml"
_PROPERTIES = {
    "Author": "作者",
    "Title": "标题",
    "Subject": "主题",
    "Abstract": "摘要",
    "Keyword": "关键词",
    "CustomData": "自定义数据",
}
_KEPT_PROPERTIES = {"DocID", "DocUsage"}
_PICTURES = re.compile(r"\.(jpe?g|png|gif)$", re.I)
_MAKERS = ("Creator", "LastModDate")


def reasons_against(path: Path) -> list[str]:
    """Why an OFD may not be stored, as Chinese sentences; empty when it may."""
    reasons = archives.reasons_against(path)
    if reasons:
        return reasons
    with open_archive(path) as archive:
        found = list(dict.fromkeys(_reasons(archive)))
        if not found:
            verify(archive)
            if not list(_pages(archive)):
                raise Broken("OFD 没有页面。请重新导出后上传。")
        return found


def _reasons(archive: Archive) -> Iterator[str]:
    for name in archive.names:
        if name.lower().endswith(".xml"):
            with archive.stream(name) as stream:
                if has_doctype(stream):
                    yield "文件内部含有外部实体声明，可能是恶意文件，不能上传。"
        code = by_signature(archive.head(name, 64))
        if code in EXECUTABLES:
            yield f"文件里嵌入了{NAMES[code]}，不能上传。请删除后重新上传。"
        elif code in CONTAINERS:
            yield (
                f"文件里嵌入了另一个文件（{name.rpartition('/')[2]}），公众可以从中取出。"
                "请移除后重新导出，嵌入的文件作为单独的附件上传。"
            )
    for document in _documents(archive):
        if _loc(archive, document, "Attachments"):
            yield "OFD 中嵌入了附件，公众可以从中取出。请移除后重新导出，附件单独上传。"


def read(path: Path) -> Reading:
    """The text by page, the remarks and the properties of an OFD."""
    reading = Reading()
    with open_archive(path) as archive:
        for number, page in enumerate(_pages(archive), start=1):
            reading.show(f"第{number}页", _text(archive, page))
        for name in archive.names:
            if "annot" in name.lower() and name.lower().endswith(".xml"):
                _read_remarks(archive.tree(name), reading)
        kind = HiddenKind.SEALED_PROPERTY if _is_sealed(archive) else HiddenKind.PROPERTY
        for label, value in _properties(archive):
            reading.hide(kind, "文档属性", f"{label}：{value}")
    return reading


def _documents(archive: Archive) -> list[str]:
    """The names of the documents in the package, usually one."""
    return [
        _resolve(one.text or "", ROOT)
        for one in archive.tree(ROOT).iter("{*}DocRoot")
        if archive.has(_resolve(one.text or "", ROOT))
    ]


def _pages(archive: Archive) -> Iterator[str]:
    """The content parts of all pages in their order."""
    for document in _documents(archive):
        for pages in archive.tree(document).iter("{*}Pages"):
            for page in pages.iter("{*}Page"):
                yield _resolve(page.get("BaseLoc", ""), document)


def _resolve(loc: str, source: str) -> str:
    loc = loc.strip()
    if loc.startswith("/"):
        return posixpath.normpath(loc).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), loc))


def _loc(archive: Archive, document: str, name: str) -> bool:
    """Whether a document points to a part under this name, and the part exists."""
    found = [one.text or "" for one in archive.tree(document).iter(f"{{*}}{name}")]
    return any(archive.has(_resolve(one, document)) for one in found)


def _text(archive: Archive, page: str) -> str:
    """One line per text object: OFD places text by coordinates and has no paragraphs."""
    lines = []
    for one in archive.tree(page).iter("{*}TextObject"):
        lines.append("".join(code.text or "" for code in one.iter("{*}TextCode")))
    return "\n".join(filter(None, lines))


def _read_remarks(root: etree._Element, reading: Reading) -> None:
    for one in root.iter("{*}Annot"):
        remarks = " ".join(filter(None, (remark.text for remark in one.iter("{*}Remark"))))
        reading.hide(HiddenKind.ANNOTATION, "OFD 批注", remarks)


def _properties(archive: Archive) -> Iterator[tuple[str, str]]:
    for info in archive.tree(ROOT).iter("{*}DocInfo"):
        for one in info.iter():
            if local(one) in _PROPERTIES and (one.text or "").strip():
                yield _PROPERTIES[local(one)], (one.text or "").strip()


def _is_sealed(archive: Archive) -> bool:
    return any((one.text or "").strip() for one in archive.tree(ROOT).iter("{*}Signatures"))


def clean(source: Path, target: Path) -> None:
    """Write the release copy of an OFD; same source, same bytes."""
    with open_archive(source) as archive:
        if not _is_sealed(archive):
            write_archive(target, ((name, _part(archive, name)) for name in archive.names))
            return
    shutil.copyfile(source, target)


def _part(archive: Archive, name: str) -> bytes:
    if _PICTURES.search(name):
        return cleaned_picture(archive.read(name))
    if name == ROOT:
        return _root_without_properties(archive)
    if "annot" in name.lower() and name.lower().endswith(".xml"):
        return _annotations_without_makers(archive, name)
    return archive.read(name)


def _root_without_properties(archive: Archive) -> bytes:
    root = archive.tree(ROOT)
    for info in list(root.iter("{*}DocInfo")):
        for one in list(info):
            if local(one) not in _KEPT_PROPERTIES:
                drop(one)
    etree.strip_tags(root, etree.Comment)
    return to_bytes(root)


def _annotations_without_makers(archive: Archive, name: str) -> bytes:
    root = archive.tree(name)
    for one in root.iter("{*}Annot"):
        for key in _MAKERS:
            if key in one.attrib:
                del one.attrib[key]
    for remark in list(root.iter("{*}Remark")):
        drop(remark)
    return to_bytes(root)
