"""What reading a file gives: its text by place, and what it hides from the eye."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_EXCERPT = 200  # characters of hidden content kept to show the author what is meant


class Broken(Exception):  # noqa: N818 - an answer about a file, not an error of ours
    """The file cannot be read to its end; the message is a Chinese sentence."""


class HiddenKind(StrEnum):
    """The ways in which a file holds what a person who opens it does not see."""

    COMMENT = "comment"
    DELETED = "deleted"
    INSERTED = "inserted"
    HIDDEN_TEXT = "hidden_text"
    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    PIVOT_CACHE = "pivot_cache"
    HIDDEN_SLIDE = "hidden_slide"
    NOTES = "notes"
    ANNOTATION = "annotation"
    HIDDEN_LAYER = "hidden_layer"
    SEALED_PROPERTY = "sealed_property"
    PROPERTY = "property"
    LOCATION = "location"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class HiddenLabel:
    """How a kind is called on screen, and how its author takes it out."""

    label: str
    advice: str
    must_go: bool = True  # False: the release copy leaves it out by itself, nobody need act


LABELS: dict[HiddenKind, HiddenLabel] = {
    HiddenKind.COMMENT: HiddenLabel("批注", "请在“审阅”中删除全部批注"),
    HiddenKind.DELETED: HiddenLabel("修订中删去的文字", "请在“审阅”中接受全部修订"),
    HiddenKind.INSERTED: HiddenLabel("尚未接受的修订", "请在“审阅”中接受或拒绝全部修订"),
    HiddenKind.HIDDEN_TEXT: HiddenLabel("隐藏文字", "请取消“隐藏”字体效果，或删除这些文字"),
    HiddenKind.HIDDEN_SHEET: HiddenLabel("隐藏的工作表", "请取消隐藏并核对，或删除该工作表"),
    HiddenKind.HIDDEN_ROWS: HiddenLabel("隐藏的行", "请取消隐藏（含筛选）并核对，或删除这些行"),
    HiddenKind.HIDDEN_COLUMNS: HiddenLabel("隐藏的列", "请取消隐藏并核对，或删除这些列"),
    HiddenKind.PIVOT_CACHE: HiddenLabel(
        "数据透视表中的源数据", "请把透视表复制后选择性粘贴为数值，再删除透视表"
    ),
    HiddenKind.HIDDEN_SLIDE: HiddenLabel("隐藏的幻灯片", "请取消隐藏并核对，或删除该幻灯片"),
    HiddenKind.NOTES: HiddenLabel("演讲者备注", "请删除备注"),
    HiddenKind.ANNOTATION: HiddenLabel("PDF 批注", "请删除批注后重新导出 PDF"),
    HiddenKind.HIDDEN_LAYER: HiddenLabel("PDF 中不显示的图层", "请删除图层后重新导出 PDF"),
    HiddenKind.SEALED_PROPERTY: HiddenLabel(
        "签章文件的文档属性", "为保持签章有效，平台不改动此文件；不宜公开时请清除属性后重新签章"
    ),
    HiddenKind.PROPERTY: HiddenLabel("文档属性", "发布副本会自动清除", must_go=False),
    HiddenKind.LOCATION: HiddenLabel("拍摄信息", "发布副本会自动清除", must_go=False),
    HiddenKind.SIGNATURE: HiddenLabel(
        "数字签名", "清除属性后签名不再可验，发布副本只保留签名的外观", must_go=False
    ),
}


@dataclass(frozen=True)
class Hidden:
    """One piece of hidden content: its kind, where it is, and the beginning of it."""

    kind: HiddenKind
    place: str
    text: str

    @property
    def label(self) -> str:
        """The Chinese name of the kind."""
        return LABELS[self.kind].label

    @property
    def advice(self) -> str:
        """How the author takes it out, a Chinese clause without a full stop."""
        return LABELS[self.kind].advice

    @property
    def must_go(self) -> bool:
        """Whether a release has to wait until the author has taken it out."""
        return LABELS[self.kind].must_go


@dataclass(frozen=True)
class TextPart:
    """A piece of text and where it stands, such as “第3页” or “工作表‘名单’ B7”."""

    place: str
    text: str
    hidden: bool = False  # not seen by a person who merely opens the file


@dataclass
class Reading:
    """All that was found in one file."""

    parts: list[TextPart] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)

    def show(self, place: str, text: str) -> None:
        """Note text that everyone sees; blank text is passed over."""
        if text.strip():
            self.parts.append(TextPart(place, text))

    def hide(self, kind: HiddenKind, place: str, text: str) -> None:
        """Note text that a person who opens the file does not see."""
        if text.strip():
            self.hide_part(place, text)
            self.note(kind, place, text)

    def hide_part(self, place: str, text: str) -> None:
        """Keep text that is not seen, when something larger around it is noted already."""
        if text.strip():
            self.parts.append(TextPart(place, text, hidden=True))

    def note(self, kind: HiddenKind, place: str, text: str) -> None:
        """Note hidden content whose text is among the parts already, or that has none."""
        self.hidden.append(Hidden(kind, place, excerpt(text)))

    def visible_text(self) -> str:
        """The text that everyone sees, one part a line: for search and previews."""
        return "\n".join(part.text for part in self.parts if not part.hidden)


def excerpt(text: str) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_EXCERPT else line[: LONGEST_EXCERPT - 1] + "…"


def pack(hidden: Iterable[Hidden]) -> list[list[str]]:
    """Hidden content as a JSON column holds it."""
    return [[one.kind.value, one.place, one.text] for one in hidden]


def unpack(kept: Iterable[Sequence[str]]) -> list[Hidden]:
    """Hidden content from a JSON column."""
    return [Hidden(HiddenKind(kind), place, text) for kind, place, text in kept]


def sentences(hidden: Iterable[Hidden]) -> list[str]:
    """One Chinese sentence per kind that must go: where it is, and how to take it out."""
    places: dict[HiddenKind, list[str]] = {}
    for one in hidden:
        if one.must_go:
            places.setdefault(one.kind, []).append(one.place)
    return [_sentence(LABELS[kind], found) for kind, found in places.items()]


def _sentence(kind: HiddenLabel, places: list[str]) -> str:
    distinct = list(dict.fromkeys(places))
    named = "、".join(distinct[:3]) + (f"等 {len(distinct)} 处" if len(distinct) > 3 else "")
    return f"文件中有{kind.label}（{named}）。{kind.advice}，再重新上传。"
