"""From a question to what the engine is asked: words, what means the same, what may be left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil

from gongkai.kernel import search_text
from gongkai.kernel.search_query import Question
from gongkai.search.engine import Group, Term

SAME = 0.7  # what a word that only means the same counts for
PART = 0.4  # what a part of a word counts for, when the whole stands nowhere
LONGEST_SYNONYM = 16  # characters
ENOUGH = 0.5  # of the words, when not all of them stand together anywhere

# Words with which people ask, and which say nothing about what they ask for.
_ASKING = """
    的 了 吗 呢 吧 啊 是 在 我 你 您 他 我们 你们 咱们 本人 自己 要 想 想要 想问 请 请问 你好
    您好 问 问一下 咨询 一下 怎么 怎样 怎么样 如何 怎么办 咋 咋办 哪 哪里 哪儿 哪个 哪些 哪家
    什么 什么样 为什么 为何 是不是 能不能 可不可以 有没有 会不会 能 能否 可以 是否 需要 需 应该
    应当 多少 几 多久 多长 多长时间 时候 什么时候 何时 有 没有 还 还有 都 也 就 才 又 再 和 与
    及 或 或者 以及 对 对于 关于 有关 相关 到 去 来 给 把 被 让 从 向 这 那 这个 那个 这些 那些
    这里 那里 谁 一个 个 些 哪天 办 呀 哦 嘛 县里 村里 镇里 乡里 家里 我家 我们村 我县 本县 得 该
    几点 几号 哪年 么 谁来 谁管 在哪 在哪里 到哪 到哪里 里 太 很
"""
ASKING = frozenset(_ASKING.split())

YEARS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
_UNITS = frozenset("年月日号第期批次")  # they stand beside every figure
_DATED = re.compile(
    r"\d{4}年\d{1,2}月|\d{1,2}月\d{1,2}日|\d{4}年第[一二三四]季度|第[\d一二三四五六七八九十]{1,4}[期批次]"
)

Synonyms = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Understood:
    """What the engine is asked, and which words to mark in the hits."""

    groups: tuple[Group, ...]
    near: tuple[str, ...]
    marked: tuple[str, ...]

    @property
    def has_stray(self) -> bool:
        """Whether a character stands by itself: it may be half of a mistyped word (年捡, 年检)."""
        terms = [group.terms[0].text for group in self.groups if group.optional]
        return any(search_text.is_han(text) for text in terms)

    @property
    def looser(self) -> Iterator[tuple[tuple[Group, ...], int]]:
        """When all groups together are met nowhere: groups of which parts of words will do, and
        how many of them must be met; first half of them, then any."""
        wanted = sum(not (group.optional or group.exact) for group in self.groups)
        groups = tuple(_with_parts(group) for group in self.groups)
        least = 0 if any(group.exact for group in self.groups) else 1
        for enough in dict.fromkeys((ceil(wanted * ENOUGH), 1, least)) if wanted else ():
            if enough < wanted or groups != self.groups:
                yield groups, enough


def _with_parts(group: Group) -> Group:
    """结婚证 will do with 结婚, 流感疫苗 with 流感 or 疫苗."""
    if group.exact or group.terms[0].keys:  # a phrase or a number says what it says
        return group
    word = group.terms[0].text  # parts of its synonyms say too little
    parts = [one for one in search_text.words(word) if 1 < len(one) < len(word)]
    return replace(group, terms=(*group.terms, *(Term(one, PART) for one in parts)))


def understand(question: Question, synonyms: Synonyms, year: int = 0) -> Understood:
    """The groups that must be met, in the order in which they were typed. What is too short to
    insist on, and the year that 今年 means when it is `year`, counts for the order only."""
    words = [word for chunk in question.chunks for word in _words(chunk, synonyms)]
    years = [str(year + YEARS[word]) for word in words if year and word in YEARS]
    words = [word for word in words if not (year and word in YEARS)] or words
    telling = [word for word in words if word not in ASKING] or words
    longer = [word for word in telling if len(word) > 1]
    short = [word for word in telling if len(word) == 1 and word not in _UNITS] if longer else []
    groups = [_group(word, synonyms) for word in dict.fromkeys(longer or telling)]
    groups += [Group((Term(one),), exact=True) for one in question.phrases]
    groups += [Group((Term(one.text, keys=one.keys),)) for one in question.numbers]
    groups += [Group((Term(one),), optional=True) for one in dict.fromkeys([*short, *years])]
    near = [chunk for chunk in question.chunks if len(chunk) > 2 and chunk not in words]
    near += [date for chunk in question.chunks for date in _DATED.findall(chunk) if date != chunk]
    marked = [term.text for group in groups for term in group.terms if len(term.text) > 1]
    marked = marked or [term.text for group in groups for term in group.terms]
    return Understood(tuple(groups), tuple(near), tuple(dict.fromkeys([*near, *marked])))


def _group(word: str, synonyms: Synonyms) -> Group:
    others = dict.fromkeys([*synonyms.get(word, ()), *_inside(word, synonyms)])
    return Group((Term(word), *(Term(one, SAME) for one in others if one != word)))


def _inside(word: str, synonyms: Synonyms) -> Iterator[str]:
    """A longer word with a shorter one in it said otherwise: 城乡低保, 城乡最低生活保障."""
    for start in range(len(word)):
        for end in range(start + 2, len(word) + 1):
            if end - start < len(word):
                for other in synonyms.get(word[start:end], ()):
                    yield word[:start] + other + word[end:]


def _words(chunk: str, synonyms: Synonyms) -> Iterator[str]:
    """The words of a run: known ones first, longest first; the rest as the dictionary cuts it."""
    rest = 0
    at = 0
    while at < len(chunk):
        known = next(_known_at(chunk, at, synonyms), "")
        if not known:
            at += 1
            continue
        yield from _cut(chunk[rest:at])
        yield known
        at += len(known)
        rest = at
    yield from _cut(chunk[rest:])


def _known_at(chunk: str, at: int, synonyms: Synonyms) -> Iterator[str]:
    for length in range(min(LONGEST_SYNONYM, len(chunk) - at), 1, -1):
        if chunk[at : at + length] in synonyms:
            yield chunk[at : at + length]


def _cut(text: str) -> Iterable[str]:
    """Words; single characters that the dictionary left side by side are one word it lacks."""
    loose = ""
    for word in search_text.cut(text):
        if len(word) == 1 and search_text.is_han(word) and word not in ASKING | _UNITS:
            loose += word
            continue
        if loose:
            yield loose
            loose = ""
        yield word
    if loose:
        yield loose
