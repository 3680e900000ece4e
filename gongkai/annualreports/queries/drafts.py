"""Texts to begin with: counts in sentences, and a marked gap where only a person knows.

A gap stands in 【】; a report cannot be frozen while one is left. Each function is named by a
section of the form file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongkai.annualreports.form import (
    CARRIED_IN,
    CARRIED_OUT,
    CLOSED,
    NEW,
    TOTAL,
    Form,
    remedy_cell,
    request_cell,
)
from gongkai.annualreports.numbers import Cells, Number, total, written


@dataclass(frozen=True)
class Known:
    """What the sentences tell."""

    form: Form
    body_name: str
    year: int
    cells: Cells
    fees_yuan: int
    released: int  # items published in the year

    def of_row(self, row: str) -> Number:
        return self.cells.get(request_cell(row, TOTAL)) or 0

    def of_rows_under(self, prefix: str) -> Number:
        rows = [row.id for row in self.form.leaf_rows if row.id.startswith(prefix)]
        return total(self.of_row(row) for row in rows) or 0

    def of_block(self, *blocks: str) -> Number:
        return total(self.cells.get(remedy_cell(one, TOTAL)) or 0 for one in blocks) or 0


def overview(known: Known) -> str:
    """一、总体情况: the five heads that published reports follow (条例 第五十条)."""
    return "\n".join(
        [
            f"（一）主动公开情况。{known.year}年主动公开政府信息{known.released}条。"
            "【请补充：重点领域信息公开、政策解读、回应关切等情况】",
            f"（二）依申请公开情况。{_requests(known)}{_results(known)}{_remedies(known)}",
            "（三）政府信息管理情况。【请补充：公开属性认定、保密审查、规范性文件清理等情况】",
            "（四）政府信息公开平台建设情况。【请补充：政府网站和其他公开渠道的建设、运行情况】",
            "（五）监督保障情况。【请补充：人员和培训、工作考核、社会评议、责任追究结果等情况】",
        ]
    )


def _requests(known: Known) -> str:
    return (
        f"{known.year}年新收政府信息公开申请{known.of_row(NEW)}件，"
        f"上年结转{known.of_row(CARRIED_IN)}件；"
        f"本年度办结{known.of_row(CLOSED)}件，结转下年度继续办理{known.of_row(CARRIED_OUT)}件。"
    )


def _results(known: Known) -> str:
    if not known.of_row(CLOSED):
        return ""
    parts = [
        f"予以公开{known.of_row('3.1')}件",
        f"部分公开{known.of_row('3.2')}件",
        f"不予公开{known.of_rows_under('3.3.')}件",
        f"无法提供{known.of_rows_under('3.4.')}件",
        f"不予处理{known.of_rows_under('3.5.')}件",
        f"其他处理{known.of_rows_under('3.6.')}件",
    ]
    return f"办理结果为：{'，'.join(parts)}。"


def _remedies(known: Known) -> str:
    reconsiderations = known.of_block("reconsideration")
    lawsuits = known.of_block("direct_litigation", "later_litigation")
    return f"因政府信息公开工作被申请行政复议{reconsiderations}件、提起行政诉讼{lawsuits}件。"


def problems_and_improvements(known: Known) -> str:
    """五、存在的主要问题及改进情况: nobody but the body knows."""
    return (
        f"（一）存在的主要问题。【请补充：{known.year}年工作中存在的主要问题】\n"
        "（二）改进情况。【请补充：针对上述问题和上年度报告所列问题的改进措施】"
    )


def other_matters(known: Known) -> str:
    """六、其他需要报告的事项: fees are reported here (国办函〔2020〕109号)."""
    return (
        f"{known.year}年全年实际收取信息处理费共计{written(known.fees_yuan)}元。\n"
        "无其他需要报告的事项。"
    )


DRAFTS: Mapping[str, Callable[[Known], str]] = {
    "overview": overview,
    "problems_and_improvements": problems_and_improvements,
    "other_matters": other_matters,
}


def drafts(known: Known) -> dict[str, str]:
    """A text for each section that is written."""
    return {one.number: DRAFTS[one.draft](known) for one in known.form.prose}


def opening(form: Form, *, body: str, year: int, address: str, phone: str, site: str) -> str:
    """The paragraph that published reports begin with [L]."""
    return form.opening.format(
        body=body, year=year, address=address or "—", phone=phone or "—", site=site
    )
