"""Why something about the words of the search cannot be done."""

from __future__ import annotations

import re

from gongkai.journal.actors import Actor
from gongkai.kernel.search_query import parse_question
from gongkai.kernel.search_text import fold
from gongkai.people.actors import Staff
from gongkai.people.queries import acting_anywhere
from gongkai.search.models import BestBet, Synonym
from gongkai.search.verbs import TEND

UNCHANGED = "内容与原来相同，没有需要保存的改动。"
_OWN_ADDRESS = re.compile(r"/(?!/)\S*")
_ADDRESS = re.compile(r"https://[^\s/]+(?:/\S*)?")


def reasons_not_to_tend(actor: Actor) -> list[str]:
    """Why this actor may not change the words. They belong to no unit, so any reach will do."""
    if not isinstance(actor, Staff) or acting_anywhere(actor, TEND):
        return []
    return [f"您没有“{TEND.label}”的权限，如需办理请联系管理员。"]


def plain_word(typed: str) -> str:
    """A word as it is kept and compared: folded, without blanks and signs."""
    return "".join(sign for sign in fold(typed) if sign.isalnum())


def reasons_against_synonym(
    word: str, means: str, origin: str, own: Synonym | None = None
) -> list[str]:
    """What is wrong with a pair."""
    reasons = []
    for what, value, most in (("词", word, 40), ("同义词", means, 60)):
        if len(plain_word(value)) < 2:
            reasons.append(f"{what}至少写两个字。")
        elif len(plain_word(value)) > most:
            reasons.append(f"{what}太长，最多{most}个字。")
    if word and plain_word(word) == plain_word(means):
        reasons.append("两个词相同，不需要登记。")
    if not origin.strip():
        reasons.append("请填写来源，例如“群众咨询中的说法”。")
    pairs = {(plain_word(word), plain_word(means)), (plain_word(means), plain_word(word))}
    others = Synonym.objects.exclude(pk=own.pk if own else 0)
    if any(others.filter(word=one, means=other).exists() for one, other in pairs):
        reasons.append(f"“{plain_word(word)}”和“{plain_word(means)}”已经登记过。")
    return reasons


def normal_questions(typed: str) -> list[str]:
    """The questions that someone typed one a line, as they are compared."""
    lines = (parse_question(line).normal for line in typed.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def reasons_against_best_bet(
    questions: list[str], title: str, url: str, own: BestBet | None = None
) -> list[str]:
    """What is wrong with a page above the hits."""
    reasons = []
    if not questions:
        reasons.append("请至少写一个搜索词，每行一个。")
    if not title.strip():
        reasons.append("请填写标题。")
    if not (_OWN_ADDRESS.fullmatch(url) or _ADDRESS.fullmatch(url)):
        reasons.append("网址应以“/”开头（本站页面），或以“https://”开头。")
    for other in BestBet.objects.exclude(pk=own.pk if own else 0):
        shared = set(other.questions) & set(questions)
        if shared and other.url == url:
            reasons.append(f"“{'、'.join(sorted(shared))}”已经推荐了这个网址（{other.title}）。")
    return reasons
