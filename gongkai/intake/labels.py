"""Lines that say something about a document: 发文字号：…  成文日期：…  来源：…  浏览次数：…

Information boxes of government sites use the labels of the catalogue of government information
(索引号, 发文机关, 成文日期, 标题, 发文字号, 发布日期); article pages print 发布日期, 来源, 浏览次数
on one line. Both are read here; what is only furniture is recognised so that it can go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.intake.blocks import Block, Kind

# Field → the labels that name it. The first field that claims a label wins.
_FIELDS = {
    "title": "标题 公文标题 文件标题 信息标题 信息名称 文件名称 公文名称 名称",
    "document_number": "发文字号 发文文号 公文文号 文件编号 发文编号 文件号 文号",
    "issued_by": "发文机关 发文单位 发文部门 制发机关 制定机关 印发机关 发布机构 发布机关 发布单位"
    " 公开机构 公开主体",
    "adopted_on": "成文日期 成文时间 发文日期 发文时间 生成日期 生成时间 签发日期 产生日期 形成日期"
    " 制发日期 印发日期 印发时间",
    "published_on": "发布日期 发布时间 公开日期 公开时间 公布日期 发表时间 发表日期 上网时间"
    " 发稿时间 更新时间 更新日期 录入时间 日期 时间",
    "effective_on": "生效日期 生效时间 实施日期 实施时间 施行日期 施行时间 执行日期",
    "index_number": "索引号 索取号 信息索引号",
}
# Labels of furniture: they end the value before them, and their own value is not wanted.
_FURNITURE = (
    "主题分类 信息分类 组配分类 体裁分类 服务对象 主题导航 关键词 主题词 内容概述 内容摘要"
    " 有效性 信息有效性 时效 时效性 效力状态 是否有效 有效期 统一编号 规范性文件登记号 登记号"
    " 公开方式 公开范围 公开时限 公开属性 公开程序 废止日期 失效日期 失效时间 信息类别 文件类型"
    " 来源 信息来源 文章来源 稿件来源 新闻来源 作者 责任编辑 编辑 审核 审核人 校对 供稿 撰稿"
    " 发布人 发布人员 浏览次数 浏览量 浏览 点击 点击数 点击量 点击率 点击次数"
    " 阅读 阅读次数 阅读量 访问量 字号 字体 字体大小 字体显示 文字大小 视力保护色 保护视力色"
    " 打印 分享 分享到 收藏 语音朗读 所属机构 载体类型 记录形式 栏目 所属栏目"
)
_FIELD_OF = {label: field for field, labels in _FIELDS.items() for label in labels.split()}
_ALL = sorted({*_FIELD_OF, *_FURNITURE.split()}, key=len, reverse=True)
# Labels may be spaced out to one width: 索 引 号, 文　　号.
_LABEL = re.compile(
    r"[\[【(（]?(?P<label>"
    + "|".join(" ?".join(map(re.escape, label)) for label in _ALL)
    + r")\s*[\]】]?\s*[:：]"
)
_BARE = re.compile("|".join(map(re.escape, _ALL)))
_EDGES = " \t[]【】()（）|｜;；,，·•"
# 时间： and 日期： alone are said of meetings too; beside these they are said of a page.
_WEAK = frozenset(("时间", "日期", "名称", "标题", "浏览", "阅读", "打印", "审核", "编辑"))
_LONGEST_VALUE = 120
# As websites print it: 2026-05-06, 2026-05-06 16:20. Papers are dated 2026年5月6日.
_BARE_DATE = re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?$")
_COLON = re.compile("[:：]")
_FIRST_COLON = 40  # a labelled line has its first one early


@dataclass(frozen=True, slots=True)
class Labelled:
    """One field as a label gives it."""

    field: str  # empty for furniture
    label: str  # empty for a date of the page that stands without one
    value: str
    line: int
    quote: str  # the line as it stands


def labels_in(
    block: Block, following: Block | None = None, *, weak: bool = False
) -> list[Labelled]:
    """Return what a line or an information box says about the document; [] for ordinary text.

    `following` is the next line: boxes copied as text put the value there. `weak` also believes
    a lone 时间： or 名称：, which texts use as well.
    """
    if block.kind is Kind.TABLE:
        return _labels_in_table(block)
    if weak and _BARE_DATE.match(block.text):
        return [Labelled("published_on", "", block.text, block.line, block.text)]
    if not _COLON.search(block.text, 0, _FIRST_COLON):
        return []
    found = list(_LABEL.finditer(block.text))
    if not found or not _begins_with_label(block.text, found[0]):
        return []
    ends = [one.start() for one in found[1:]] + [len(block.text)]
    labelled = [
        _labelled(one["label"], block.text[one.end() : end], block.line, block.text)
        for one, end in zip(found, ends, strict=True)
    ]
    before = block.text[: found[0].start()].strip(_EDGES)
    if before and not any(one.field == "published_on" for one in labelled):
        labelled.append(Labelled("published_on", "", before, block.line, block.text[:200]))
    if _is_sentence(block, labelled) or (not weak and _is_weak(block, labelled)):
        return []
    return [_completed(one, following) for one in labelled]


def _begins_with_label(text: str, first: re.Match[str]) -> bool:
    """Nothing stands before the label but a date: 2018-07-24 10:20 来源：县政府办."""
    return not re.sub(r"[\d\s:：年月日/.\-\[\]【】()（）|]", "", text[: first.start()])


def _labelled(label: str, value: str, line: int, quote: str) -> Labelled:
    label = label.replace(" ", "")
    return Labelled(_FIELD_OF.get(label, ""), label, value.strip(_EDGES), line, quote[:200])


def _is_sentence(block: Block, labelled: list[Labelled]) -> bool:
    """One label with a long value is a sentence of the text."""
    return len(block.text) > _LONGEST_VALUE and len(labelled) == 1


def _is_weak(block: Block, labelled: list[Labelled]) -> bool:
    """时间：7月24日上午9时 may be said of a meeting."""
    return block.main and len(labelled) == 1 and labelled[0].label in _WEAK


def _completed(one: Labelled, following: Block | None) -> Labelled:
    if one.value or not one.field or following is None or _LABEL.match(following.text):
        return one
    if following.kind is not Kind.LINE or len(following.text) > _LONGEST_VALUE:
        return one
    return Labelled(one.field, one.label, following.text.strip(_EDGES), following.line, one.quote)


def _labels_in_table(block: Block) -> list[Labelled]:
    """Read an information box: cells that are labels, each with its value in the next cell."""
    found: list[Labelled] = []
    cells = 0
    for row in block.rows:
        cells += len(row)
        found += _labels_in_row(row, block.line)
    return found if len(found) >= 2 and 4 * len(found) >= cells else []


def _labels_in_row(row: tuple[str, ...], line: int) -> Iterator[Labelled]:
    wanted = ""
    for cell in row:
        bare = cell.replace(" ", "").rstrip(":：")
        match = _LABEL.match(cell)
        if wanted:
            yield _labelled(wanted, cell, line, f"{wanted} | {cell}")
            wanted = ""
        elif bare in _FIELD_OF or _BARE.fullmatch(bare):
            wanted = bare
        elif match:
            yield _labelled(match["label"], cell[match.end() :], line, cell)
