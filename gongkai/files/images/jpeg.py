"""JPEG: a chain of marked segments, then the picture."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.files.images.traces import (
    Trace,
    exif_traces,
    only_orientation,
    orientation,
    plain,
    xmp_traces,
)

_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP13, _APP14 = 0xE0, 0xE1, 0xE2, 0xED, 0xEE
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD8)}
_EXIF, _XMP = b"Exif\x00\x00", b"http://ns.adobe.com/x"
_JFIF_LENGTH = 14  # without a thumbnail


def walk(data: bytes) -> tuple[int, int, int, list[Trace], bytes]:
    """Width, height, where it ends, what it tells, and its bytes without that."""
    width = height = end = 0
    traces: list[Trace] = []
    kept = [b"\xff\xd8"]
    for marker, start, stop in _segments(data):
        payload = data[start + 4 : stop]
        if marker in _FRAMES:
            height, width = int.from_bytes(payload[1:3], "big"), int.from_bytes(payload[3:5], "big")
        if marker == _EOI:
            end = stop
        traces += _traces(marker, payload)
        kept.append(_cleaned(marker, payload, data[start:stop]))
    if not end:
        raise ValueError("no end of image")
    return width, height, end, traces, b"".join(kept)


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment; a scan includes the coded picture that follows it."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker where one should be")
        while data[at + 1] == 0xFF:  # filling
            at += 1
        marker = data[at + 1]
        stop = at + 2 if marker in _ALONE or marker == _EOI else at + 2 + _length(data, at)
        if stop > len(data):
            raise ValueError("cut off")
        if marker == _SOS:
            stop = _end_of_scan(data, stop)
        yield marker, at, stop
        if marker == _EOI:
            return
        at = stop


def _length(data: bytes, at: int) -> int:
    length = int.from_bytes(data[at + 2 : at + 4], "big")
    if length < 2:
        raise ValueError("a segment shorter than its own length")
    return length


def _end_of_scan(data: bytes, at: int) -> int:
    """Coded data run on until a marker that is neither stuffing nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise ValueError("the picture is cut off")
        if data[at + 1] != 0 and data[at + 1] not in _ALONE and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _traces(marker: int, payload: bytes) -> list[Trace]:
    if marker == _APP1 and payload.startswith(_EXIF):
        return exif_traces(payload[len(_EXIF) :])
    if marker == _APP1 and payload.startswith(_XMP):
        return xmp_traces(payload)
    if marker == _APP13:
        return [Trace("IPTC 图片说明")]
    if marker == _COM:
        return [Trace(f"注释：{plain(payload)}")]
    return []


def _cleaned(marker: int, payload: bytes, segment: bytes) -> bytes:
    """What stays of a segment: all that shapes the picture and its colours."""
    if marker == _APP0:
        return _jfif(payload) if payload.startswith(b"JFIF\x00") else b""
    if marker == _APP1 and payload.startswith(_EXIF):
        held = orientation(payload[len(_EXIF) :])
        return _segment(_APP1, _EXIF + only_orientation(held)) if held > 1 else b""
    if marker == _APP2 and payload.startswith(b"ICC_PROFILE\x00"):
        return segment
    if marker == _APP14 and payload.startswith(b"Adobe"):
        return segment
    return b"" if 0xE0 <= marker <= 0xEF or marker == _COM else segment


def _jfif(payload: bytes) -> bytes:
    """The header without the small picture in it."""
    return _segment(_APP0, payload[: _JFIF_LENGTH - 2] + b"\x00\x00")


def _segment(marker: int, payload: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(payload) + 2).to_bytes(2, "big") + payload
