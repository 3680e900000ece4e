"""Pictures: how large they claim to be, what they tell besides, and a copy without it.

Nothing is decoded and compressed anew: the segments that hold camera, owner, place and notes are
left out, and every pixel stays as it was. Only the orientation is kept, or photographs would lie
on their side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gongkai.files.contents import Broken, HiddenKind, Reading
from gongkai.files.images import gif, jpeg, png, webp
from gongkai.files.images.traces import Trace
from gongkai.files.signatures import by_signature, is_also_an_archive, reasons_against_tail

MAX_PIXELS = 200_000_000  # an A0 plan at 300 dpi has 140 million
MAX_SIDE = 60_000

POLYGLOT = "图片里藏有压缩包，可能是恶意文件，不能上传。请用画图等软件另存后重新上传。"


@dataclass(frozen=True)
class Anatomy:
    """One walk over a picture's bytes."""

    width: int
    height: int
    end: int  # where the picture ends; what follows is a tail
    traces: list[Trace]
    clean: bytes


_WALKS: dict[str, Callable[[bytes], tuple[int, int, int, list[Trace], bytes]]] = {
    "jpg": jpeg.walk,
    "png": png.walk,
    "gif": gif.walk,
    "webp": webp.walk,
}


def dissect(data: bytes) -> Anatomy:
    """Walk over a picture; raises `Broken` when it cannot be walked to its end."""
    walk = _WALKS.get(by_signature(data[:64]))
    if walk is None:
        raise Broken("图片格式不认识或已损坏。请另存为 .jpg 或 .png 后重新上传。")
    try:
        return Anatomy(*walk(data))
    except (IndexError, ValueError, OverflowError) as problem:
        raise Broken("图片不完整或已损坏，无法打开。请重新导出后上传。") from problem


def reasons_against(path: Path) -> list[str]:
    """Why a picture may not be stored, as Chinese sentences; empty when it may."""
    data = path.read_bytes()
    anatomy = dissect(data)
    if anatomy.width < 1 or anatomy.height < 1:
        return ["图片的宽或高为零，无法显示。请重新导出后上传。"]
    if anatomy.width * anatomy.height > MAX_PIXELS or max(anatomy.width, anatomy.height) > MAX_SIDE:
        return [
            f"图片过大（{anatomy.width}×{anatomy.height} 像素），公众的电脑可能无法打开。"
            "请缩小后重新上传。"
        ]
    if is_also_an_archive(path):
        return [POLYGLOT]
    return reasons_against_tail(data[anatomy.end :])


def read(path: Path) -> Reading:
    """What a picture tells besides its pixels."""
    reading = Reading()
    for trace in dissect(path.read_bytes()).traces:
        kind = HiddenKind.LOCATION if trace.of_a_photograph else HiddenKind.PROPERTY
        reading.hide(kind, "图片信息", trace.text)
    return reading


def clean(source: Path, target: Path) -> None:
    """Write the release copy of a picture: the same pixels, nothing else."""
    target.write_bytes(dissect(source.read_bytes()).clean)


def cleaned_picture(data: bytes) -> bytes:
    """A picture from inside a document without its traces; unchanged when it is of another make."""
    try:
        return dissect(data).clean
    except Broken:
        return data
