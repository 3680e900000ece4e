"""Texts that machines spoiled: traditional characters, and pinyin in brackets after them.

Some websites serve pages to robots with every character turned traditional and the reading of
ambiguous ones put behind it: 經(jīng)濟(jì)開發(fā)區(qū). Captures of official documents are full
of it; the text can be told and mended.
"""

from __future__ import annotations

import re
from functools import cache

import opencc

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_BRACKETED = re.compile(rf"(?<=[\u3400-\u9fff])((?:[(（][a-zü{_TONED}ɡ]{{1,6}}[)）])+)")
_HAS_TONE = re.compile(f"[{_TONED}]")
# A reading without its tone mark is told from a unit (公里(km), 千克(kg)) by its spelling.
_SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)"
    r"(?:a|o|e|i|u|ü|v|ai|ei|ui|ao|ou|iu|ie|ve|üe|ue|er|an|en|in|un|ang|eng|ing|ong|ia|ian|iang|iao"
    r"|iong|ua|uai|uan|uang|uo)|er|ai|ei|ao|ou|an|en|ang"
)
_ENOUGH = 3


def strip_bracketed_pinyin(text: str) -> str:
    """Mend a broken capture: 經(jīng)濟(jì)開發(fā)區(qū)管委會(huì) → 经济开发区管委会.

    A text without such readings is returned as it is, traditional or not. Readings without a
    tone mark are only believed when the text has at least three readings in all.
    """
    found = _BRACKETED.findall(text)
    readings = [one for run in found for one in _readings(run)]
    toned = any(_HAS_TONE.search(one) for one in readings)
    if not toned and len([one for one in readings if _SYLLABLE.fullmatch(one)]) < _ENOUGH:
        return text
    believe_untoned = len(readings) >= _ENOUGH
    mended = _BRACKETED.sub(lambda match: _without_readings(match[0], believe_untoned), text)
    return to_simplified(mended)


def _readings(run: str) -> list[str]:
    return re.split(r"[()（）]+", run)[1:-1]


def _without_readings(run: str, believe_untoned: bool) -> str:
    def is_reading(one: str) -> bool:
        if _HAS_TONE.search(one):
            return True
        return believe_untoned and bool(_SYLLABLE.fullmatch(one))

    return "" if all(map(is_reading, _readings(run))) else run


def to_simplified(text: str) -> str:
    """Turn traditional characters into simplified ones (里面 from 裏面, 乾隆 kept)."""
    return str(_converter().convert(text))


@cache
def _converter() -> opencc.OpenCC:
    # Loading the dictionaries takes a moment: only those who convert pay for it.
    return opencc.OpenCC("t2s")
