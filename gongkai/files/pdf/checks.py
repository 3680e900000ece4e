"""What may not be stored in a PDF: scripts, programs, other files, locks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from gongkai.files.contents import Broken
from gongkai.files.pdf import PDFIUM
from gongkai.files.pdf.objects import DAMAGED, MAX_PAGES, dictionaries, objects, open_pdf, resolved
from gongkai.files.signatures import is_also_an_archive

LOCKED = "PDF 加了密码或权限限制，无法检查。请取消加密后重新导出，再上传。"
SCRIPT = "PDF 含有脚本（JavaScript），不能上传。请用“打印为 PDF”重新导出后上传。"
LAUNCH = "PDF 含有启动程序的动作，不能上传。请用“打印为 PDF”重新导出后上传。"
SENDS = "PDF 含有向外发送数据的表单动作，不能上传。请用“打印为 PDF”重新导出后上传。"
EMBEDDED = (
    "PDF 中嵌入了其他文件，公众可以从中取出。请移除后重新导出，嵌入的文件作为单独的附件上传。"
)
DYNAMIC = "PDF 是动态表单（XFA），公众多半无法打开。请用“打印为 PDF”重新导出后上传。"
MEDIA = "PDF 中嵌入了多媒体内容，不能上传。请移除后重新导出。"

_ACTIONS = {
    "/JavaScript": SCRIPT,
    "/Launch": LAUNCH,
    "/SubmitForm": SENDS,
    "/ImportData": SENDS,
    "/GoToE": EMBEDDED,
}
_SUBTYPES = {
    "/FileAttachment": EMBEDDED,
    "/RichMedia": MEDIA,
    "/3D": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
}


def reasons_against(path: Path) -> list[str]:
    """Why a PDF may not be stored, as Chinese sentences; empty when it may."""
    if is_also_an_archive(path):
        return ["PDF 里藏有压缩包，可能是恶意文件，不能上传。请用“打印为 PDF”重新导出后上传。"]
    with open_pdf(path) as reader:
        if reader.is_encrypted:
            return [LOCKED]
        reasons = list(dict.fromkeys(_reasons(reader)))
    return reasons or _reasons_against_pages(path)


def _reasons(reader: PdfReader) -> Iterator[str]:
    for found in objects(reader):
        for one in dictionaries(found):
            yield from _dangers(one)


def _dangers(one: DictionaryObject) -> Iterator[str]:
    action, subtype = str(one.get("/S", "")), str(one.get("/Subtype", ""))
    if action in _ACTIONS:
        yield _ACTIONS[action]
    if subtype in _SUBTYPES:
        yield _SUBTYPES[subtype]
    if "/JavaScript" in one or ("/JS" in one and action):
        yield SCRIPT
    if "/EmbeddedFiles" in one or str(one.get("/Type", "")) == "/EmbeddedFile":
        yield EMBEDDED
    if "/EF" in one and isinstance(resolved(one.get("/EF")), DictionaryObject):
        yield EMBEDDED
    if "/XFA" in one:
        yield DYNAMIC


def _reasons_against_pages(path: Path) -> list[str]:
    """Readers of the public use PDFium and its like; it must open there."""
    try:
        with PDFIUM, pypdfium2.PdfDocument(path) as document:
            pages = len(document)
    except pypdfium2.PdfiumError as problem:
        raise Broken(DAMAGED) from problem
    if not pages:
        raise Broken("PDF 没有页面。请重新导出为 PDF，再上传。")
    if pages > MAX_PAGES:
        return [f"PDF 有 {pages} 页，超过 {MAX_PAGES} 页。请拆分后重新上传。"]
    return []
