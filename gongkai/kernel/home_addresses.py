"""Where a person lives, told from where an office stands.

An address becomes personal at the door: block, stair and room of a dwelling
(人民路12号3栋2单元501室), or house number in a village group (大龙村三组15号). A street number
alone (政府路1号) is an office's as often as not, and so is a room in a building that is named an
office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class FoundAddress(NamedTuple):
    """An address in a text, and a Chinese sentence saying why it looks like a dwelling."""

    start: int
    end: int
    why: str


_N = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4}|[A-Za-z甲乙丙丁]\d{0,3})"
_HAN = r"[\u4e00-\u9fff]"
_STREET = rf"(?:{_HAN}{{2,12}}(?:路|街|巷|大道|弄|里|胡同)(?:\d{{1,5}}(?:号|弄)?)?)?"
_ESTATE = rf"(?:{_HAN}{{1,12}}(?:小区|花园|家园|苑|新村|公寓|宿舍|花苑|名邸|府|城|庄|湾|园))?"
_BLOCK = rf"(?:{_N}(?:期|区))?{_N}#?(?:栋|幢|号楼|座|楼)"
_STAIR = rf"{_N}单元"
_ROOM = r"(?:\d{1,2}层|\d{1,2}楼)?[A-Za-z]?\d{2,4}(?:室|号|户|房)?"
_WITH_STAIR = re.compile(
    rf"{_STREET}{_ESTATE}(?:{_BLOCK})?{_STAIR}{_ROOM}(?![\d元%年月人户个])", re.ASCII
)
_WITH_BLOCK = re.compile(
    rf"{_STREET}{_ESTATE}{_BLOCK}(?:\d{{1,2}}层)?[A-Za-z]?\d{{2,4}}(?:室|户)", re.ASCII
)
_IN_VILLAGE = re.compile(
    rf"{_HAN}{{1,12}}(?:村|社区|屯)(?:{_HAN}{{1,6}}|{_N})?(?:村民小组|组|队|屯|庄|湾|冲|屋){_N}(?:号|户)"
    rf"(?!文|令|公告|楼|线|井|地块|宗地|图)",
    re.ASCII,
)
# What every such address ends with: found quickly, where the whole is tried at every character.
_VILLAGE_DOOR = re.compile(
    rf"(?:村|社区|屯)(?:{_HAN}{{1,6}}|{_N})?(?:村民小组|组|队|屯|庄|湾|冲|屋){_N}(?:号|户)",
    re.ASCII,
)

_DWELLING = re.compile(r"小区|花园|家园|苑|新村|公寓|宿舍|名邸|住|户籍|家庭|单元")
_OFFICE = re.compile(
    r"中心|大厦|办公|机关|政府|大楼|大院|公司|局|委员会|学校|学院|大学|医院|写字楼|园区|产业园|窗口|厅|银行|法院"
    r"|商务|广场|酒店|宾馆|科技园|创业园|孵化|仓库|厂房|车间|商铺|门面"
)
# Words that lead up to an address and are no part of it.
_LEAD = re.compile(
    r"现住址|家庭住址|户籍地址|户籍所在地|居住地址|住址|住所|地址|居住在|家住|现住|住在|居住于|位于|坐落于|座落于|住|系|是|在|于"
)


def find_home_addresses(text: str) -> Iterator[FoundAddress]:
    """Yield the addresses of dwellings in a text; they may be cut at the beginning, never wide."""
    for match in _WITH_STAIR.finditer(text) if "单元" in text else ():
        if not _is_office(text, match):
            yield _found(match, "写到了单元和房号，是住宅的门牌。")
    for match in _WITH_BLOCK.finditer(text) if re.search("[栋幢楼座]", text) else ():
        # Offices have blocks and rooms too: only a word of dwelling tells.
        if _DWELLING.search(_around(text, match)) and not _is_office(text, match):
            yield _found(match, "写到了住宅楼栋和房号，是住宅的门牌。")
    for match in _IN_VILLAGE.finditer(text) if _VILLAGE_DOOR.search(text) else ():
        yield _found(match, "写到了村组和门牌号，是村民的住址。")


def _is_office(text: str, match: re.Match[str]) -> bool:
    return bool(_OFFICE.search(_around(text, match))) and not re.search(
        r"住址|家庭|户籍|家住|住在|现住|小区|花园|家园|宿舍", _around(text, match)
    )


def _around(text: str, match: re.Match[str]) -> str:
    """The address with the words before it, back to the last stop."""
    before = re.split(r"[。；;\n]", text[max(0, match.start() - 24) : match.start()])[-1]
    return before + match[0]


def _found(match: re.Match[str], why: str) -> FoundAddress:
    start = match.start()
    for lead in _LEAD.finditer(match[0]):
        # 李某住在人民路…: the address begins after the last leading word before its first figure.
        if not re.search(r"\d", match[0][: lead.end()]) and lead.end() < len(match[0]) // 2 + 4:
            start = match.start() + lead.end()
    return FoundAddress(start, match.end(), why)


_DOOR = re.compile(
    r"\d+|[一二三四五六七八九十百]+(?=栋|幢|号|座|楼|单元|层|室|户|组|队|村民小组|房)|[A-Za-z]+(?=\d|栋|幢|座|单元)"
)


def mask_home_address(address: str) -> str:
    """Star the numbers of house, block, stair, room and group; names of road and village stay."""
    return _DOOR.sub(lambda number: "*" * len(number[0]), address)
