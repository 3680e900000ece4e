"""Bytes of unknown origin turned into text.

Clerks upload what Windows Notepad, WPS and twenty years of systems left behind: UTF-8 with and
without a mark, GB18030, UTF-16, now and then Big5. We try what can be told for certain first, then
ask which reading consists of everyday characters.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from typing import TypeVar

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_NEVER_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\ufffe\uffff]")
_ASCII = re.compile(r"[\x00-\x7f]+")
_LEAST_FAMILIAR = 0.6
# What is larger is judged by samples from all over it: some tens of thousands of letters tell the
# encoding as surely as some millions.
_JUDGED_WHOLE, _SAMPLES, _SAMPLE = 65_536, 64, 1_024

ADVICE = "请用记事本或 WPS 打开后另存为“UTF-8”编码，再重新上传。"


class UndecodableText(ValueError):  # noqa: N818 - it names what was met, not a fault of ours
    """Bytes that are no text in any encoding we know; the message is a Chinese sentence."""


def decode(data: bytes) -> str:
    """Return the text that these bytes hold, without a byte order mark.

    Raise `UndecodableText` with a sentence that says how to mend the file.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    text = _try(data, "utf-8")
    if text is not None and not _NEVER_IN_TEXT.search(text):
        return text
    guesses = ("utf-16-le", "utf-16-be") if _may_be_utf16(data) else ("gb18030", "big5")
    readings = [reading for name in guesses if (reading := _try(data, name)) is not None]
    readings = [reading for reading in readings if not _NEVER_IN_TEXT.search(reading)]
    best = max(readings, key=_familiarity, default=None)
    if best is None or _familiarity(best) < _LEAST_FAMILIAR:
        raise UndecodableText(f"无法识别文件的文字编码。{ADVICE}")
    return best


def _marked(data: bytes, encoding: str) -> str:
    text = _try(data, encoding)
    if text is None:
        raise UndecodableText(f"文件开头标明了编码，但后面的内容有损坏。{ADVICE}")
    return text.removeprefix("\ufeff")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _may_be_utf16(data: bytes) -> bool:
    """Zero bytes occur in no other encoding; pure Chinese UTF-16 shows in its high bytes."""
    if len(data) % 2:
        return False
    if b"\x00" in data:
        return True
    highs = (data[0::2], data[1::2])
    return any(high and _share(high, range(0x4E, 0xA0)) > 0.7 for high in highs) and any(
        _share(high, (0x30, 0xFF, 0x20)) > 0.02 for high in highs
    )


def _share(data: bytes, values: range | tuple[int, ...]) -> float:
    judged = _sample(data)
    return sum(byte in values for byte in judged) / len(judged)


Sampled = TypeVar("Sampled", str, bytes)


def _sample(data: Sampled) -> Sampled:
    """All of it when it is short; else pieces of equal length at equal distances, ends included."""
    if len(data) <= _JUDGED_WHOLE:
        return data
    distance = (len(data) - _SAMPLE) / (_SAMPLES - 1)
    starts = [round(number * distance) for number in range(_SAMPLES)]
    return data[:0].join([data[start : start + _SAMPLE] for start in starts])


def _familiarity(text: str) -> float:
    """Share of the letters beyond ASCII that everyday Chinese uses, between 0 and 1.

    The first level of GB 2312 (and of Big5) covers nearly all running text; a wrong reading falls
    among the rare characters.
    """
    # Without ASCII first: a long table of figures may hold but a few words, and they decide.
    counts = Counter(_sample(_ASCII.sub("", text)))
    letters = [one for one in counts if _is_letter(one)]
    if not letters:
        return 1.0
    everyday = sum(counts[one] for one in letters if _is_everyday(one))
    return everyday / sum(counts[one] for one in letters)


def _is_letter(one: str) -> bool:
    """Letters, and what no text has: code points for private use or without meaning."""
    return unicodedata.category(one) in ("Lo", "Ll", "Lu", "Lm", "Co", "Cn")


def _is_everyday(one: str) -> bool:
    if not _HAN.match(one):
        return "\uff01" <= one <= "\uff5e"
    simplified, traditional = _bytes(one, "gb2312"), _bytes(one, "big5")
    return b"\xb0" <= simplified[:1] <= b"\xd7" or b"\xa4" <= traditional[:1] <= b"\xc6"


def _bytes(one: str, encoding: str) -> bytes:
    return one.encode(encoding, errors="ignore")
