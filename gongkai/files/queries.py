"""The questions: may this file come in, where is it, what does it say, what does it hide."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings

from gongkai.files import extracting, formats, kinds, storing
from gongkai.files.contents import Hidden, HiddenKind, TextPart, sentences, unpack
from gongkai.files.models import StoredFile

__all__ = [
    "Hidden",
    "HiddenKind",
    "TextPart",
    "hidden_content",
    "left_out_of_release",
    "path_of",
    "reasons_not_to_accept",
    "reasons_not_to_destroy",
    "reasons_not_to_receive",
    "reasons_not_to_release",
    "text_of",
    "text_parts",
    "too_large",
]

Status = StoredFile.Status

DESTROYED = (
    "这份文件的内容已按规定销毁，不能再次上传。"
    "如确需公开，请删去不应公开的内容，另存为新文件后再上传。"
)


def too_large() -> str:
    """The sentence for a file past the limit (settings.UPLOAD_MAX_BYTES)."""
    limit = settings.UPLOAD_MAX_BYTES
    named = f"{limit // 2**20} MB" if limit >= 2**20 else f"{limit} 字节"
    return f"文件超过 {named}，不能上传。请压缩其中的图片，或拆分成几个文件后重新上传。"


def reasons_not_to_receive(name: str, path: Path) -> list[str]:
    """Why a file does not even come in: empty, too large, or not what its name says."""
    reasons = kinds.reasons_against_name(name)
    size = path.stat().st_size
    if reasons:
        return reasons
    if not size:
        return ["文件是空的（0 字节）。请确认文件已保存，再重新上传。"]
    if size > settings.UPLOAD_MAX_BYTES:
        return [too_large()]
    return kinds.reasons_against_content(name, path)


def reasons_not_to_accept(name: str, content: bytes | Path) -> list[str]:
    """Everything that stands against a file, its inside included, before it is handed in.

    `name` as its owner calls it; `content` as bytes or where it lies. Empty when it may come.
    """
    if isinstance(content, Path):
        return _all_reasons(name, content)
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        return _all_reasons(name, Path(file.name))


def _all_reasons(name: str, path: Path) -> list[str]:
    reasons = reasons_not_to_receive(name, path)
    kind = kinds.find_kind(name)
    return reasons if reasons or kind is None else formats.reasons_against(kind.extension, path)


def reasons_not_to_release(stored: StoredFile) -> list[str]:
    """Why a file should not be published as it is: unchecked, refused, or hiding something.

    Whoever publishes may take a reason for what is hidden instead of insisting that it goes.
    """
    if stored.status == Status.QUARANTINED:
        return ["文件还在检查，请稍后再试。"]
    if stored.status == Status.REFUSED:
        return list(stored.reasons)
    if stored.status == Status.DESTROYED:
        return ["文件已销毁，不能发布。"]
    return sentences(hidden_content(stored))


def reasons_not_to_destroy(ground: str) -> list[str]:
    """Why a file is not destroyed: only for want of a ground. Twice does no harm."""
    return [] if ground.strip() else ["请注明销毁的理由。"]


def path_of(stored: StoredFile) -> Path:
    """Where the original lies. For reading inside the house only: it is never served.

    Raises FileNotFoundError when it was destroyed or is lost.
    """
    path = storing.original(stored.sha256)
    if stored.status != Status.DESTROYED and not path.exists():
        storing.bring_back(stored.sha256)  # a destruction that was rolled back
    if stored.status == Status.DESTROYED or not path.exists():
        raise FileNotFoundError(stored.reference)
    return path


def hidden_content(stored: StoredFile) -> list[Hidden]:
    """What the file hides and its author should take out before it is published."""
    return [one for one in unpack(stored.hidden) if one.must_go]


def left_out_of_release(stored: StoredFile) -> list[Hidden]:
    """What the original tells besides (author, place of a photograph) and the copy leaves out."""
    return [one for one in unpack(stored.hidden) if not one.must_go]


def text_of(stored: StoredFile) -> str:
    """The text that everyone sees, for search; "" until the file is accepted, and for scans."""
    return stored.text


def text_parts(stored: StoredFile) -> list[TextPart]:
    """All text by place, hidden text included; nothing until the file is accepted."""
    if not stored.is_accepted:
        return []
    kept = extracting.kept_parts(stored.sha256)
    if kept is None:
        kept = formats.read(stored.extension, path_of(stored)).parts
        extracting.keep_parts(stored.sha256, kept)
    return kept
