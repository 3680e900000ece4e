"""GIF: a screen, then blocks, each a chain of sub-blocks."""

from __future__ import annotations

from gongkai.files.images.traces import Trace, plain, xmp_traces

_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B
_CONTROL, _COMMENT, _APPLICATION = 0xF9, 0xFE, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def walk(data: bytes) -> tuple[int, int, int, list[Trace], bytes]:
    """Width, height, where it ends, what it tells, and its bytes without that."""
    width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    at = 13 + _palette(data[10])
    kept, traces = [data[:at]], list[Trace]()
    while data[at] != _END:
        stop = _end_of_block(data, at)
        block = data[at:stop]
        if data[at] == _IMAGE or _is_needed(block):
            kept.append(block)
        else:
            traces.append(_trace(block))
        at = stop
    return width, height, at + 1, traces, b"".join([*kept, b"\x3b"])


def _palette(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_block(data: bytes, at: int) -> int:
    if data[at] == _IMAGE:
        return _after_sub_blocks(data, at + 11 + _palette(data[at + 9]))
    if data[at] == _EXTENSION:
        return _after_sub_blocks(data, at + 2)
    raise ValueError("no block where one should be")


def _after_sub_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _is_needed(block: bytes) -> bool:
    return block[1] == _CONTROL or (block[1] == _APPLICATION and block[3:14] in _LOOPS)


def _trace(block: bytes) -> Trace:
    if block[1] == _APPLICATION and block[3:11] == b"XMP Data":
        return xmp_traces(block)[0]
    return Trace(f"注释：{plain(block[3:500])}" if block[1] == _COMMENT else "程序附加信息")
