"""Text as the search index reads it: folded, then in pairs of characters and in words.

Pairs find everything: any two neighbouring characters are a term, so no word can be missed however
a dictionary cuts it. Words rank: a title that says 财政 as a word is nearer than one where the two
characters happen to meet. Both sides, what is filed and what is asked, go through here.
"""

from __future__ import annotations

import re
from operator import add

import rjieba

from gongkai.kernel.text import normalise, standard_brackets, to_simplified

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002a6df"
_RUNS = re.compile(rf"[a-z0-9]+|[{HAN}〇]+")
_HAN_RUN = re.compile(rf"[{HAN}〇]+")
_READINGS = re.compile(rf"[{HAN}]")
QUOTES = "“”‘’"

# What most papers consist of. Such a text is clean, but for blanks, which part words anyway.
_CLEAN = re.compile(r"[\n -~\u4e00-\u9fff\u3001-\u3011\u3014\u3015，；：？！“”‘’（）…—–·→×℃㎡①-⑳]*")


def fold(text: str) -> str:
    """One way of writing for finding: simplified, half-width, small letters, standard brackets."""
    clean = text if _CLEAN.fullmatch(text) else normalise(text)
    simplified = to_simplified(clean)
    return (standard_brackets(simplified) if "号" in simplified else simplified).lower()


def runs(folded: str) -> list[str]:
    """Stretches of Chinese characters, and of letters and figures; all else parts them, but for
    quotation marks: “三公”经费 is found by whoever types 三公经费."""
    for mark in QUOTES:
        folded = folded.replace(mark, "")
    return _RUNS.findall(folded)


def pairs(folded: str) -> list[str]:
    """Every two neighbouring characters, one for each place; figures and Latin words whole.

    财政预算 gives 财政, 政预, 预算; a character alone between other things stands for itself.
    """
    found: list[str] = []
    for run in runs(folded):
        if run.isascii() or len(run) == 1:
            found.append(run)
        else:
            found.extend(map(add, run, run[1:]))
    return found


def phrase(folded: str) -> list[tuple[int, str]]:
    """The fewest pairs that say the same as all pairs, each with its place: for exact search.

    最低生活保障 gives (0, 最低), (2, 生活), (4, 保障). A single character at either end, as in
    145号, stands for itself only if nothing Chinese stood beside it in the text; it is left out.
    """
    found: list[tuple[int, str]] = []
    place = 0
    stretches = runs(folded)
    for number, run in enumerate(stretches):
        if run.isascii():
            found.append((place, run))
            place += 1
        elif len(run) == 1:
            if len(stretches) == 1 or 0 < number < len(stretches) - 1:
                found.append((place, run))
            place += 1
        else:
            found += [(place + at, run[at : at + 2]) for at in _starts(len(run))]
            place += len(run) - 1
    return found


def _starts(length: int) -> list[int]:
    """Where pairs begin that cover so many characters: every second place, and the last one."""
    return sorted({*range(0, length - 1, 2), length - 2})


def characters(folded: str) -> list[str]:
    """Single Chinese characters, and figures and Latin words whole."""
    return [one for run in runs(folded) for one in ([run] if run.isascii() else run)]


def words(folded: str) -> list[str]:
    """Words, with the shorter ones inside long ones: what is filed."""
    return [word for word in rjieba.cut_for_search(folded) if _RUNS.fullmatch(word)]


def cut(folded: str) -> list[str]:
    """Words side by side, none inside another: what is asked."""
    return [word for word in rjieba.cut(folded) if _RUNS.fullmatch(word)]


def is_word(folded: str) -> bool:
    """Whether the dictionary knows this word."""
    return bool(rjieba.has_word(folded))


def names_a_person(folded: str) -> bool:
    """Whether a word looks like the name of a person. Errs on the side of yes."""
    return any(kind == "nr" for _, kind in rjieba.tag(folded))


def is_han(text: str) -> bool:
    """Whether a text is Chinese characters and nothing else."""
    return bool(_HAN_RUN.fullmatch(text))


def han_characters(text: str) -> int:
    """How many Chinese characters a text has."""
    return len(_READINGS.findall(text))
