"""Pictures that a page carries inside itself as data: addresses."""

from __future__ import annotations

import base64
import binascii
import re

_DATA = re.compile(r"data:(image/(?:png|jpeg|gif|bmp|webp))\s*;\s*base64\s*,", re.IGNORECASE)
_SIGNATURES = {
    "image/png": b"\x89PNG",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "image/bmp": b"BM",
    "image/webp": b"RIFF",
}


def embedded_image(source: str) -> tuple[str, bytes] | None:
    """Return media type and bytes of a picture in a data: address, None if it is none.

    The bytes must be what the type says.
    """
    match = _DATA.match(source)
    if not match:
        return None
    media_type = match[1].lower()
    try:
        data = base64.b64decode("".join(source[match.end() :].split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return (media_type, data) if data.startswith(_SIGNATURES[media_type]) else None
