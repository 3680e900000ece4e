"""Word files (.docx) taken apart: checked as a package, numbered, turned to HTML by mammoth.

A package is refused before anything in it is parsed when it holds macros, unpacks to more than
fits, or brings document types and entities along (国家标准 and Word never need them).
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import mammoth
from mammoth import documents

from gongkai.intake.blocks import Document, Image
from gongkai.intake.html import read_page
from gongkai.intake.numbering import with_written_numbers
from gongkai.intake.refusals import UnreadableDocument
from gongkai.kernel.zips import UNREADABLE

MAX_UNPACKED = 200 * 1024 * 1024
MAX_PARTS = 4000
MAX_RATIO = 200  # of one part; Word's own XML packs at most about forty to one
_SMALL = 1024 * 1024
_MAIN = "word/document.xml"
_SHOWN_ON_PAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

# What Word and WPS call the styles of titles and headings, in both languages.
_STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='标题'] => h1:fresh",
        "p[style-name='Subtitle'] => h2:fresh",
        "p[style-name='副标题'] => h2:fresh",
        *(f"p[style-name='标题 {level}'] => h{level}:fresh" for level in range(1, 7)),
        *(f"p[style-name='heading {level}'] => h{level}:fresh" for level in range(1, 7)),
        "u => u",
        "comment-reference => ",
    ]
)


def read_docx(data: bytes) -> Document:
    """Take a Word file apart into lines, with headings, tables, alignment and pictures."""
    package = _checked(data)
    pictures: list[Image] = []
    try:
        converted = mammoth.convert_to_html(
            io.BytesIO(with_written_numbers(package)),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda image: _kept(image, pictures)),
            transform_document=_marked_alignment,
        )
    except UnreadableDocument:
        raise
    except Exception as error:  # mammoth meets broken parts with errors of every kind
        raise UnreadableDocument(
            "Word 文件内部结构有损坏，无法读取。请用 Word 或 WPS 打开后另存为新的 .docx 文件再试。"
        ) from error
    document = read_page(_with_alignment(converted.value), whole=True)
    warnings = []
    unshown = sum(one.media_type not in _SHOWN_ON_PAGES for one in pictures)
    if unshown:
        warnings.append(
            f"有{unshown}张图片是网页不能显示的格式（如 emf、wmf），请另存为 png 后重新插入。"
        )
    if any("comment" in name for name in package.namelist()):
        warnings.append("Word 文件里带有批注，批注没有读入正文；公开前请确认原件已清除批注。")
    if _has_revisions(package):
        warnings.append("Word 文件里留有修订痕迹，已按接受全部修订读取，请核对。")
    return replace(document, images=tuple(pictures), warnings=tuple(warnings))


def _checked(data: bytes) -> zipfile.ZipFile:
    """Open the package and refuse what must not be unpacked."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = package.infolist()
    except (*UNREADABLE, ValueError) as error:
        raise UnreadableDocument("文件不完整或已损坏，打不开。请重新下载或另存后再试。") from error
    names = {part.filename for part in parts}
    if _MAIN not in names:
        raise UnreadableDocument(_what_it_is(names))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableDocument(
            "文件含有宏程序，为安全起见不能读取。请用 Word 另存为不含宏的 .docx 文件再试。"
        )
    _refuse_bombs(parts)
    for name in (_MAIN, "word/numbering.xml", "word/styles.xml"):
        if name in names and _DOCTYPE.search(_part(package, name)):
            raise UnreadableDocument(
                "文件含有不应出现的实体定义，为安全起见不能读取。请重新另存后再试。"
            )
    return package


def _what_it_is(names: set[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return "这是电子表格，不是正文。请把正文另存为 .docx，表格作为附件上传。"
    if any(name.startswith("ppt/") for name in names):
        return "这是演示文稿，不是正文。请把正文另存为 .docx，演示文稿作为附件上传。"
    if "OFD.xml" in names:
        return "这是 OFD 版式文件，不能作为正文读入。请另存为 .docx，OFD 作为附件上传。"
    return "这是压缩包，不是正文。请解压后逐个选择其中的文件。"


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    whole = sum(part.file_size for part in parts)
    dense = any(
        part.file_size > _SMALL and part.file_size > MAX_RATIO * max(1, part.compress_size)
        for part in parts
    )
    if whole > MAX_UNPACKED or len(parts) > MAX_PARTS or dense:
        raise UnreadableDocument(
            "文件解开后的体积异常，疑似恶意构造，不能读取。请用 Word 或 WPS 打开后另存再试。"
        )


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    try:
        return package.read(name)
    except (*UNREADABLE, RuntimeError, ValueError) as error:  # RuntimeError: it is encrypted
        raise UnreadableDocument(
            "文件有损坏或设了密码，无法读取。请去掉密码，另存为新的 .docx 文件再试。"
        ) from error


def _kept(image: object, pictures: list[Image]) -> dict[str, str]:
    """Keep a picture aside and give its place in the text a reference."""
    media_type = str(getattr(image, "content_type", "") or "")
    with image.open() as stream:  # type: ignore[attr-defined]
        data = stream.read()
    alt = str(getattr(image, "alt_text", "") or "")
    pictures.append(Image(len(pictures) + 1, media_type, data, "", alt))
    return {"src": f"intake-image/{len(pictures)}", "alt": alt}


# mammoth drops alignment; a mark at the front of the paragraph carries it through.
_CENTER, _RIGHT = "\ue0c1", "\ue0c2"
_MARKS = {"center": _CENTER, "right": _RIGHT, "end": _RIGHT}


def _mark(paragraph: documents.Paragraph) -> documents.Paragraph:
    mark = _MARKS.get(paragraph.alignment or "")
    if not mark:
        return paragraph
    first = documents.run([documents.text(mark)])
    return paragraph.copy(children=[first, *paragraph.children])


_marked_alignment = mammoth.transforms.paragraph(_mark)


def _with_alignment(markup: str) -> str:
    """Turn the marks into styles of the elements that they stand in."""
    markup = re.sub(
        rf"<(p|h[1-6]|li)>((?:<[^>]+>)*){_CENTER}", r'<\1 style="text-align:center">\2', markup
    )
    markup = re.sub(
        rf"<(p|h[1-6]|li)>((?:<[^>]+>)*){_RIGHT}", r'<\1 style="text-align:right">\2', markup
    )
    return re.sub(f"[{_CENTER}{_RIGHT}]", "", markup)


def _has_revisions(package: zipfile.ZipFile) -> bool:
    return bool(re.search(rb"<w:(?:ins|del) ", _part(package, _MAIN)))
