"""Known-item questions: somebody knows a paper and half remembers its title. Made by rules.

What is left of the title always tells the paper from all others of its kind, or else all papers
that it fits are answers.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from opencc import OpenCC

from gongkai.kernel import pinyin, search_text
from gongkai.kernel.text import standard_brackets
from gongkai.search.registry import Searchable

PER_RULE = 20  # questions
_EMPTY = re.compile(r"关于|印发|做好|开展|名川县人民政府办公室|名川县人民政府|名川县|《|》|“|”|的")
_YEARS = re.compile(r"\d{4}年度?")

# How people call what papers call otherwise.
SAID = {
    "最低生活保障": "低保", "公租房": "公共租赁住房", "特困人员": "五保户", "社会保险": "社保",
    "养老机构": "养老院", "人力资源和社会保障局": "人社局", "住房和城乡建设局": "住建局",
    "市场监督管理局": "市监局", "高龄津贴": "高龄补贴", "不动产权证书": "房产证",
    "秸秆禁烧": "秸秆焚烧", "政府信息公开工作年度报告": "信息公开年报",
    "惠民惠农财政补贴": "惠农补贴", "政府预算": "财政预算", "招生范围": "学区",
    "农机购置与应用补贴": "农机补贴", "政府信息公开申请": "依申请公开", "防汛抗旱": "防汛",
    "耕地地力保护补贴": "地力补贴", "小学招生": "小学报名", "卫生健康局": "卫健局",
    "公务员招录": "公考",
}  # fmt: skip

Rule = Callable[[Searchable, random.Random], str]
Pool = Sequence[Searchable]


def plain(title: str) -> str:
    """What somebody remembers: without the words that every title has."""
    return _EMPTY.sub("", title)


def as_it_is(paper: Searchable, _: random.Random) -> str:
    return paper.title


def words_dropped(paper: Searchable, chance: random.Random) -> str:
    """Without the empty words, and without one of the others."""
    words = [word for word in search_text.cut(search_text.fold(plain(paper.title)))]
    long = [at for at, word in enumerate(words) if len(word) > 1 and not word.isdigit()]
    if len(long) > 3:
        del words[chance.choice(long[1:])]
    return " ".join(words)


def order_changed(paper: Searchable, chance: random.Random) -> str:
    words = search_text.cut(search_text.fold(plain(paper.title)))
    chance.shuffle(words)
    return " ".join(words)


def said_otherwise(paper: Searchable, _: random.Random) -> str:
    text = plain(paper.title)
    for official, said in SAID.items():
        if official in text:
            return text.replace(official, said)
    return ""


def number_only(paper: Searchable, chance: random.Random) -> str:
    """兰政办发〔2018〕145号 in the ways in which people type it."""
    found = re.fullmatch(r"(\D+)〔(\d{4})〕(\d+)号", paper.number)
    if not found:
        return ""
    organ, year, serial = found.groups()
    return chance.choice(
        (
            f"{organ}[{year}]{serial}号", f"{organ}（{year}）{serial}号",
            f"{organ}〔{year}〕{serial}", f"{organ} {year} {serial}号",
            f"{organ}【{year}】 {serial} 号", f"{organ}{year}年{serial}号",
            f"{organ}[{year}] 第{serial}号", f"{organ}{year}-{serial}",
        )
    )  # fmt: skip


_TRADITIONAL = OpenCC("s2t")


def traditional(paper: Searchable, _: random.Random) -> str:
    return str(_TRADITIONAL.convert(plain(paper.title)))


def full_width(paper: Searchable, _: random.Random) -> str:
    """Figures and letters as some keyboards make them."""
    text = plain(paper.title)
    narrow = [one for one in set(text) if one.isascii() and one.isalnum()]
    wide = text.translate({ord(one): ord(one) + 0xFEE0 for one in narrow})
    return wide if wide != text else ""


def by_sound(paper: Searchable, chance: random.Random) -> str:
    """An organ by the sound of its name, in full or by initials."""
    if not paper.sounds:
        return ""
    name = paper.sounds[-1]
    return pinyin.full(name) if chance.random() < 0.5 else pinyin.initials(name)


# Characters that are taken for one another: the same sound, or nearly the same shape.
SLIPS = dict(
    zip(
        "保险障补贴养残疾征收补偿住房租赁采购预算招生教育医疗卫疫安全检查农机耕地危改造防汛",
        "宝验章朴帖样惨急证守捕常注芳祖凭彩构予蒜昭声较玉衣辽维役按权捡茶浓鸡更弟威概早访讯",
        strict=True,
    )
)


def slipped(paper: Searchable, chance: random.Random) -> str:
    """Two neighbouring words of the title, with one character wrong inside one of them."""
    words = search_text.cut(_YEARS.sub("", plain(paper.title)))
    pairs = [one + other for one, other in pairwise(words)]
    fitting = [pair for pair in pairs if len(pair) > 3 and any(one in SLIPS for one in pair)]
    if not fitting:
        return ""
    pair = chance.choice(fitting)
    place = chance.choice([at for at, one in enumerate(pair) if one in SLIPS])
    return pair[:place] + SLIPS[pair[place]] + pair[place + 1 :]


def _is_slip_of(question: str, title: str) -> bool:
    """Whether a title says what was meant."""
    text = _YEARS.sub("", plain(title))
    for start in range(len(text) - len(question) + 1):
        there = text[start : start + len(question)]
        differ = [(a, b) for a, b in zip(there, question, strict=True) if a != b]
        if len(differ) == 1 and SLIPS.get(differ[0][0]) == differ[0][1]:
            return True
    return False


RULES: dict[str, Rule] = {
    "title as it is": as_it_is,
    "words dropped": words_dropped,
    "order changed": order_changed,
    "said otherwise": said_otherwise,
    "number only": number_only,
    "traditional": traditional,
    "full width": full_width,
    "pinyin": by_sound,
    "typing slip": slipped,
}


def known_items(county: Pool, large: Pool, organs: Pool) -> Iterator[tuple[str, str, list[str]]]:
    """For each rule its questions: kind, question, answers. Half from the county, half from the
    large corpus, as far as a rule fits."""
    for kind, rule in RULES.items():
        chance = random.Random(kind)
        pools = [organs] if rule is by_sound else [county, large]
        for pool in pools:
            yield from _asked(kind, rule, pool, PER_RULE // len(pools), chance)


def _asked(
    kind: str, rule: Rule, pool: Pool, most: int, chance: random.Random
) -> Iterator[tuple[str, str, list[str]]]:
    said: set[str] = set()
    for paper in chance.sample(pool, len(pool)):
        question = rule(paper, chance)
        if question and question not in said and len(said) < most:
            said.add(question)
            answers = [one for one in pool if _answers(one, question, rule, paper)]
            yield kind, question, [one.about for one in answers]


def _answers(one: Searchable, question: str, rule: Rule, paper: Searchable) -> bool:
    """The paper itself, and any other that the question fits as well."""
    if one.about == paper.about:
        return True
    if rule is number_only:
        return standard_brackets(one.number) == standard_brackets(paper.number)
    if rule is words_dropped or rule is order_changed:
        return all(word in search_text.fold(one.title) for word in question.split())
    if rule is slipped:
        return _is_slip_of(question, one.title)
    return one.title == paper.title
