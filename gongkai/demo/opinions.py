"""What reviewers write: short, and about what stands before them."""

from __future__ import annotations

from random import Random

from gongkai.demo.planning import Paper

SUBMITTED = (
    "请审核。", "初稿已与业务股室核对，请审核。", "按目录时限应于近期公开，请予审核。",
    "数据取自本月报表，请审核。", "",
)  # fmt: skip
UNIT_PLAIN = (
    "已核对标题、日期和发文机关，同意送审。",
    "内容与原件一致，同意。",
    "文字通顺，要素齐全，同意公开。",
    "已与承办人员核实，同意。",
    "同意，请保密审查。",
)  # fmt: skip
UNIT_FIGURES = (
    "合计数已复核，与台账一致，同意送审。", "表格数据与财务报表核对无误，同意。",
    "分项与合计相符，单位标注正确，同意公开。", "表中数字已抽查核对，准确，同意。",
)  # fmt: skip
UNIT_NUMBERED = ("文号、成文日期与发文登记一致，同意。", "正文与印发件一致，文号已核，同意送审。")
SECRECY = (
    "经审查，不涉及国家秘密、工作秘密，同意公开。",
    "不涉密，未发现个人隐私和商业秘密，同意主动公开。",
    "已逐段查看，不涉密，同意。",
    "经核，可以主动公开。",
    "不属于不予公开的情形，同意。",
)  # fmt: skip
SIGNED = (
    "同意发布。",
    "同意。",
    "同意，按时公开。",
    "同意发布，请做好咨询解答。",
    "同意公开，收集群众反馈。",
)  # fmt: skip
RETURNED = (
    ("内容概述没有写，请补上再报。", "unit_review"),
    ("标题与正文口径一致即可，概述请用一句话说清楚是什么事、涉及谁。", "unit_review"),
    ("概述过于笼统，群众看不出内容，请修改。", "sign_off"),
)


def of_unit(paper: Paper, chance: Random) -> str:
    """What the unit's reviewer says of a paper: about figures, numbers, or words."""
    assert paper.text is not None
    if paper.number:
        return chance.choice(UNIT_NUMBERED)
    return chance.choice(UNIT_FIGURES if paper.text.tables else UNIT_PLAIN)
