"""Strict JSON: each key once, no floats, and for what is hashed the form of RFC 8785."""

from __future__ import annotations

import json
import unicodedata
from typing import Any, NoReturn

from gongkai_verify.errors import Wrong

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 8
# Cc control, Cs surrogate, Co private use, Cn unassigned: none belongs into what is for ever.
_FORBIDDEN = {"Cc", "Cs", "Cn"}


def parse_json(content: bytes, what: str) -> dict[str, Any]:
    """One JSON object in UTF-8 without duplicate keys or floats."""
    try:
        value = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_once,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
    except (ValueError, RecursionError):
        raise Wrong("json", f"{what}不是合格的 JSON。") from None
    if not isinstance(value, dict):
        raise Wrong("json", f"{what}应当是一个 JSON 对象。")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no_float(_: str) -> NoReturn:
    raise ValueError


def parse_canonical(content: bytes, what: str) -> dict[str, Any]:
    """A JSON object that is written exactly as RFC 8785 demands, in clean text."""
    value = parse_json(content, what)
    _check_value(value, what, 0)
    # For strings and integers, Python's compact form is that of RFC 8785; keys are ASCII here, so
    # their order by code points is that by UTF-16 units.
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if canonical.encode() != content:
        raise Wrong("canonical", f"{what}不是 RFC 8785 的规范写法。")
    return value


def _check_value(value: Any, what: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Wrong("json", f"{what}层次过深。")
    match value:
        case bool() | None:
            pass
        case int() if abs(value) > MAX_INTEGER:
            raise Wrong("json", f"{what}中有过大的数。")
        case str():
            _check_text(value, what)
        case list():
            for one in value:
                _check_value(one, what, depth + 1)
        case dict():
            for key, one in value.items():
                if not key.isascii():
                    raise Wrong("json", f"{what}中有不合规定的键。")
                _check_text(key, what)
                _check_value(one, what, depth + 1)


def _check_text(text: str, what: str) -> None:
    if text.isascii() and text.isprintable():
        return
    if unicodedata.normalize("NFC", text) != text:
        raise Wrong("text", f"{what}中的文字不是 NFC 形式。")
    if any(unicodedata.category(char) in _FORBIDDEN for char in text):
        raise Wrong("text", f"{what}中有控制字符或者未定义的字符。")
