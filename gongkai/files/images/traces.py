"""What cameras and programs write into pictures, read just far enough to name it."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

ORIENTATION, GPS = 0x0112, 0x8825
_NAMED = {
    0x010E: "说明",
    0x010F: "相机厂商",
    0x0110: "相机型号",
    0x0131: "软件",
    0x0132: "时间",
    0x013B: "作者",
    0x8298: "版权",
}
_ASCII, _SHORT = 2, 3
_XMP_NOTES = re.compile(
    rb"<(?:dc|xmp|xmpMM|photoshop):(\w+)[^>]*>\s*(?:<rdf:\w+>\s*)*(?:<rdf:li[^>]*>)?([^<]+)"
)


@dataclass(frozen=True)
class Trace:
    """One thing that a picture tells, as Chinese words."""

    text: str
    of_a_photograph: bool = False


def exif_traces(blob: bytes) -> list[Trace]:
    """What a TIFF block (EXIF) tells; nothing when it is damaged."""
    entries = _entries(blob)
    found = [
        Trace(f"{_NAMED[tag]}：{value}", of_a_photograph=True)
        for tag, value in entries.items()
        if tag in _NAMED and isinstance(value, str) and value
    ]
    if GPS in entries:
        found.append(Trace("拍摄地点的经纬度", of_a_photograph=True))
    return found


def orientation(blob: bytes) -> int:
    """How the camera was held, 1 to 8; 1 is upright."""
    value = _entries(blob).get(ORIENTATION, 1)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def only_orientation(value: int) -> bytes:
    """A TIFF block that says how the camera was held and nothing else."""
    return (
        b"MM\x00*" + struct.pack(">I", 8) + struct.pack(">H", 1)
        + struct.pack(">HHIHH", ORIENTATION, _SHORT, 1, value, 0) + struct.pack(">I", 0)
    )  # fmt: skip


def _entries(blob: bytes) -> dict[int, str | int]:
    """The tags of the first directory."""
    order = {b"II": "<", b"MM": ">"}.get(blob[:2])
    if order is None:
        return {}
    try:
        (start,) = struct.unpack_from(f"{order}I", blob, 4)
        (count,) = struct.unpack_from(f"{order}H", blob, start)
        return dict(_entry(blob, order, start + 2 + 12 * one) for one in range(min(count, 200)))
    except struct.error:
        return {}


def _entry(blob: bytes, order: str, at: int) -> tuple[int, str | int]:
    tag, type_, count, value = struct.unpack_from(f"{order}HHII", blob, at)
    if type_ == _SHORT:
        return tag, struct.unpack_from(f"{order}H", blob, at + 8)[0]
    if type_ == _ASCII:
        start = at + 8 if count <= 4 else value
        return tag, plain(blob[start : start + min(count, 500)])
    return tag, value


def plain(data: bytes) -> str:
    """Text from a tag, whatever wrote it."""
    return data.replace(b"\x00", b" ").decode("utf-8", "replace").strip()


def xmp_traces(blob: bytes) -> list[Trace]:
    """What an XMP packet tells; read as text, never parsed."""
    found = [f"{plain(name)}：{plain(value)}" for name, value in _XMP_NOTES.findall(blob)]
    return [Trace(text) for text in dict.fromkeys(found)] or [Trace("XMP 编辑信息")]
