"""The kinds of file that the house takes, and how a file's name and its content must agree."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from gongkai.files.signatures import EXECUTABLES, NAMES, recognise


@dataclass(frozen=True)
class Kind:
    """One kind of file that may be stored."""

    extension: str  # the one that the house writes
    media_type: str
    label: str
    also: tuple[str, ...] = ()  # other spellings of the extension
    content: str = ""  # the code of what it must be inside, when it is not the extension

    @property
    def extensions(self) -> tuple[str, ...]:
        return (self.extension, *self.also)

    def agrees(self, content: str) -> bool:
        """Whether content of this code belongs to the kind."""
        return content == (self.content or self.extension)


KINDS: tuple[Kind, ...] = (
    Kind("pdf", "application/pdf", "PDF"),
    Kind(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word 文档",
    ),
    Kind(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 工作簿"
    ),
    Kind(
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "演示文稿",
    ),
    Kind("ofd", "application/ofd", "OFD 版式文件"),
    Kind("txt", "text/plain", "文本", content="text"),
    Kind("csv", "text/csv", "CSV 表格", content="text"),
    Kind("html", "text/html", "网页", also=("htm",)),
    Kind("png", "image/png", "PNG 图片"),
    Kind("jpg", "image/jpeg", "JPEG 图片", also=("jpeg", "jpe")),
    Kind("gif", "image/gif", "GIF 图片"),
    Kind("webp", "image/webp", "WebP 图片"),
)
BY_EXTENSION = {spelling: kind for kind in KINDS for spelling in kind.extensions}
ACCEPTED = "pdf、docx、xlsx、pptx、ofd、csv、txt、html、png、jpg、gif、webp"

_RESAVE = "请在 WPS 或 Office 中打开，另存为 {} 后重新上传（不要只改文件名）。"
_ADVICE = {
    **dict.fromkeys(("doc", "wps", "rtf", "odt", "dot", "dotx"), _RESAVE.format(".docx")),
    **dict.fromkeys(("xls", "et", "ods", "xlsb", "xlt", "xltx"), _RESAVE.format(".xlsx")),
    **dict.fromkeys(("ppt", "dps", "odp", "pps", "ppsx", "potx"), _RESAVE.format(".pptx")),
    **dict.fromkeys(
        ("docm", "xlsm", "pptm", "dotm", "xltm", "xlam", "ppsm"),
        "文件含有宏（程序）。请另存为不含宏的 .docx、.xlsx 或 .pptx 后重新上传。",
    ),
    **dict.fromkeys(
        ("zip", "rar", "7z", "gz", "tar", "tgz", "bz2", "xz", "cab"),
        "压缩包无法逐份检查。请解压后逐个上传其中的文件。",
    ),
    **dict.fromkeys(
        ("bmp", "tif", "tiff", "heic", "heif", "psd"), "请把图片另存为 .jpg 或 .png 后重新上传。"
    ),
    "svg": "SVG 图片中可以含有脚本。请导出为 .png 后重新上传。",
    "dwg": "请把图纸打印为 PDF 后重新上传。",
    **dict.fromkeys(
        ("exe", "com", "bat", "cmd", "scr", "js", "vbs", "ps1", "sh", "msi", "jar", "lnk", "apk"),
        "程序文件可能危害公众的电脑，请勿上传。",
    ),
    "encrypted": "请打开文件，取消打开密码后重新上传。",
    "template": _RESAVE.format(".docx、.xlsx 或 .pptx"),
    "odf": _RESAVE.format(".docx、.xlsx 或 .pptx"),
    "ole": "请在 WPS 或 Office 中打开，另存为 .docx、.xlsx、.pptx 或 PDF 后重新上传。",
    "script": "程序文件可能危害公众的电脑，请勿上传。",
}


def extension_of(name: str) -> str:
    """The extension in small letters, without the dot; "" when there is none."""
    return PurePath(name.replace("\\", "/").strip()).suffix.lower().lstrip(".")


def find_kind(name: str) -> Kind | None:
    """The kind that a file's name promises."""
    return BY_EXTENSION.get(extension_of(name))


def reasons_against_name(name: str) -> list[str]:
    """Why a file of this name is not taken, as Chinese sentences."""
    extension = extension_of(name)
    if not extension:
        return [f"文件名没有扩展名，无法确定类型。可以上传：{ACCEPTED}。"]
    if extension in BY_EXTENSION:
        return []
    advice = _ADVICE.get(extension, f"可以上传：{ACCEPTED}。")
    return [f"不能上传 .{extension} 文件。{advice}"]


def reasons_against_content(name: str, path: Path) -> list[str]:
    """Why a file's content is not what its name promises, as Chinese sentences."""
    kind = find_kind(name)
    content = recognise(path)
    if kind is None or kind.agrees(content):
        return []
    return [_disagreement(extension_of(name), content)]


def _disagreement(extension: str, content: str) -> str:
    if content in EXECUTABLES:
        return (
            f"文件的扩展名是 .{extension}，内容其实是{NAMES[content]}，不能上传。"
            "请勿打开，并核实来源。"
        )
    if not content:
        return f"文件的内容不是 .{extension} 格式，可能已经损坏。请打开原件后另存，再重新上传。"
    named = NAMES.get(content, f" {content} 文件")
    return f"文件的扩展名是 .{extension}，内容其实是{named}。{_mending(extension, content)}"


def _mending(extension: str, content: str) -> str:
    if content == "html" and extension in {"txt", "csv"}:
        return "请在浏览器或 Excel 中打开后另存，再重新上传。"
    own = next((kind for kind in KINDS if kind.agrees(content)), None)
    if own is not None:
        return f"请把扩展名改为 .{own.extension} 后重新上传，或确认是否选错了文件。"
    return _ADVICE.get(content, f"请确认是否选错了文件；可以上传：{ACCEPTED}。")
