"""The wordings of 公开时限 that catalogues use, one pattern each, and the part each one becomes.

The column mixes deadlines, frequencies and durations, several in one cell. A pattern is tried at
one place of one clause (see `limits.parse_limit`); its reader turns the match into a part, or into
None when the words only look like it. Blanks are gone and figures are half-width by then.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple, NotRequired, TypedDict

Kind = Literal[
    "within", "before", "prompt", "annual", "every", "keep_for",  # what can be worked with
    "place", "on_request", "fallback",  # said in the same breath
    "pointer", "arrangement", "unread",  # a person must look
]  # fmt: skip


class LimitPart(TypedDict):
    """One rule of a limit, fit for JSON. `words` are the catalogue's own, "" for a statutory rule.

    `unit`: wd (working day), d (natural day), h, week, month, quarter, half_year, year. `trigger`:
    formed, request_received, or event:<text>. `what`: what is formed, or shown, or answered, in
    the catalogue's words. `by`: MM-DD. `condition`: the case that the rule is for (其中…).
    `assumed`: what was not said and why it is so. `doubt`: what may be a slip.
    """

    kind: Kind
    words: str
    n: NotRequired[int]
    unit: NotRequired[str]
    trigger: NotRequired[str]
    by: NotRequired[str]
    times: NotRequired[int]
    least: NotRequired[bool]
    what: NotRequired[str]
    condition: NotRequired[str]
    basis: NotRequired[str]
    assumed: NotRequired[str]
    doubt: NotRequired[str]


class Wording(NamedTuple):
    """A pattern and how its match is read."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], LimitPart | None]


UNITS = {
    "工作日": "wd", "自然日": "d", "日历日": "d", "日": "d", "天": "d", "小时": "h", "时": "h",
    "周": "week", "星期": "week", "月": "month", "季度": "quarter", "季": "quarter",
    "半年": "half_year", "年度": "year", "年": "year",
}  # fmt: skip
_DIGITS = {one: place for place, one in enumerate("零一二三四五六七八九")} | {"两": 2}
_HOW_OFTEN = {("year", 2): "half_year", ("year", 4): "quarter", ("year", 12): "month"}
_HOW_OFTEN |= {("half_year", 2): "quarter", ("half_year", 6): "month", ("quarter", 3): "month"}

N = r"(?<!\d)(?P<n>\d+|[一二两三四五六七八九十]+)"
TERM = rf"{N}个?(?P<unit>工作日|自然日|日历日|日|天|小时|周|星期|月|年)"
INSIDE = r"(?:之?内|以内)"
DISCLOSE = r"(?:予以|及时|向社会|主动|进行|对外|依法)*(?:公开|公示|公布|发布|公告|告知)?"
FROM = "自(?![然治主己行愿来动用建])"  # from, and not 自然资源局
TRIGGER = rf"(?:{FROM}|从|在|于)?(?P<trigger>[^,，;。]{{2,40}}?)"
NO_TERM_IN = r"(?<!\d)(?P<trigger>[^,，;。\d一二两三四五六七八九十]{2,40}?)"


def number(text: str) -> int:
    """A number below one hundred, in figures or in Chinese: 20, 二十, 两, 十五."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def trigger_of(text: str) -> str:
    """The code of what starts a term: formed, request_received, or event: and its words."""
    text = re.sub(rf"^(?:{FROM}|从|在|于)", "", text).removesuffix("之")
    formed = re.search(r"形成|变更|制作|获取|制定|产生|生成", text)
    if formed and (
        "信息" in text or re.fullmatch(r"[形成变更制作获取产生或者（）()、及和]+", text)
    ):
        return "formed"
    if re.search(r"收到.*申请|受理申请", text):
        return "request_received"
    return f"event:{text}"


def _within(match: re.Match[str]) -> LimitPart | None:
    n, unit = _term(match)
    part: LimitPart = {"kind": "within", "words": match[0], "n": n, "unit": unit}
    trigger = match.groupdict().get("trigger")
    if not trigger:
        part["trigger"] = "formed"
        part["assumed"] = "未写明从何时起算，依条例第二十六条按信息形成或者变更之日起算"
    elif for_a_case := re.fullmatch(rf"(?P<condition>.+?){FROM}(?P<trigger>.+)", trigger):
        part["condition"] = for_a_case["condition"]
        part["trigger"] = trigger_of(for_a_case["trigger"])
    else:
        part["trigger"] = trigger_of(trigger)
        if part["trigger"] == "formed":
            part["what"] = re.sub(rf"^{FROM}", "", trigger)  # 制定或获取信息, 信息形成 …
    if (part["n"], part["unit"], part["trigger"]) == (20, "d", "formed"):
        # 条例 第二十六条 says working days; copies drop 工作 easily.
        part["doubt"] = "写的是“20日”（自然日）。条例第二十六条为20个工作日，请核对是否漏写“工作”。"
    return part


def _term(match: re.Match[str]) -> tuple[int, str]:
    return number(match["n"]), UNITS[match["unit"]]


def _before(match: re.Match[str]) -> LimitPart | None:
    found = match.groupdict()
    part: LimitPart = {"kind": "before", "words": match[0]}
    if found.get("n"):
        part["n"], part["unit"] = _term(match)
    if found.get("trigger"):
        part["trigger"] = trigger_of(match["trigger"])
    return part


def _prompt(match: re.Match[str]) -> LimitPart | None:
    part: LimitPart = {"kind": "prompt", "words": match[0]}
    if match.groupdict().get("trigger"):
        part["trigger"] = trigger_of(match["trigger"])
    return part


def _annual(match: re.Match[str]) -> LimitPart | None:
    month = number(match["month"])
    if not 1 <= month <= 12:
        return None
    last = 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    day = number(match["day"]) if match["day"] else last
    if not 1 <= day <= (29 if month == 2 else last):
        return None
    return {"kind": "annual", "words": match[0], "by": f"{month:02d}-{day:02d}"}


def _every(match: re.Match[str]) -> LimitPart | None:
    found = match.groupdict()
    n, unit = number(found.get("n") or "1"), UNITS[match["unit"]]
    times = number(found.get("times") or "1")
    part: LimitPart = {"kind": "every", "words": match[0], "n": n, "unit": unit}
    if times > 1:
        oftener = _HOW_OFTEN.get((unit, times)) if n == 1 else None
        if oftener:
            part["unit"] = oftener
        else:
            part["times"] = times
            part["doubt"] = f"“{match[0]}”的间隔无法折算成固定周期，请人工掌握。"
    return part


def _keep(match: re.Match[str]) -> LimitPart | None:
    found = match.groupdict()
    part: LimitPart = {"kind": "keep_for", "words": match[0]}
    if found.get("n"):
        part["n"], part["unit"] = _term(match)
        part["least"] = bool(found.get("least") or found.get("more"))
    if found.get("what"):
        part["what"] = match["what"]
    return part


def _said(kind: Kind, what: str = "") -> Callable[[re.Match[str]], LimitPart | None]:
    def read(match: re.Match[str]) -> LimitPart | None:
        part: LimitPart = {"kind": kind, "words": match[0]}
        if what:
            part["what"] = match[what].strip("、,，")
        return part

    return read


def _wording(pattern: str, read: Callable[[re.Match[str]], LimitPart | None]) -> Wording:
    return Wording(re.compile(pattern), read)


# Tried in this order at each place; what is more exact stands first.
WORDINGS: tuple[Wording, ...] = (
    # X pointer and fallback
    _wording(r"(?:同上(?:一[项行条栏])?|同前|[〃″])$", _said("pointer")),
    _wording(
        r"(?:国家)?(?:法律|法规|规章|国家|上级|行政法规)[^;。]*?另有规定的?[,，]?"
        r"(?:从其规定|按照?其规定(?:执行)?|依照其规定)|从其规定",
        _said("fallback"),
    ),
    _wording(
        r"(?:严格)?(?:按照?|根据|依照?)[^;。,，]*?(?:部署|安排|规定|要求|时限|通知)"
        r"(?:时限|时间)?(?:执行|公开|办理|落实|进行)?$",
        _said("arrangement"),
    ),
    _wording(r"[(（](?P<what>[^()（）]*?)依申请(?:公开)?[)）]", _said("on_request", "what")),
    # L how long it stays
    _wording(
        r"(?P<what>公示期限?|公示时间|公示|公告期限?|公告|公开期限?|公开时间|征求意见(?:期限?|时间)?"
        r"|公开征求意见(?:期限?|时间)?|张贴|展示|时长|公开时长)[:：]?(?:应当?|一般)?为?"
        rf"(?P<least>不得?少于|不低于|至少|≥)?{TERM}(?!{INSIDE})(?P<more>以上)?",
        _keep,
    ),
    _wording(
        r"(?:有效期|公开时限|公开时长|时长|公示期)?[:：]?(?:长期|永久|常年)(?:公开|有效|公示|保留)?"
        r"(?:[,，、]?(?:最新有效|动态更新|动态调整))?",
        _keep,
    ),
    _wording(
        r"(?:公开时长|时长)?[:：]?(?:任期内|在任期间|任职期间|有效期内|存续期内)(?:公开)?", _keep
    ),
    _wording(rf"{N}(?P<unit>年)(?P<more>以上)?$", _keep),
    # P every so often
    _wording(
        rf"(?:每|按)?{N}?个?(?P<unit>半年|年度|年|季度|季|月|周|日)度?(?:至少|不少于|应|需)*"
        r"(?:更新|公开|公布|发布)(?P<times>\d+|[一二两三四五六七八九十]+)次(?:以上)?",
        _every,
    ),
    _wording(
        rf"(?:每|按){N}?个?(?P<unit>半年|年度|年|季度|季|月|周|日)度?"
        r"(?P<times>\d+|[一二两三四五六七八九十]+)次",
        _every,
    ),
    _wording(
        rf"(?:每|按){N}?个?(?P<unit>半年|年度|年|季度|季|月|周|日)度?(?:一次)?"
        r"(?:定期)?(?:更新|公开|公布|发布|公示)(?:一次)?(?![:：])",
        _every,
    ),
    _wording(
        rf"每{N}?个?(?P<unit>半年|年度|年|季度|季|月|周|日)(?:一次)?$",
        _every,
    ),
    # Y by a day of every year
    _wording(
        r"(?<![年\d])(?:每年度?|当年|次年|翌年|本年度?)?的?"
        r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?"
        r"(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|[底末])(?:之|以)?前"
        rf"(?:完成)?{DISCLOSE}",
        _annual,
    ),
    # B before something happens
    _wording(
        rf"提前{TERM}(?:发通知邀请|发布?通知|{DISCLOSE}(?:通知)?)",
        _before,
    ),
    _wording(rf"(?:在|于|自)?{NO_TERM_IN}(?:之)?前{TERM}{INSIDE}?{DISCLOSE}", _before),
    _wording(rf"(?:在|于|自)?{NO_TERM_IN}(?:的|之)?{TERM}(?:之|以)?前{DISCLOSE}", _before),
    # W, D, R, E within a term
    _wording(
        rf"{TRIGGER}(?:之日起|日起|之日|起|之?后|以后|的)的?{TERM}{INSIDE}?{DISCLOSE}", _within
    ),
    _wording(rf"{NO_TERM_IN}(?:起|后)?的?{TERM}{INSIDE}{DISCLOSE}", _within),
    _wording(rf"{TERM}{INSIDE}{DISCLOSE}", _within),
    _wording(rf"{N}个?(?P<unit>工作日){DISCLOSE}", _within),
    # N now
    _wording(rf"{NO_TERM_IN}(?:之?后|以后)(?:及时|立即|即时|第一时间|实时){DISCLOSE}", _prompt),
    _wording(
        r"(?:按照?|根据|视)(?:项目|工作|实施|建设|事件)?(?:进展|进度)(?:情况)?[,，]?(?:及时|适时|实时)"
        r"(?:公开|更新|发布)?",
        _prompt,
    ),
    _wording(
        r"(?:实时|及时|即时|随时|立即|适时|第一时间|当[日天])"
        r"(?:主动|予以)?(?:公开|更新|公示|公布|发布)?",
        _prompt,
    ),
    _wording(
        r"(?:在|于)(?P<trigger>[^,，;。]{2,30}?)的?时(?:及时|同步)?(?:公开|公示|公告|公布)?",
        _prompt,
    ),
    # before, with no term
    _wording(rf"(?:在|于)?{NO_TERM_IN}(?:之|以)?前{DISCLOSE}$", _before),
    # where, said in the same cell
    _wording(
        r"并?(?:在|于)[^,，;。]*?(?:公示栏|公开栏|公告栏|网站|平台|现场|媒体)(?:上|中)?"
        r"(?:予以|进行)?(?:公开|公示|公告|公布|张贴|发布)",
        _said("place"),
    ),
)  # fmt: skip

# Words that say nothing of their own; skipped where no wording begins.
FILLING = re.compile(
    r"[,，:：、()（）]|(?:并|应当|应|须|需|予以|公开时限|公开|公示|公布|发布|完成|主动)"
)
CONDITION = re.compile(
    rf"其中[,，:：]?(?P<condition>[^,，;。]*?)(?:的)?(?={FROM}|[,，]|应|不得|在|于|公示|征求|{TERM})[,，]?"
)
