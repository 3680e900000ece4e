"""Text hygiene: what people paste, upload and capture, made fit to store, search and print.

Everything that official texts need cleaned sits behind this one door; decoding, broken captures
and HTML have files of their own.
"""

from __future__ import annotations

import re
import unicodedata

from gongkai.kernel.broken_captures import strip_bracketed_pinyin, to_simplified
from gongkai.kernel.text_decoding import UndecodableText, decode
from gongkai.kernel.text_from_html import html_to_text

__all__ = [
    "UndecodableText",
    "decode",
    "html_to_text",
    "normalise",
    "shorten",
    "standard_brackets",
    "strip_bracketed_pinyin",
    "to_simplified",
]

# Full-width letters and figures are typing slips; so are these signs. Full-width punctuation
# （，。；：！？（）～) is Chinese and stays.
_FULL_WIDTH_SIGNS = "％＋－＝／．＆＠＃＊＿＼＄＾｀｜"
_NARROW = {
    code: code - 0xFEE0
    for code in (
        *range(0xFF10, 0xFF1A),
        *range(0xFF21, 0xFF3B),
        *range(0xFF41, 0xFF5B),
        *map(ord, _FULL_WIDTH_SIGNS),
    )
}
# Characters that PDF extraction puts for plain ones: Kangxi radicals (⽂ for 文), compatibility
# ideographs, Latin ligatures. Only these are folded; ①, Ⅱ, ㎡ and ² mean what they are.
_LOOK_ALIKES = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f]")
# Radicals that Unicode does not fold by itself, met where fonts of PDF files were cut down.
_RADICALS = str.maketrans(
    "⺠⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻁⻄",
    "民见角贝车长门青韦页风飞食马骨鬼鱼鸟黄齐齿龙虎西",
)
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e01ef]"
)
_BLANKS = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_LINE_ENDS = re.compile(r" *\n *")
_MANY_LINE_ENDS = re.compile(r"\n{3,}")


def normalise(text: str) -> str:
    """Return the text with one way of writing each thing; applying it twice changes nothing.

    Full-width letters and figures become half-width, Chinese punctuation stays; control and
    invisible characters go; odd blanks become one space; line ends become "\\n", at most one
    empty line between paragraphs; no blanks at the ends of lines or of the text.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _LOOK_ALIKES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = text.translate(_RADICALS).translate(_NARROW)
    text = unicodedata.normalize("NFC", text)
    text = _BLANKS.sub(" ", text)
    text = _AROUND_LINE_ENDS.sub("\n", text)
    return _MANY_LINE_ENDS.sub("\n\n", text).strip(" \n")


_YEAR_IN_BRACKETS = re.compile(
    r"(?<=[\u4e00-\u9fff])[〔\[［【（(﹝〖｛{]\s*((?:19|20)\d{2})\s*[〕\]］】）)﹞〗｝}]"
    r"(?=\s*第?\s*\d{1,5}\s*号)",
    re.ASCII,
)


def standard_brackets(text: str) -> str:
    """Put 〔〕 around the year of every document number in the text (GB/T 9704-2012).

    国发[2019]5号 and 国发（2019）5号 become 国发〔2019〕5号; other brackets are left alone.
    """
    return _YEAR_IN_BRACKETS.sub(r"〔\1〕", text)


def shorten(text: str, n: int) -> str:
    """Return the text on one line in at most `n` characters, with … where it was cut."""
    if n < 1:
        raise ValueError("长度至少为1个字。")
    text = " ".join(text.split())
    if len(text) <= n:
        return text
    return text[: n - 1].rstrip(" ，、；：,;:（《“") + "…"
