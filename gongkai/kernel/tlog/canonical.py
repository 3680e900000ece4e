"""Canonical JSON (RFC 8785) of what is hashed, with nothing in it that could be spelled twice.

Text is refused, not mended: whoever hashes must have written what is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import rfc8785

from gongkai.kernel.tlog.errors import LogError

MAX_INTEGER = 2**53 - 1  # what a double, and so every reader of JSON, holds exactly

_KEY = re.compile(r"[a-z][a-z0-9_]*")
# Control characters, surrogates, private use, unassigned.
_REFUSED_CATEGORIES = {"Cc", "Cs", "Co", "Cn"}


def canonical(value: Mapping[str, Any]) -> bytes:
    """The one spelling of these fields; raise `LogError` when they could have another."""
    _check(value)
    return rfc8785.dumps(value)


def _check(value: object) -> None:
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str) or not _KEY.fullmatch(key):
                raise LogError("a key is not of lower-case letters, digits and underscores")
            _check(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check(inner)
    elif isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise LogError("an integer is larger than every reader of JSON holds exactly")
    elif value is not None:
        raise LogError(f"a {type(value).__name__}; figures go in as strings of decimal digits")


def check_text(text: str) -> None:
    """Raise `LogError` unless the text is NFC and free of control and unassigned characters."""
    if not unicodedata.is_normalized("NFC", text):
        raise LogError("a text is not in Unicode normal form C")
    if any(unicodedata.category(char) in _REFUSED_CATEGORIES for char in text):
        raise LogError("a text has control or unassigned characters")
