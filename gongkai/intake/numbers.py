"""The number of a document at its head: a line of its own, part of an order, or after the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.intake.blocks import Block
from gongkai.intake.organs import organs_in, unspaced, without_country
from gongkai.intake.titles import ORDER_SERIAL, is_number_line, number_alone
from gongkai.kernel import document_numbers

# Orders of the State Council are indexed under the code 国令, as its library of documents does
# (document_number 国令第707号 for 中华人民共和国国务院令 第707号).
_ORDER_CODES = {"国务院令": "国令"}
_ORDER_LINE = re.compile(r"^(?P<organ>[\u4e00-\u9fff、 ]{2,80}?) ?(?P<word>令|公告|通告)$")


@dataclass(frozen=True, slots=True)
class OrderHead:
    """The head of an order: 中华人民共和国国务院令 / 第707号. `end` is the line after it."""

    organ: str
    number: str
    line: Block
    end: int


def order_head(head: Sequence[Block]) -> OrderHead | None:
    """Return the head of an order (令) with its number below, or on the same line."""
    for index, block in enumerate(head):
        whole = _ORDER_ON_ONE_LINE.match(block.text)
        if whole and _order(whole["name"]):
            return _head_of(whole["name"], whole["serial"], block, index + 1)
        following = head[index + 1] if index + 1 < len(head) else None
        if following is None or not ORDER_SERIAL.match(following.text):
            continue
        name = f"{_bodies_above(head, index)}令" if block.text == "令" else block.text
        if _order(name):
            return _head_of(name, following.text, block, index + 2)
    return None


_ORDER_ON_ONE_LINE = re.compile(r"^(?P<name>.*令) ?(?P<serial>[（(]?(?:\d{4}年)?第.*号[）)]?)$")


def _bodies_above(head: Sequence[Block], index: int) -> str:
    """Joint orders print each body on a line of its own, and 令 below them."""
    start = index
    while start and organs_in(head[start - 1].text):
        start -= 1
    return "、".join(block.text for block in head[start:index])


def _order(text: str) -> re.Match[str] | None:
    match = _ORDER_LINE.match(text)
    return match if match and match["word"] == "令" else None


def _head_of(name: str, serial: str, block: Block, end: int) -> OrderHead | None:
    words = unspaced(name.removesuffix("令").strip())
    organs = [without_country(one) for one in re.split(r"[、 ]+", words)]
    # The number counts the orders of the body that is named first.
    number = tidy(f"{organs[0]}令{serial.strip('()（）')}")
    return OrderHead("、".join(organs), number, block, end) if number else None


def tidy(text: str) -> str:
    """Return a number as it must be written (国办发〔2018〕5号), "" if the text is none."""
    number = document_numbers.parse(text)
    if number is None:
        return ""
    if number.kind is not document_numbers.Kind.ORDER:
        return str(number)
    word = without_country(number.prefix)
    year = f"{number.year}年" if number.year else ""
    return f"{_ORDER_CODES.get(word, word)}{year}第{number.serial}号"


def number_in_head(head: Sequence[Block], title_end: int) -> tuple[str, Block, str] | None:
    """Return the number at the head, its line and the rule: the line nearest to the title."""
    order = order_head(head)
    if order:
        return order.number, order.line, "令的名称与编号"
    lines = [index for index, block in enumerate(head) if is_number_line(block.text)]
    for index in sorted(lines, key=lambda one: abs(one - title_end)):
        number = tidy(number_alone(head[index].text)) or _with_name_above(head, index)
        if number:
            return number, head[index], "独占一行的发文字号"
    for block in head:
        found = _NUMBER_BEHIND.search(block.text)
        if found and tidy(found["number"]):
            return tidy(found["number"]), block, "标题后括注的发文字号"
    return None


def _with_name_above(head: Sequence[Block], index: int) -> str:
    """名川县教育局公告 / 2026年第3号, 第3号: the number counts the papers of the name above it."""
    above = _ORDER_LINE.match(head[index - 1].text) if index else None
    return tidy(above[0].replace(" ", "") + head[index].text.strip("()（）")) if above else ""


_NUMBER_BEHIND = re.compile(
    r"[\s（(【\[]*(?P<number>[\u4e00-\u9fff]{2,14}[〔\[（(【]\d{4}[〕\]）)】]\d{1,5}号)[）)】\]]*$"
)


def without_number(title: str) -> str:
    """Cut a number that a page puts behind the title: …的通知（名政办发〔2026〕3号）."""
    found = _NUMBER_BEHIND.search(title)
    return title[: found.start()] if found and found.start() >= 4 else title
