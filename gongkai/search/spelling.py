"""One-character slips: “您要找的是不是”.

A slip makes two neighbouring characters that stand in no text at all. Around such a place a known
word is looked for that sounds the same (most people type by pinyin) or differs in one character.
Known words are those of titles and of the synonyms.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.kernel import pinyin, search_text
from gongkai.kernel.search_query import Question
from gongkai.search.engine import Reader
from gongkai.search.understanding import ASKING, Synonyms

MOST_WORDS = 40_000
LONGEST = 8  # characters of a word
SHORT = 2  # characters: with one of them changed, a word so short may be anything
MOST_TRIED = 200  # words that share a character with such a short one
BY_CHANCE = 100_000  # texts among which a pair may stand once by chance
KEPT_FOR = 600  # seconds

# What much of the country does not tell apart.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))


@dataclass(frozen=True)
class Vocabulary:
    """Known words, and where to find them by sound and by all but one of their characters."""

    counts: dict[str, int]
    by_sound: dict[str, list[str]]
    by_rest: dict[str, list[str]]


_known: dict[int, tuple[float, Vocabulary]] = {}


def suggestion(question: Question, reader: Reader, synonyms: Synonyms) -> str:
    """The question with its slips mended, as a person would type it; "" for none."""
    chunks = [_mended(chunk, reader, synonyms) for chunk in question.chunks]
    if tuple(chunks) == question.chunks:
        return ""
    return Question(tuple(chunks), question.phrases, question.without, question.numbers).normal


def _mended(chunk: str, reader: Reader, synonyms: Synonyms) -> str:
    if not search_text.is_han(chunk) or len(chunk) < 2:
        return chunk
    by_chance = reader.size() // BY_CHANCE
    for at in _doubtful(chunk):
        if reader.knows(chunk[at : at + 2]) <= by_chance:
            better = _better(chunk, at, _vocabulary(reader, synonyms), reader)
            if better:
                return better
    return chunk


def _doubtful(chunk: str) -> Iterator[int]:
    """Where two characters stand side by side that ought to be found so somewhere: inside a word,
    or beside a character that belongs to no word. Two whole words may meet for the first time, and
    a word of the dictionary is no slip because nothing was published about it."""
    at = 0
    words = search_text.cut(chunk)
    for number, word in enumerate(words):
        if not search_text.is_word(word):
            yield from range(at, at + len(word) - 1)
        at += len(word)
        if number + 1 < len(words) and not (_whole(word) and _whole(words[number + 1])):
            yield at - 1


def _whole(word: str) -> bool:
    return len(word) > 1 or word in ASKING


def _better(chunk: str, at: int, vocabulary: Vocabulary, reader: Reader) -> str:
    """The chunk with a known word put over the doubtful pair; the longest that fits. One of the
    same sound goes before all others, one whose neighbours are found so before one that is only
    likely: or 捕贴公示 would become 捕双公示."""
    stands, likely = "", ""
    for start, end in _windows(len(chunk), at):
        wrong = chunk[start:end]
        if wrong in vocabulary.counts:
            continue
        alike = set(_alike(wrong, vocabulary))
        found = [one for one in _candidates(wrong, vocabulary) if one != wrong]
        found.sort(key=lambda one: (len(one) != len(wrong), -vocabulary.counts[one]))
        for one in found[:MOST_TRIED]:
            better = chunk[:start] + one + chunk[end:]
            if one in alike:
                return better
            # A short word is told by what it stands beside; alone it may be anything.
            if not stands and len(chunk) > SHORT and _stands(better, reader):
                stands = better
            elif not likely and len(one) == len(wrong) > SHORT:
                likely = better
    return stands or likely


def _stands(chunk: str, reader: Reader) -> bool:
    """Whether every two neighbours of a chunk stand so somewhere."""
    return all(reader.knows(pair) for pair in search_text.pairs(chunk))


def _windows(length: int, at: int) -> Iterator[tuple[int, int]]:
    """Stretches that touch the pair at a place, the longest first."""
    for size in range(min(LONGEST, length), 1, -1):
        for start in range(max(0, at + 1 - size), min(at + 1, length - size) + 1):
            yield start, start + size


def _candidates(wrong: str, vocabulary: Vocabulary) -> Iterable[str]:
    """Words of the same sound; without any, those that differ in one character."""
    alike = _alike(wrong, vocabulary)
    if alike:
        return alike
    found: dict[str, None] = {}
    for rest in {wrong, *_rests(wrong)}:
        found.update(dict.fromkeys(vocabulary.by_rest.get(rest, ())))
    return [one for one in found if _one_slip(wrong, one)]


def _alike(wrong: str, vocabulary: Vocabulary) -> list[str]:
    return [one for one in vocabulary.by_sound.get(_sound(wrong), ()) if len(one) == len(wrong)]


def _one_slip(wrong: str, right: str) -> bool:
    """Whether one character was changed, left out, put in, or changed places with its neighbour."""
    if len(wrong) == len(right):
        differ = [at for at, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b]
        if len(differ) == 2 and differ[1] == differ[0] + 1:
            return wrong[differ[0]] == right[differ[1]] and wrong[differ[1]] == right[differ[0]]
        return len(differ) == 1
    short, long = sorted((wrong, right), key=len)
    return len(short) > 1 and short in set(_rests(long))


def _rests(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _sound(word: str) -> str:
    text = " ".join(pinyin.sounds(word))
    for one, other in _ALIKE:
        text = text.replace(one, other)
    return text


def _vocabulary(reader: Reader, synonyms: Synonyms) -> Vocabulary:
    """Of this index; gathered at the first slip, and again after a while."""
    known = _known.get(id(reader))
    if known and time.monotonic() < known[0] + KEPT_FOR:
        return known[1]
    vocabulary = make_vocabulary(reader.title_words(), synonyms)
    _known.clear()  # one index is asked at a time; an old one need not be kept
    _known[id(reader)] = (time.monotonic(), vocabulary)
    return vocabulary


def make_vocabulary(title_words: Iterable[tuple[str, int]], synonyms: Synonyms) -> Vocabulary:
    """The most frequent words of titles, and all synonyms."""
    frequent = sorted(title_words, key=lambda one: -one[1])[:MOST_WORDS]
    counts = {word: count for word, count in frequent if len(word) <= LONGEST}
    for word in synonyms:
        if search_text.is_han(word) and len(word) <= LONGEST:
            counts.setdefault(word, 1)
    by_sound: dict[str, list[str]] = defaultdict(list)
    by_rest: dict[str, list[str]] = defaultdict(list)
    for word in counts:
        by_sound[_sound(word)].append(word)
        for rest in {word, *_rests(word)}:
            by_rest[rest].append(word)
    return Vocabulary(counts, dict(by_sound), dict(by_rest))
