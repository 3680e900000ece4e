"""Document numbers (发文字号): read leniently, written strictly, found in running text.

`机关代字〔年份〕序号`: six-angle brackets, the year in full, the serial without 第 and without
leading zeros (GB/T 9704-2012). Orders and announcements are numbered otherwise (国务院令第711号,
国务院令2016年第617号), and registered normative documents otherwise again (HFGS—2017—9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

OPENING = "〔[［【（(﹝〖｛{〈<＜「"
CLOSING = "〕]］】）)﹞〗｝}〉>＞」"
EXAMPLE = "兰政办发〔2018〕145号"

_HALF_WIDTH = str.maketrans("０１２３４５６７８９－", "0123456789-")
_HAN = r"\u4e00-\u9fff"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_ARABIC = r"0*(?P<serial>[1-9]\d{0,4})"
_CHINESE = r"(?P<numeral>[一二三四五六七八九十百零〇]{1,7})"
_BODY = (
    rf"[{re.escape(OPENING)}]\s*{_YEAR}\s*年?\s*[{re.escape(CLOSING)}]\s*第?\s*{_ARABIC}\s*[号號]"
)
_ORDER_BODY = rf"\s*(?:{_YEAR}\s*年)?\s*第?\s*(?:{_ARABIC}|{_CHINESE})\s*[号號]"
_ORDER_WORD = "(?:令|公告|通告)"

_BRACKETED = re.compile(rf"(?P<prefix>[{_HAN}]{{1,14}}){_BODY}", re.ASCII)
_ORDER = re.compile(rf"(?P<prefix>[{_HAN}]{{1,20}}{_ORDER_WORD}){_ORDER_BODY}", re.ASCII)
_REGISTERED = re.compile(
    rf"(?P<prefix>[A-Z]{{2,10}})[—–-]+{_YEAR}[—–-]+0*(?P<serial>[1-9]\d{{0,4}})", re.ASCII
)
# In running text blanks may stand before the bracket, but not inside the prefix.
_BRACKETED_IN_TEXT = re.compile(rf"(?P<prefix>[{_HAN}]{{1,14}})[ \u00a0\u3000]*{_BODY}", re.ASCII)
_LABEL = re.compile(r"^(?:发文字号|发文文号|文件编号|文件号|文号)[:：]?")
_STRICT = re.compile(r"[\u4e00-\u9fa5]{2,14}〔(19|20)\d{2}〕[1-9]\d{0,4}号", re.ASCII)


class Kind(StrEnum):
    """How a number is built."""

    BRACKETED = "bracketed"
    ORDER = "order"  # 令, and the 公告 and 通告 that are numbered in the same way
    REGISTERED = "registered"  # the registration number of a normative document


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number; `str()` gives its strict form.

    `prefix` is the code of the organ (国办发), for orders the organ with its word (国务院令).
    `year` is None only for orders that count on through the years.
    """

    prefix: str
    year: int | None
    serial: int
    kind: Kind = Kind.BRACKETED

    def __str__(self) -> str:
        if self.kind is Kind.ORDER:
            year = f"{self.year}年" if self.year else ""
            return f"{self.prefix}{year}第{self.serial}号"
        if self.kind is Kind.REGISTERED:
            return f"{self.prefix}—{self.year}—{self.serial}"
        return f"{self.prefix}〔{self.year}〕{self.serial}号"


class Found(NamedTuple):
    """A number found in a text: `text[start:end]` is how it was written."""

    number: DocumentNumber
    start: int
    end: int


def parse(text: str) -> DocumentNumber | None:
    """Return the number that this text writes, or None.

    Forgives other brackets, blanks, full width figures, 第, leading zeros, a label before
    (文号：) and a bracket around the whole.
    """
    text = _bare(text)
    for kind, pattern in (
        (Kind.BRACKETED, _BRACKETED),
        (Kind.ORDER, _ORDER),
        (Kind.REGISTERED, _REGISTERED),
    ):
        match = pattern.fullmatch(text)
        if match:
            return _number_from(match, match["prefix"], kind)
    return None


def _bare(text: str) -> str:
    text = "".join(text.translate(_HALF_WIDTH).split())
    text = _LABEL.sub("", text)
    if len(text) > 2 and text[0] in "（(" and text[-1] in "）)":
        text = text[1:-1]
    return text


def _number_from(match: re.Match[str], prefix: str, kind: Kind) -> DocumentNumber | None:
    groups = match.groupdict()
    serial = int(groups["serial"]) if groups["serial"] else _from_numeral(groups["numeral"])
    if not serial:
        return None
    year = int(groups["year"]) if groups["year"] else None
    return DocumentNumber(prefix, year, serial, kind)


def _from_numeral(text: str) -> int:
    """Read a Chinese number below one thousand (二十八, 一百零三); 0 if it is none."""
    total, figure = 0, 0
    for one in text:
        if one in "十百":
            # 十 may stand alone for ten; 百 needs its figure.
            total += (figure or 1) * (10 if one == "十" else 100)
            figure = 0
        else:
            figure = "〇一二三四五六七八九".find(one.replace("零", "〇"))
    return total + figure


def find(text: str) -> list[Found]:
    """Return the numbers written in running text, in order, without overlap.

    The words that lead up to a number (根据, 的通知, 修改后的 …) are cut from its prefix.
    """
    narrow = text.translate(_HALF_WIDTH)
    found: list[Found] = []
    for kind, pattern in ((Kind.BRACKETED, _BRACKETED_IN_TEXT), (Kind.ORDER, _ORDER)):
        for match in pattern.finditer(narrow):
            prefix = _prefix_in_text(match["prefix"], narrow[: match.start()], kind)
            number = _number_from(match, prefix, kind) if _can_be(prefix, kind) else None
            if number:
                start = match.end("prefix") - len(prefix)
                found.append(Found(number, start, match.end()))
    return sorted(found, key=lambda one: one.start)


# What may stand directly before a number in a sentence and is never part of an organ's code.
_LEAD_WORDS = re.compile(
    r"根据|依据|按照|依照|遵照|执行|落实|贯彻|参照|以及|详见|印发|下发|转发|废止|文件|通知|规定|意见|办法"
    r"|方案|决定|同意|批准|收到|附件|发文字号|文号|编号|修订|修改|公布|发布|所附|其中|简称|作出|即|按|见|的|为|原"
)
# 市人民政府京政发〔2010〕1号: the full name of the organ before its code. Orders keep the name.
_ORGAN_WORDS = re.compile("人民政府|人民法院|人民检察院|办公厅|办公室|委员会|我院|我局|以(?=法)")
_JOINING = "和与及、暨"
_AFTER_FIGURES = "年月日号第条款项章"


def _prefix_in_text(run: str, before: str, kind: Kind) -> str:
    if before[-1:].isdecimal() and run[:1] in _AFTER_FIGURES:
        # 2019年4月3日国务院令第711号: the 日 belongs to the date.
        run = run[1:]
    if before.rstrip()[-1:] in ("号", "）", ")", "》") and run[:1] in _JOINING:
        run = run[1:]
    run = _after_last(_LEAD_WORDS, run)
    return _after_last(_ORGAN_WORDS, run) if kind is Kind.BRACKETED else run


def _after_last(words: re.Pattern[str], run: str) -> str:
    ends = [word.end() for word in words.finditer(run) if word.end() < len(run)]
    return run[ends[-1] :] if ends else run


def _can_be(prefix: str, kind: Kind) -> bool:
    # 本公告第3号 names no organ.
    return len(prefix) >= 2 and not (kind is Kind.ORDER and prefix[0] in "本该此上")


def is_strict(text: str) -> bool:
    """Say whether the text is a document number exactly as it must be printed."""
    number = parse(text)
    if number is None or str(number) != text:
        return False
    return number.kind is not Kind.BRACKETED or bool(_STRICT.fullmatch(text))


def reasons_against(text: str) -> list[str]:
    """Say in Chinese sentences what is wrong with a document number and how to mend it.

    Empty if it may be printed as it is. The last sentence gives the mended form when there is one.
    """
    if not text.strip():
        return [f"没有填写发文字号。请按“机关代字〔年份〕序号”填写，例如：{EXAMPLE}。"]
    if is_strict(text):
        return []
    faults = list(_faults(text))
    number = parse(text)
    if number is not None and is_strict(str(number)):
        return [*(faults or ["发文字号的写法不规范。"]), f"应写作：{number}。"]
    return faults or [f"看不出这是发文字号。请按“机关代字〔年份〕序号”填写，例如：{EXAMPLE}。"]


def _faults(text: str) -> Iterator[str]:
    if text != text.strip() or re.search(r"\s", text.strip()):
        yield "发文字号中间和两端不留空格。"
    if re.search(r"[０-９－]", text):
        yield "年份和序号用半角阿拉伯数字。"
    bare = _bare(text)
    if _LABEL.match("".join(text.split())) or bare != "".join(text.translate(_HALF_WIDTH).split()):
        yield "只填写发文字号本身，不要带“文号”等字样，也不要整个加括号。"
    yield from _faults_of_brackets(bare)
    yield from _faults_of_serial(bare)


def _faults_of_brackets(bare: str) -> Iterator[str]:
    bracket = re.search(rf"([{re.escape(OPENING)}])(\d+)年?([{re.escape(CLOSING)}])", bare)
    if not bracket:
        if re.match(rf"[{_HAN}]{{1,14}}(?:19|20)\d{{2}}", bare) and not _ORDER.fullmatch(bare):
            yield f"年份应当用六角括号“〔〕”括起来，例如：{EXAMPLE}。"
        return
    if bracket[1] + bracket[3] != "〔〕":
        yield f"年份应当用六角括号“〔〕”括起来，不用“{bracket[1]}{bracket[3]}”。"
    if "年" in bracket[0]:
        yield "括号里只写四位年份，不写“年”字。"
    if not re.fullmatch(r"(19|20)\d{2}", bracket[2]):
        yield f"年份应当写全四位，例如“〔2018〕”，现在写的是“{bracket[2]}”。"
    prefix = bare[: bracket.start()]
    if len(prefix) < 2:
        yield f"缺少机关代字，括号前应当写明发文机关的代字，例如：{EXAMPLE}。"
    elif not re.fullmatch(r"[\u4e00-\u9fa5]{2,14}", prefix):
        yield f"机关代字“{prefix}”应当是2至14个汉字。"


def _faults_of_serial(bare: str) -> Iterator[str]:
    serial = re.search(rf"[{re.escape(CLOSING)}](?P<word>第?)(?P<digits>\d*)(?P<end>.*)$", bare)
    if not serial:
        return
    if serial["word"]:
        yield "序号前不加“第”字。"
    digits = serial["digits"]
    if not digits:
        yield "缺少序号，括号后应当写明本年度的顺序号。"
    elif not digits.strip("0"):
        yield "序号从1开始编，不能是0。"
    elif digits[0] == "0":
        yield f"序号不编虚位，“{digits}”应写作“{int(digits)}”。"
    if len(digits.lstrip("0")) > 5:
        yield "序号超过了五位数，请检查是否多输了数字。"
    if serial["end"] == "號":
        yield "“號”应写作简体“号”。"
    elif serial["end"] != "号":
        yield "发文字号以“号”字结尾。"
