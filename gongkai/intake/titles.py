"""Which lines at the head of a document are its title.

Titles of official papers say who, about what, and which kind of paper: 发文机关 + 事由 + 文种. Web
pages break them over several lines and put menus, numbers and dates around them. Every run of up to
five lines at the head is given points for the shape of its words and for where it stands; the best
one wins, and its points are named in the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.intake.blocks import Block, Kind
from gongkai.intake.furniture import is_bullet, is_furniture
from gongkai.intake.labels import labels_in
from gongkai.intake.organs import (
    organ_at_front,
    organs_before_verb,
    organs_in,
    unspaced,
)
from gongkai.kernel import dates, document_numbers

# 文种 of 公文, of rules, and of the papers that offices publish under other names.
_KINDS = (
    "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|答复|复文"
    "|条例|规定|办法|细则|规则|规程|规范|章程|制度|守则|准则|标准|方案|要点|计划|规划|纲要|预案|目录|清单"
    "|指南|措施|预算|决算|公示|简报|汇报|总结|说明|名单|安排|情况|倡议书|公开信|通知书|决定书|告知书|意见书"
    "|分工|台账|细化表|一览表|统计表|报表|须知|简介|解释|解读|问答|实录|法"
)
_TRIAL = r"(?:[（(][^（）()]{1,20}[）)])*"
_ENDS_WITH_KIND = re.compile(rf"(?:{_KINDS}){_TRIAL}$")
_BEGINS_WITH_VERB = re.compile(r"^(?:关于|印发|转发|批转|公布|发布|颁布|通报)")
_SENTENCE_END = re.compile(r"[。；;！!？?，,、:：]$")
# Figures and brackets say where a text begins, so they end the search: 一、 （一） 第一条.
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十百]+[条章])"
)
_IN_BRACKETS = re.compile(r"^[（(].*[）)]$")
_ONLY_TRIAL = re.compile(
    r"^[（(](?:试行|暂行|修订|修订版|试点|草案|征求意见稿|\d{4}年[^）)]{0,8})[）)]$"
)
_HEAD_MARK = re.compile(r"文件$")
_MOST_LINES = 5
_LONGEST_LINE = 120
_LEAST_POINTS = 3
_SURE_POINTS = 7
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Title:
    """A title found at the head: `blocks[start:end]` are its lines."""

    text: str
    start: int
    end: int
    points: int
    rule: str

    @property
    def sure(self) -> bool:
        return self.points >= _SURE_POINTS


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else is known when a title is looked for."""

    after: Block | None  # the line that follows the head, often the addressee
    hints: frozenset[str]  # bare titles that the page declares about itself
    above_labels: frozenset[int]  # numbers of lines that stand right above labelled ones
    signers: frozenset[str]  # bodies that sign the text


def find_title(head: Sequence[Block], around: Surroundings) -> Title | None:
    """Return the best title among the lines of the head, or None if no line looks like one."""
    can_be = [_may_be_title(block) for block in head]
    best: Title | None = None
    for start in range(len(head)):
        for end in range(start + 1, min(start + _MOST_LINES, len(head)) + 1):
            if not can_be[end - 1]:
                break
            title = _weighed(head, start, end, around)
            # The same title twice (over the page, over the text): the one next to the text.
            again = best is not None and bare(title.text) == bare(best.text)
            if best is None or again or title.points > best.points:
                best = title
    return best if best and best.points >= _LEAST_POINTS else None


def _may_be_title(block: Block) -> bool:
    text = block.text
    return (
        block.kind is Kind.LINE
        and 2 <= len(text) <= _LONGEST_LINE
        and len(re.findall(r"[\u4e00-\u9fff]", text)) >= 2
        and not _SENTENCE_END.search(text)
        and not _NUMBERED.match(text)
        and (not _IN_BRACKETS.match(text) or is_trial_mark(text))
        and "|" not in text
        and not text.startswith("附件")
        and dates.parse_date(text) is None
        and document_numbers.parse(text) is None
        and not is_furniture(text)
        and not is_bullet(text)
        and not labels_in(block)
    )


def _weighed(head: Sequence[Block], start: int, end: int, around: Surroundings) -> Title:
    lines = head[start:end]
    text = joined([block.text for block in lines])
    points, rule = _shape(text)
    if bare(text) in around.hints:
        points, rule = points + 8, "与网页自身标明的标题一致"
    points += _looks(lines) + _place(head, start, end, around)
    points += _wholeness(lines, around.signers)
    return Title(text, start, end, points, rule)


def _shape(text: str) -> tuple[int, str]:
    has_kind = ends_with_kind(text) and len(text) >= 5
    if organs_before_verb(text) and has_kind:
        return 12, "发文机关＋事由＋文种"
    if organs_before_verb(text) and len(text) >= 12:
        return 6, "发文机关＋事由"
    if _BEGINS_WITH_VERB.match(text) and has_kind:
        return 8, "事由＋文种"
    if has_kind and organ_at_front(text):
        return 6, "机关＋文种"
    if has_kind:
        return 4, "以文种结尾"
    return (0 if len(text) >= _SHORTEST and not organs_in(text) else -3), "位于文首"


def ends_with_kind(text: str) -> bool:
    """Say whether a line ends like a title: …的通知, …办法（试行）."""
    return bool(_ENDS_WITH_KIND.search(text))


def _looks(lines: Sequence[Block]) -> int:
    """Titles are centred, bold or marked as headings, and all their lines alike."""
    first = lines[0]
    points = 2 * (first.align == "center") + first.strong + 3 * (first.level in (1, 2))
    return points if _alike(lines) else points - 4


def _alike(lines: Sequence[Block]) -> bool:
    return len({(one.align, one.level, one.main) for one in lines}) == 1


def _place(head: Sequence[Block], start: int, end: int, around: Surroundings) -> int:
    """Numbers, dates and addressees stand next to titles."""
    before = head[start - 1] if start else None
    following = head[end] if end < len(head) else around.after
    points = 3 * (head[end - 1].line in around.above_labels)
    if following is not None and not points:
        points += 3 * (is_number_line(following.text) or is_addressee(following.text))
    if before is not None and is_number_line(before.text):
        points += 2
    elif before is not None and _looks([head[start]]) and _alike([before, head[start]]):
        # A centred line above a centred line: the title began there.
        points -= 3 * _may_be_title(before)
    return points


def _wholeness(lines: Sequence[Block], signers: frozenset[str]) -> int:
    """More lines must be worth it: bodies named on lines of their own, or words left open.

    A name above a title that has issuing bodies already may be the website's; it belongs to the
    title only if that body signs the text as well.
    """
    points = 0
    rest = joined([block.text for block in lines])
    for block in lines[:-1]:
        names = organs_in(block.text)
        rest = rest.removeprefix(joined([block.text])).strip()
        if names and not organs_before_verb(rest):
            points += 1 if _BEGINS_WITH_VERB.match(rest) or organs_in(rest) else -1
        elif names:
            points += 1 if signers.issuperset(names) else -4
        else:
            points += -1 if not ends_with_kind(block.text) else -2
    return points


def joined(lines: Sequence[str]) -> str:
    """Join the lines of a title: blanks inside Chinese words go, those between bodies stay."""
    words = [word for line in lines for word in unspaced(line.strip()).split(" ") if word]
    text = words[0] if words else ""
    for before, word in pairwise(words):
        between_words = bool(_LATIN_END.search(before) and _LATIN_START.match(word))
        between_bodies = organs_in(before) and (organs_in(word) or organs_before_verb(word))
        text += (" " if between_words or between_bodies else "") + word
    return text


_LATIN_END = re.compile(r"[A-Za-z0-9]$")
_LATIN_START = re.compile(r"[A-Za-z0-9]")


def bare(title: str) -> str:
    """Return a title without blanks and with one kind of brackets, to compare it."""
    return re.sub(r"[\s\u3000]", "", title).translate(str.maketrans("()", "（）"))


def is_number_line(text: str) -> bool:
    """Say whether a line is a document number, but for urgency and 签发人."""
    text = number_alone(text)
    return bool(document_numbers.parse(text)) or bool(ORDER_SERIAL.match(text))


_URGENCY = re.compile(r"^(?:(?:特急|加急|特提|平急|急件|秘密|机密|绝密)(?:★?[\d年长期月]*)\s*)+")


def number_alone(text: str) -> str:
    """Cut what stands around a number on its line: 特急 before it, 签发人：… after it."""
    return re.sub(r"签发人[:：].*$", "", _URGENCY.sub("", text.strip())).strip()


ORDER_SERIAL = re.compile(
    r"^[（(]?(?:\d{4}年)?第\s*(?:\d{1,5}|[一二三四五六七八九十百〇零]{1,7})\s*号[）)]?$"
)
_ADDRESSED = re.compile(
    r"各|政府|委员会|委|部|厅|局|署|院|会|中心|办|站|所|公司|单位|企业|代表|委员|同志|主席|乡镇|镇|乡|街道|学校|总部"
)


def is_addressee(text: str) -> bool:
    """Say whether a line names those to whom a paper goes: 各乡镇人民政府，县直各部门："""
    return text.endswith((":", "：")) and len(text) >= 3 and bool(_ADDRESSED.search(text))


def published_name(blocks: Sequence[Block]) -> Iterator[tuple[str, Block, str]]:
    """Yield what the first lines say is being issued: name, the line that says so, the rule."""
    for block in blocks[:8]:
        for pattern, rule in _ISSUES:
            found = pattern.search(block.text)
            if found:
                yield _without_we(found["name"]) + found.groupdict().get("kind", ""), block, rule


_ISSUES = (
    (
        re.compile(
            r"(?:公布|发布|印发|转发)(?:修订后的|修改后的|修正后的)?《(?P<name>[^》]{4,80}(?:〉[^》]*)?)》"
        ),
        "“公布、印发《…》”一句所指的文件",
    ),
    (
        re.compile(
            r"《(?P<name>[^》]{4,80})》.{0,60}(?:现予?(?:以)?(?:公布|发布|印发|转发)|印发给你们|印发给)"
        ),
        "“《…》现印发”一句所指的文件",
    ),
    (
        re.compile(r"现?将《(?P<name>[^》]{4,80})》(?:印发|转发|公布|发布|予以)"),
        "“现将《…》印发”一句所指的文件",
    ),
    (
        re.compile(
            r"现(?:就|将)(?P<name>[^，。,；《》]{4,60}?)(?P<kind>汇报|报告|通报|公告|公示|通知|答复)如下"
        ),
        "“现将…如下”一句",
    ),
)


def _without_we(name: str) -> str:
    return re.sub(
        r"^(?:我|本)(?:省|市|州|县|区|旗|镇|乡|局|委|办|中心|单位|部门|机关|院|街道|校)", "", name
    )


def is_trial_mark(text: str) -> bool:
    """Say whether a line is the last part of a title: （试行）."""
    return bool(_ONLY_TRIAL.match(text))


def is_head_mark(text: str) -> bool:
    """Say whether a line is the red head of a paper: 名川县人民政府文件."""
    return bool(_HEAD_MARK.search(text)) and bool(organs_in(_HEAD_MARK.sub("", text)))
