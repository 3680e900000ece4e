"""公开渠道和载体: the standard option list of thirteen, and what fields and places add to it.

A cell prints all options and marks some. ■ means “chosen” in most tables and “obligatory” in some
(then □ is optional); which one a table says stands in the catalogue's legend.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.registers import marks

STANDARD: tuple[str, ...] = (
    "政府网站", "政府公报", "两微一端", "发布会/听证会", "广播电视", "纸质媒体", "公开查阅点",
    "政务服务中心", "便民服务站", "入户/现场", "社区/企事业单位/村公示栏（电子屏）", "精准推送",
    "其他",
)  # fmt: skip
OTHER = "其他"

# Wordings met for the standard options; what is written otherwise is a channel of its own.
_WORDINGS: dict[str, tuple[str, ...]] = {
    "发布会/听证会": (
        "发布会听证会", "发布会、听证会", "发布会／听证会", "新闻发布会/听证会", "发布会", "听证会",
    ),
    "广播电视": ("广播、电视", "广播/电视"),
    "纸质媒体": ("报刊",),
    "入户/现场": ("入户、现场", "入户现场", "入户／现场"),
    STANDARD[10]: (
        "社区/企事业单位/村公示栏(电子屏)", "社区/企事业单位/村公示栏(电子屏）",
        "社区/企事业单位、村公示栏（电子屏）", "社区/企事业单位、村公示栏(电子屏)",
        "社区、企事业单位、村公示栏（电子屏）", "社区/企事业单位/村公示栏",
        "社区公示栏（电子屏）", "村公示栏", "公示栏",
    ),
    OTHER: ("其它",),
}  # fmt: skip
_NAMES = {name: name for name in STANDARD} | {
    wording: name for name, wordings in _WORDINGS.items() for wording in wordings
}
_BY_LENGTH = sorted(_NAMES, key=len, reverse=True)
_KNOWN = re.compile("|".join(re.escape(name) for name in _BY_LENGTH))
# Letters and 口 are marks where a known name follows, unless a word ends in them (窗口, 户口).
_WEAK_MARK = re.compile(
    f"(?:(?<![A-Za-z])[R£t]|(?<![窗人户出入港接路门关])口)(?=\\s*(?:{_KNOWN.pattern}))"
)
# A round mark may also be the zero of 二〇二六: it is a mark only at the beginning of a word.
_ROUND = "〇○◯◇☆"
_SQUARE = "".join(one for one in marks.CHOSEN + marks.NOT_CHOSEN if one not in _ROUND)
_MARKED = re.compile(f"([{_SQUARE}\ue000\ue001]|(?:(?<=\\s)|^)[{_ROUND}])")
_FILLED_IN = re.compile(
    r"其[他它](?:[（(](?P<inside>.*)[）)]|[：:_＿—\s]*(?P<after>.*?)[_＿—\s]*)", re.DOTALL
)
_ASKS = re.compile(r"[（(]?请(?:写明|注明)[）)]?")
_SEPARATORS = " 、，,；;\n\t　。."


class Channel(NamedTuple):
    """One option; `text` is what was filled in behind 其他."""

    name: str
    selected: bool
    text: str = ""


def standard_name(text: str) -> str | None:
    """The standard option that this wording stands for, or None."""
    return _NAMES.get("".join(text.split()))


def complete(found: Iterable[Channel]) -> tuple[Channel, ...]:
    """All thirteen options in their order, then what is added to them, each once.

    So two tables that mean the same are the same, whichever options they cared to print.
    """
    known: dict[str, Channel] = {name: Channel(name, False) for name in STANDARD}
    for one in found:
        before = known.get(one.name)
        if before is None or one.selected or not before.selected:
            known[one.name] = one
    return tuple(known.values())


def parse(cell: str) -> tuple[tuple[Channel, ...], list[str]]:
    """Read a cell of options: the channels, and sentences about what a person must confirm.

    A cell without any mark is a plain list of what is chosen.
    """
    doubts: list[str] = []
    text = _WEAK_MARK.sub(_as_strong, cell)
    if "t" in {match[0] for match in _WEAK_MARK.finditer(cell)}:
        doubts.append("渠道前的字母“t”像是失去字体的实心标记，按已选处理。")
    found: list[Channel] = []
    pieces = _MARKED.split(text)
    if len(pieces) == 1:
        return complete(_plain_list(cell)), doubts
    for name in _names_in(pieces[0]):
        doubts.append(f"“{name}”前面没有标记，按未选处理。")
        found.append(_channel(name, selected=False))
    for mark, words in zip(pieces[1::2], pieces[2::2], strict=True):
        first, *others = _names_in(words) or [""]
        if first:
            selected = mark == "\ue000" or bool(marks.mark_of(mark))
            found.append(_channel(first, selected=selected))
        for name in others:
            doubts.append(f"“{name}”前面没有标记，按未选处理。")
            found.append(_channel(name, selected=False))
    return complete(found), doubts


def _as_strong(match: re.Match[str]) -> str:
    return "\ue000" if match[0] in marks.WEAK_CHOSEN else "\ue001"


def _plain_list(cell: str) -> list[Channel]:
    return [
        _channel(name, selected=True)
        for part in re.split(r"[；;，,、\n]", _protect(cell))
        for name in _names_in(part.replace("\ue002", "、"))
    ]


def _protect(cell: str) -> str:
    """Known names that hold a separator of their own stay whole."""
    return _KNOWN.sub(lambda match: match[0].replace("、", "\ue002"), cell)


def _names_in(words: str) -> list[str]:
    """The names in what stands behind one mark: usually one, more where marks were lost."""
    words = words.strip(_SEPARATORS)
    names: list[str] = []
    while words:
        match = _KNOWN.match(words)
        if not match or _NAMES[match[0]] == OTHER or not _ends_here(words, match.end()):
            names.append("".join(words.split()) if len(words) < 40 else words)
            break
        names.append(match[0])
        words = words[match.end() :].strip(_SEPARATORS)
    return names


def _ends_here(words: str, end: int) -> bool:
    """Whether a known name is the whole name, and not the beginning of another (政府网站群)."""
    return end == len(words) or words[end] in _SEPARATORS or bool(_KNOWN.match(words, end))


def _channel(name: str, *, selected: bool) -> Channel:
    known = standard_name(name)
    if known:
        return Channel(known, selected)
    filled_in = _FILLED_IN.fullmatch(_ASKS.sub("", name))
    if filled_in:
        return Channel(OTHER, selected, filled_in["inside"] or filled_in["after"] or "")
    return Channel(name, selected)


def written(channels: Sequence[Channel]) -> str:
    """The cell of the official layout: every option with ■ or □, one a line."""
    return "\n".join(
        f"{'■' if one.selected else '□'}{one.name}{f'（{one.text}）' if one.text else ''}"
        for one in channels
    )


def from_json(values: Iterable[dict[str, object]]) -> tuple[Channel, ...]:
    """As the database keeps them."""
    return tuple(
        Channel(str(one["name"]), bool(one["selected"]), str(one.get("text", ""))) for one in values
    )


def to_json(channels: Iterable[Channel]) -> list[dict[str, object]]:
    """For the database; `text` only where there is one."""
    return [
        {"name": one.name, "selected": one.selected} | ({"text": one.text} if one.text else {})
        for one in channels
    ]
