"""公开时限 as catalogues write it, read into rules that can be worked with.

One column says when something must be public, how often, and for how long, in words. `parse_limit`
turns them into parts (`LimitPart`) and keeps the words; what it cannot read it says so, and a
person decides: nothing is guessed. Where nothing is stated the regulation holds: 20 working days
(政府信息公开条例 第二十六条). Plain Python; the days themselves are counted in `limit_dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from gongkai.registers.limit_wordings import CONDITION, FILLING, WORDINGS, LimitPart

__all__ = ["LimitPart", "doubts", "explain", "keeping", "parse_limit", "statutory"]

ARTICLE_26 = "《政府信息公开条例》第二十六条"
ARTICLE_33 = "《政府信息公开条例》第三十三条"

# One character for one, so that the catalogue's words stay its own.
_HALF_WIDTH = str.maketrans("０１２３４５６７８９；｡〇", "0123456789;。零")
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_CLAUSES = re.compile(r"[;。]|[,，](?=其中)")
_NOTHING = re.compile(r"[-—－/／\\无.·*＊]*")
# Any of these answers the question of when; a duration or a reservation alone does not.
_ANSWERS = {"within", "before", "prompt", "annual", "every", "pointer", "arrangement", "unread"}


def parse_limit(text: str, *, on_request: bool = False) -> list[LimitPart]:
    """Read a limit as written. Every word of it ends in a part or is only a filling word.

    `on_request`: the duty is answered on request, so that where nothing is stated the term of 条例
    第三十三条 stands in, instead of the one of 第二十六条.
    """
    cleaned = _BLANKS.sub("", text).translate(_HALF_WIDTH)
    parts = [part for clause in _CLAUSES.split(cleaned) for part in _read_clause(clause)]
    if not any(part["kind"] in _ANSWERS for part in parts):
        parts.append(statutory(on_request=on_request))
    return parts


def statutory(*, on_request: bool = False) -> LimitPart:
    """The term that the regulation sets where the catalogue sets none."""
    if on_request:
        return {
            "kind": "within", "words": "", "n": 20, "unit": "wd",
            "trigger": "request_received", "basis": ARTICLE_33,
        }  # fmt: skip
    return {
        "kind": "within", "words": "", "n": 20, "unit": "wd",
        "trigger": "formed", "basis": ARTICLE_26,
    }  # fmt: skip


def _read_clause(clause: str) -> Iterator[LimitPart]:
    """The parts of one clause; what no wording fits is gathered into one unread part at its end."""
    if _NOTHING.fullmatch(clause):
        return
    condition = CONDITION.match(clause)
    place = condition.end() if condition else 0
    unread = ""
    while place < len(clause):
        found = _read_at(clause, place)
        if found:
            part, place = found
            if condition and condition["condition"]:
                part["condition"] = condition["condition"]
            yield part
            continue
        filling = FILLING.match(clause, place)
        end = filling.end() if filling else place + 1
        unread += "" if filling and not unread else clause[place:end]
        place = end
    if unread.strip("，,：:、的"):
        yield {"kind": "unread", "words": unread}


def _read_at(clause: str, place: int) -> tuple[LimitPart, int] | None:
    for wording in WORDINGS:
        match = wording.pattern.match(clause, place)
        part = wording.read(match) if match else None
        if match and part:
            return part, match.end()
    return None


def doubts(parts: Sequence[LimitPart]) -> list[str]:
    """What a person must look at, as sentences; empty when everything was understood."""
    found = []
    for part in parts:
        if part["kind"] == "unread":
            found.append(f"公开时限中的“{part['words']}”没有读懂，请人工确认，或改用常见写法。")
        elif part["kind"] == "pointer":
            found.append("公开时限写的是“同上”，但没有可以对照的上一行，请写明时限。")
        elif part["kind"] == "arrangement":
            found.append(f"公开时限“{part['words']}”没有写明日期，请人工掌握。")
        if "doubt" in part:
            found.append(part["doubt"])
    return found


def keeping(parts: Sequence[LimitPart]) -> str:
    """How long it must stay public (公开时长), in the catalogue's words; "" when unsaid."""
    return "；".join(_kept_words(part) for part in parts if part["kind"] == "keep_for")


def _kept_words(part: LimitPart) -> str:
    return re.sub(r"^(?:公开时长|时长|公开时限|有效期)[:：]?", "", part["words"])


def explain(parts: Sequence[LimitPart]) -> str:
    """How the limit was understood, as one Chinese sentence without a full stop."""
    return "；".join(_explain(part) for part in parts)


def _explain(part: LimitPart) -> str:
    sentence = _SENTENCES[part["kind"]](part)
    if "condition" in part:
        sentence = f"其中{part['condition']}：{sentence}"
    if not part["words"]:
        sentence = f"目录未写明公开时限，适用{part['basis']}：{sentence}"
    if "assumed" in part:
        sentence += f"（{part['assumed']}）"
    return sentence


_UNIT_WORDS = {
    "wd": "个工作日", "d": "日（自然日）", "h": "小时", "week": "周", "month": "个月",
    "quarter": "个季度", "half_year": "个半年", "year": "年",
}  # fmt: skip
_EVERY_WORDS = {
    "d": "日", "week": "周", "month": "个月", "quarter": "个季度", "half_year": "个半年",
    "year": "年",
}  # fmt: skip


def _term(part: LimitPart) -> str:
    return f"{part['n']}{_UNIT_WORDS[part['unit']]}"


def _trigger(part: LimitPart) -> str:
    trigger = part.get("trigger", "")
    if trigger == "formed" and part.get("what"):
        return part["what"]
    known = {"formed": "信息形成或者变更", "request_received": "收到申请"}
    return known.get(trigger, trigger.removeprefix("event:"))


def _within(part: LimitPart) -> str:
    verb = "答复" if part.get("trigger") == "request_received" else "公开"
    return f"{_trigger(part)}之日起{_term(part)}内{verb}"


def _before(part: LimitPart) -> str:
    event = _trigger(part)
    if "n" not in part:
        return f"在{event}之前公开"
    return f"在{event}的{_term(part)}之前公开" if event else f"提前{_term(part)}公开"


def _prompt(part: LimitPart) -> str:
    when = f"在{_trigger(part)}{'后' if '后' in part['words'] else '时'}"
    when = when if part.get("trigger") else ""
    return f"{when}及时公开（未写明天数，到期前按条例第二十六条的20个工作日提醒）"


def _annual(part: LimitPart) -> str:
    month, day = (int(one) for one in part["by"].split("-"))
    return f"每年{month}月{day}日前公开"


def _every(part: LimitPart) -> str:
    n, unit = part["n"], _EVERY_WORDS[part["unit"]]
    period = f"每{unit.removeprefix('个')}" if n == 1 else f"每{n}{unit}"
    return f"{period}至少公开{part.get('times', 1)}次"


def _keep_for(part: LimitPart) -> str:
    what = part.get("what", "公开").removesuffix("期限").removesuffix("时间").removesuffix("期")
    if "n" not in part:
        return f"公开时长：{_kept_words(part)}"
    return f"{what}时长{'不少于' if part['least'] else ''}{_term(part)}"


def _place(part: LimitPart) -> str:
    return f"公开位置：{part['words']}"


def _on_request(part: LimitPart) -> str:
    return f"{part.get('what') or '其他内容'}依申请公开"


def _fallback(_part: LimitPart) -> str:
    return "法律、法规另有规定的从其规定（请核对有无另行规定）"


def _pointer(_part: LimitPart) -> str:
    return "同上（需要人工确认）"


def _arrangement(part: LimitPart) -> str:
    return f"{part['words']}（未写明日期，需要人工掌握）"


def _unread(part: LimitPart) -> str:
    return f"“{part['words']}”（没有读懂，需要人工确认）"


_SENTENCES: dict[str, Callable[[LimitPart], str]] = {
    "within": _within,
    "before": _before,
    "prompt": _prompt,
    "annual": _annual,
    "every": _every,
    "keep_for": _keep_for,
    "place": _place,
    "on_request": _on_request,
    "fallback": _fallback,
    "pointer": _pointer,
    "arrangement": _arrangement,
    "unread": _unread,
}
