"""What bytes really are, whatever the file is called."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import puremagic

from gongkai.files.archives import Archive, open_archive
from gongkai.files.contents import Broken
from gongkai.files.ooxml.package import CONTENT_TYPES, Package
from gongkai.kernel.text import UndecodableText, decode
from gongkai.kernel.zips import UNREADABLE

HEAD = 64 * 1024

_MARKS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpg"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (8, b"WEBP", "webp"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"\x1f\x8b", "gz"),
    (0, b"BZh", "bz2"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (0, b"MSCF\x00\x00\x00\x00", "cab"),
    (0, b"MZ", "exe"),
    (0, b"\x7fELF", "elf"),
    (0, b"\xcf\xfa\xed\xfe", "macho"),
    (0, b"\xce\xfa\xed\xfe", "macho"),
    (0, b"\xca\xfe\xba\xbe", "class"),
    (0, b"\x00asm", "wasm"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "lnk"),
    (0, b"{\\rtf", "rtf"),
    (0, b"II*\x00", "tif"),
    (0, b"MM\x00*", "tif"),
    (4, b"ftypheic", "heic"),
    (4, b"ftypmif1", "heic"),
    (4, b"ftyp", "mp4"),
    (0, b"ID3", "mp3"),
    (0, b"AC10", "dwg"),
    (0, b"8BPS", "psd"),
)
_BINARY_ONLY = {
    "exe",
    "gz",
    "bz2",
    "mp3",
    "dwg",
    "class",
    "tif",
    "webp",
}  # short marks, may be words

EXECUTABLES = {"exe", "elf", "macho", "class", "wasm", "lnk"}
CONTAINERS = {"zip", "ole", "rar", "7z", "gz", "bz2", "xz", "cab", "pdf"}

NAMES: dict[str, str] = {
    "pdf": "PDF 文件",
    "docx": "Word 文档（.docx）",
    "xlsx": "Excel 工作簿（.xlsx）",
    "pptx": "PowerPoint 演示文稿（.pptx）",
    "docm": "含宏的 Word 文档",
    "xlsm": "含宏的 Excel 工作簿",
    "pptm": "含宏的演示文稿",
    "xlsb": "二进制 Excel 工作簿（.xlsb）",
    "template": "Office 模板或放映文件",
    "ofd": "OFD 版式文件",
    "odf": "OpenDocument 文档",
    "text": "纯文本",
    "html": "网页（HTML）",
    "svg": "SVG 图片",
    "xml": "XML 文件",
    "script": "脚本程序",
    "png": "PNG 图片",
    "jpg": "JPEG 图片",
    "gif": "GIF 图片",
    "webp": "WebP 图片",
    "tif": "TIFF 图片",
    "bmp": "BMP 图片",
    "heic": "HEIC 图片",
    "psd": "Photoshop 图片",
    "dwg": "CAD 图纸",
    "mp3": "音频",
    "mp4": "视频",
    "encrypted": "加了打开密码的 Office 文件",
    "doc": "旧版 Word 文档（.doc）",
    "xls": "旧版 Excel 工作簿（.xls）",
    "ppt": "旧版演示文稿（.ppt）",
    "ole": "旧版 Office 或其他复合文件",
    "rtf": "RTF 文档",
    "zip": "ZIP 压缩包",
    "rar": "RAR 压缩包",
    "7z": "7z 压缩包",
    "gz": "GZ 压缩包",
    "bz2": "BZ2 压缩包",
    "xz": "XZ 压缩包",
    "cab": "CAB 压缩包",
    "jar": "Java 程序或安装包",
    "exe": "Windows 程序",
    "elf": "Linux 程序",
    "macho": "macOS 程序",
    "class": "Java 程序",
    "wasm": "WebAssembly 程序",
    "lnk": "Windows 快捷方式",
}

_MAIN_TYPES: tuple[tuple[str, str], ...] = (
    ("ms-word.document.macroenabled", "docm"),
    ("ms-word.template.macroenabled", "docm"),
    ("ms-excel.sheet.binary", "xlsb"),
    ("ms-excel.sheet.macroenabled", "xlsm"),
    ("ms-excel.template.macroenabled", "xlsm"),
    ("ms-excel.addin.macroenabled", "xlsm"),
    ("ms-powerpoint", "pptm"),
    ("wordprocessingml.document.main", "docx"),
    ("spreadsheetml.sheet.main", "xlsx"),
    ("presentationml.presentation.main", "pptx"),
    (".template.main", "template"),
    (".slideshow.main", "template"),
)


def recognise(path: Path) -> str:
    """The code of what a file is by its content (see `NAMES`); "" when nobody knows."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    code = by_signature(head)
    if code == "zip":
        return _container(path)
    if code == "ole":
        return _compound(path)
    return code or _text(head, cut=path.stat().st_size > len(head)) or _by_puremagic(head)


def by_signature(head: bytes) -> str:
    """The code by the first bytes; "" when none of ours begins like that."""
    for offset, mark, code in _MARKS:
        if head.startswith(mark, offset) and not (
            code in _BINARY_ONLY and b"\x00" not in head[:512]
        ):
            return code
    return ""


def _container(path: Path) -> str:
    """ZIP is what a dozen formats wear outside."""
    try:
        with open_archive(path) as archive:
            return _inside(archive)
    except (Broken, ValueError, struct.error):  # what is wrong with it is for the checks to say
        return "zip"


def _inside(archive: Archive) -> str:
    names = {name.lower() for name in archive.names}
    if archive.has(CONTENT_TYPES):
        return _office(Package(archive))
    if archive.has("OFD.xml"):
        return "ofd"
    if archive.has("mimetype") and b"opendocument" in archive.read("mimetype", 200):
        return "odf"
    if names & {"meta-inf/manifest.mf", "androidmanifest.xml", "classes.dex"}:
        return "jar"
    return "zip"


def _office(package: Package) -> str:
    kind = package.content_type(package.main).lower()
    return next((code for part, code in _MAIN_TYPES if part in kind), "zip")


def _compound(path: Path) -> str:
    """Streams of a compound file are named in UTF-16; which one there is tells the program."""
    data = path.read_bytes()
    for name, code in (
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "doc"),
        ("PowerPoint Document", "ppt"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    ):
        if name.encode("utf-16-le") in data:
            return code
    return "ole"


_MARKUP = (
    "<!doctype html", "<html", "<head", "<body", "<table", "<script", "<iframe", "<style",
    "<div", "<h1", "<p>", "<p ", "<br", "<a ", "<img", "<form", "<meta", "<title",
)  # fmt: skip


def _text(head: bytes, cut: bool) -> str:
    """ "text", or what kind of text it is; "" when it is none."""
    text = _decoded(head, cut)
    if text is None:
        return ""
    start = text.lstrip()[:2000].lower()
    if start.startswith("#!"):
        return "script"
    if "<svg" in start and start.startswith("<"):
        return "svg"
    if start.startswith(_MARKUP) or "<!doctype html" in start or "<html" in start:
        return "html"
    return "xml" if start.startswith("<?xml") else "text"


def _decoded(head: bytes, cut: bool) -> str | None:
    """The text; when the head was cut off, the last character may be in pieces."""
    for missing in range(4 if cut else 1):
        try:
            return decode(head[: len(head) - missing])
        except UndecodableText:
            continue
    return None


def _by_puremagic(head: bytes) -> str:
    """The long tail of formats, by its usual extension."""
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    best = max(matches, key=lambda one: one.confidence, default=None)
    if best is None or best.confidence < 0.5:
        return ""
    return str(best.extension).lstrip(".")


def is_also_an_archive(path: Path) -> bool:
    """Whether a file that begins as something else ends as a ZIP: two files in one skin."""
    try:
        with zipfile.ZipFile(path) as zipped:
            return bool(zipped.infolist())
    except (*UNREADABLE, OSError, ValueError):
        return False


def reasons_against_tail(tail: bytes) -> list[str]:
    """Why what follows the end of a picture cannot stay, as Chinese sentences.

    Phones append films and notes to their pictures; the release copy leaves those out.
    """
    start = tail.lstrip(b"\x00\r\n\t ")[:4096].lower()
    if by_signature(tail[:64]) in EXECUTABLES | CONTAINERS or any(
        mark in start for mark in (b"<script", b"<html", b"<?php", b"%pdf-")
    ):
        return [
            "图片后面附带了另一个文件，可能是恶意文件，不能上传。请用画图等软件另存后重新上传。"
        ]
    return []
