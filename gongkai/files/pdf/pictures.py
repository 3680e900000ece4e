"""Pictures as PNG for a screen, and as the stream of an image in a PDF."""

from __future__ import annotations

import struct
import zlib

from pypdf.generic import NameObject, NumberObject, StreamObject

from gongkai.files.pdf.pages import Picture, in_grey

_LARGE = 1_500_000  # bytes of one page; a scan that is larger keeps fewer shades
_FEWER_SHADES = bytes(round(shade / 17) * 17 for shade in range(256))  # sixteen of them


def png(picture: Picture) -> bytes:
    """The picture as a PNG file."""
    length = picture.width * picture.channels
    rows = (picture.data[at : at + length] for at in range(0, len(picture.data), length))
    colours = 0 if picture.channels == 1 else 2
    header = struct.pack(">IIBBBBB", picture.width, picture.height, 8, colours, 0, 0, 0)
    coded = zlib.compress(b"".join(b"\x00" + row for row in rows), 6)
    chunks = ((b"IHDR", header), (b"IDAT", coded), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def image_stream(picture: Picture) -> StreamObject:
    """The picture as an image XObject, grey when it has no colours."""
    picture = in_grey(picture)
    coded = zlib.compress(picture.data, 6)
    if len(coded) > _LARGE:
        coded = zlib.compress(picture.data.translate(_FEWER_SHADES), 6)
    stream = StreamObject()
    stream._data = coded
    names = {
        "/Type": "/XObject",
        "/Subtype": "/Image",
        "/ColorSpace": "/DeviceGray" if picture.channels == 1 else "/DeviceRGB",
        "/Filter": "/FlateDecode",
    }
    numbers = {
        "/Width": picture.width,
        "/Height": picture.height,
        "/BitsPerComponent": 8,
        "/Length": len(coded),
    }
    for key, name in names.items():
        stream[NameObject(key)] = NameObject(name)
    for key, number in numbers.items():
        stream[NameObject(key)] = NumberObject(number)
    return stream
