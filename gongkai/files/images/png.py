"""PNG: a chain of chunks, each with a checksum."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from gongkai.files.images.traces import Trace, exif_traces, plain, xmp_traces

_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP pHYs bKGD sBIT hIST acTL fcTL fdAT".split()
)
_TEXT = {b"tEXt", b"zTXt", b"iTXt"}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_STEP = 1024 * 1024


def walk(data: bytes) -> tuple[int, int, int, list[Trace], bytes]:
    """Width, height, where it ends, what it tells, and its bytes without that."""
    header = b""
    end = 8
    traces: list[Trace] = []
    kept, coded = [data[:8]], []
    for name, start, stop in _chunks(data):
        payload = data[start + 8 : stop - 4]
        header = header or payload
        end = stop
        traces += _traces(name, payload)
        if name in _KEPT:
            kept.append(data[start:stop])
        if name == b"IDAT":
            coded.append(payload)
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    _verify(coded, _unpacked_size(width, height, header[8], header[9]))
    return width, height, end, traces, b"".join(kept)


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    at, name = 8, b""
    while name != b"IEND":
        name = data[at + 4 : at + 8]
        stop = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if stop > len(data) or (at == 8 and name != b"IHDR"):
            raise ValueError("cut off")
        if zlib.crc32(data[at + 4 : stop - 4]) != int.from_bytes(data[stop - 4 : stop], "big"):
            raise ValueError("damaged")
        yield name, at, stop
        at = stop


def _unpacked_size(width: int, height: int, depth: int, colour: int) -> int:
    """At most so many bytes of rows, the seven passes of an interlaced picture included."""
    row = (width * depth * _CHANNELS.get(colour, 4) + 7) // 8 + 1
    return row * height + 16 * (width + height) + 1024


def _verify(coded: list[bytes], limit: int) -> None:
    """Unpack the rows, keeping nothing: damaged ones and bombs show."""
    unpacker, size = zlib.decompressobj(), 0
    for piece in coded:
        while piece:
            size += len(unpacker.decompress(piece, _STEP))
            if size > limit:
                raise ValueError("more rows than the picture has")
            piece = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise ValueError("the picture is cut off")


def _traces(name: bytes, payload: bytes) -> list[Trace]:
    if name == b"eXIf":
        return exif_traces(payload)
    if name in _TEXT and b"adobe.xmp" in payload[:40]:
        return xmp_traces(payload)
    if name in _TEXT:
        return [Trace(f"注释：{plain(payload[:500])}")]
    return []
