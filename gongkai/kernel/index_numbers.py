"""Index numbers (索引号): the number of a published item that never changes.

The national guidance (政府信息公开目录系统实施指引（试行）) gives `organisation code/year-serial`,
twenty characters; places differ (USCC, division code, month in the year part). So the form is a
pattern chosen once per site: `{org9}/{year}-{serial:05d}`. Numbers are stored as opaque strings
and are never made anew, not even when the body that published the item is renamed or abolished.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from gongkai.kernel import identifiers

NATIONAL_PATTERN = "{org9}/{year}-{serial:05d}"

FIELDS = {
    "org9": "组织机构代码（统一社会信用代码第9至17位）",
    "uscc": "统一社会信用代码",
    "region": "行政区划代码",
    "year": "年份",
    "month": "月份",
    "serial": "流水号",
}
_WIDTH = re.compile(r"0[1-9]d")
_LITERAL = re.compile(r"[0-9A-Za-z/._-]*")


class IndexNumberError(ValueError):
    """A number that cannot be made; `reasons` are Chinese sentences."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("".join(reasons))
        self.reasons = reasons


def make(
    pattern: str,
    *,
    uscc: str = "",
    region: str = "",
    year: int,
    serial: int,
    month: int | None = None,
) -> str:
    """Fill the pattern of a site: make("{org9}/{year}-{serial:05d}", …) → 000014349/2017-00110.

    `uscc` is the publisher's unified social credit code, `region` the division code, `serial` the
    running number from 1. Only what the pattern uses needs to be given. Raise `IndexNumberError`
    if the pattern is wrong, a part is missing or malformed, or the serial outgrows its width.
    """
    reasons = reasons_against_pattern(pattern)
    if reasons:
        raise IndexNumberError(reasons)
    parts = dict(_parts(pattern))
    reasons = list(_faults_of_values(parts, uscc, region, year, serial, month))
    if reasons:
        raise IndexNumberError(reasons)
    return pattern.format(
        org9=identifiers.organisation_code(uscc) if "org9" in parts else "",
        uscc=uscc,
        region=region,
        year=f"{year:04d}",
        month=f"{month or 0:02d}",
        serial=serial,
    )


def reasons_against_pattern(pattern: str) -> list[str]:
    """Say in Chinese sentences why a pattern cannot make index numbers; empty if it can."""
    if not pattern.strip():
        return [f"没有填写索引号格式，可以填写国家格式：{NATIONAL_PATTERN}。"]
    try:
        return list(_faults_of_pattern(pattern))
    except ValueError:
        return [f"索引号格式里的花括号不成对，请对照国家格式修改：{NATIONAL_PATTERN}。"]


def _faults_of_pattern(pattern: str) -> Iterator[str]:
    names = []
    for literal, name, spec, conversion in Formatter().parse(pattern):
        if not _LITERAL.fullmatch(literal):
            yield f"索引号里只能用数字、字母和“/”“-”“.”“_”，不能有“{literal}”。"
        if name is None:
            continue
        names.append(name)
        if name not in FIELDS:
            yield f"不认识的部分“{{{name}}}”，可用的有：{_fields_in_words()}。"
        elif conversion or (spec and (name != "serial" or not _WIDTH.fullmatch(spec))):
            yield f"“{{{name}}}”的写法不对，只有流水号可以写位数，例如五位写作：{{serial:05d}}。"
    for needed in ("year", "serial"):
        if names.count(needed) != 1:
            yield f"索引号格式里应当有且只有一个{FIELDS[needed]}“{{{needed}}}”。"
    if not {"org9", "uscc", "region"} & set(names):
        yield "索引号格式里应当有 {org9}、{uscc}、{region} 之一，否则不同单位的索引号会重复。"
    if re.search(r"\}\{serial", pattern):
        yield "流水号前应当有分隔符“-”或“/”，否则看不出流水号从哪里开始。"


def _fields_in_words() -> str:
    return "、".join(f"{{{name}}} {meaning}" for name, meaning in FIELDS.items())


def _parts(pattern: str) -> Iterator[tuple[str, str]]:
    for _, name, spec, _ in Formatter().parse(pattern):
        if name is not None:
            yield name, spec or ""


def _faults_of_values(
    parts: dict[str, str], uscc: str, region: str, year: int, serial: int, month: int | None
) -> Iterator[str]:
    if "uscc" in parts or "org9" in parts:
        yield from identifiers.reasons_against_uscc(uscc)
    if "region" in parts and not identifiers.is_division_code(region):
        yield f"行政区划代码“{region}”不对，应当是6位、9位或12位数字，例如：340803。"
    if not 1949 <= year <= 9999:
        yield f"年份“{year}”不对，应当是四位年份，例如：2026。"
    if "month" in parts and (month is None or not 1 <= month <= 12):
        yield "这个索引号格式带月份，请给出1至12的月份。"
    if serial < 1:
        yield f"流水号从1开始编，不能是{serial}。"
    width = int(parts["serial"][1]) if parts["serial"] else 0
    if width and serial >= 10**width:
        yield f"流水号{serial}超过了{width}位，请把索引号格式里流水号的位数改大后再编号。"
