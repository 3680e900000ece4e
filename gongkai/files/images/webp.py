"""WebP: chunks in a RIFF box."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.files.images.traces import (
    Trace,
    exif_traces,
    only_orientation,
    orientation,
    xmp_traces,
)

_KEPT = {b"VP8X", b"VP8 ", b"VP8L", b"ANIM", b"ANMF", b"ALPH", b"ICCP"}
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def walk(data: bytes) -> tuple[int, int, int, list[Trace], bytes]:
    """Width, height, where it ends, what it tells, and its bytes without that."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise ValueError("cut off")
    chunks = list(_chunks(data, end))
    size = next((found for name, payload in chunks if (found := _size(name, payload))), (0, 0))
    traces = [trace for name, payload in chunks for trace in _traces(name, payload)]
    return (*size, end + end % 2, traces, _cleaned(chunks))


def _chunks(data: bytes, end: int) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= end:
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + length > end:
            raise ValueError("cut off")
        yield data[at : at + 4], data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _size(name: bytes, payload: bytes) -> tuple[int, int] | None:
    if name == b"VP8X":
        width, height = payload[4:7], payload[7:10]
        return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
    if name == b"VP8 ":
        width, height = payload[6:8], payload[8:10]
        return int.from_bytes(width, "little") & 0x3FFF, int.from_bytes(height, "little") & 0x3FFF
    if name == b"VP8L":
        bits = int.from_bytes(payload[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None


def _tiff(payload: bytes) -> bytes:
    return payload.removeprefix(b"Exif\x00\x00")


def _traces(name: bytes, payload: bytes) -> list[Trace]:
    if name == b"EXIF":
        return exif_traces(_tiff(payload))
    return xmp_traces(payload) if name == b"XMP " else []


def _cleaned(chunks: list[tuple[bytes, bytes]]) -> bytes:
    held = max((orientation(_tiff(one)) for name, one in chunks if name == b"EXIF"), default=1)
    kept = [(name, payload) for name, payload in chunks if name in _KEPT]
    if held > 1:
        kept.append((b"EXIF", only_orientation(held)))
    body = b"".join(_chunk(name, _flags(name, payload, held > 1)) for name, payload in kept)
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


def _flags(name: bytes, payload: bytes, with_exif: bool) -> bytes:
    if name != b"VP8X":
        return payload
    flags = payload[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if with_exif else 0)
    return bytes((flags,)) + payload[1:]


def _chunk(name: bytes, payload: bytes) -> bytes:
    return name + len(payload).to_bytes(4, "little") + payload + b"\x00" * (len(payload) % 2)
