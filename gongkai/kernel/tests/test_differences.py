"""What changed between two versions, as a reviewer reads it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.differences import Op, Run, differences, runs

OLD = """<h2>第一章 总则</h2><p>第一条 为了规范政务公开工作，制定本办法。</p>
<p>第二条 本县行政机关适用本办法。</p><p>第三条 本办法自2025年1月1日起施行。</p>"""


def marked(old: str, new: str) -> str:
    signs = {Op.SAME: "{}", Op.ADDED: "[+{}]", Op.REMOVED: "[-{}]"}
    return "".join(signs[run.op].format(run.text) for run in runs(old, new))


def test_the_same_text_has_no_differences() -> None:
    assert differences(OLD, OLD) == []
    assert differences(OLD, OLD.replace("<p>", '<p style="color:red">')) == []
    assert differences("", "") == []


def test_a_changed_paragraph_shows_the_changed_characters() -> None:
    (change,) = differences(OLD, OLD.replace("2025年1月1日", "2026年3月1日"))
    assert (change.kind, change.old_place, change.new_place) == ("修改", 4, 4)
    assert change.runs == [
        Run(Op.SAME, "第三条 本办法自202"),
        Run(Op.REMOVED, "5年1"),
        Run(Op.ADDED, "6年3"),
        Run(Op.SAME, "月1日起施行。"),
    ]


def test_added_and_removed_paragraphs_are_told_apart() -> None:
    new = OLD.replace("<p>第二条 本县行政机关适用本办法。</p>", "").replace(
        "起施行。</p>", "起施行。</p><p>联系人见附件</p>"
    )
    changes = differences(OLD, new)
    assert [(change.kind, change.old, change.new) for change in changes] == [
        ("删除", "第二条 本县行政机关适用本办法。", ""),
        ("新增", "", "联系人见附件"),
    ]


def test_an_inserted_article_does_not_upset_its_neighbours() -> None:
    new = OLD.replace("<p>第二条 本县", "<p>第二条 公开为常态、不公开为例外。</p><p>第三条 本县")
    kinds = [(change.kind, change.new[:6]) for change in differences(OLD, new)]
    assert ("新增", "第二条 公开") in kinds
    assert ("修改", "第三条 本县") in kinds


def test_a_link_that_leads_elsewhere_is_a_difference() -> None:
    old = '<p>见<a href="/a.pdf">附件</a></p>'
    (change,) = differences(old, old.replace("a.pdf", "b.pdf"))
    assert marked(change.old, change.new) == "见附件（链接：/[-a][+b].pdf）"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("关于印发方案的通知", "关于印发实施方案的通知", "关于印发[+实施]方案的通知"),
        ("教育局", "县教育体育局", "[+县]教育[+体育]局"),
        ("甲乙丙", "丁乙戊", "[-甲乙丙][+丁乙戊]"),
        ("", "新标题", "[+新标题]"),
        ("旧标题", "", "[-旧标题]"),
        ("a<b，c>d", "a<b，c>e", "a<b，c>[-d][+e]"),
    ],
)
def test_titles_and_plain_values_are_compared_too(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown
    (change,) = differences(old, new)
    assert (change.old, change.new) == (old, new)


WORDS = st.text("公开政务一二，。 <p", max_size=30)


@given(WORDS, WORDS)
def test_runs_give_back_both_texts(old: str, new: str) -> None:
    pieces = runs(old, new)
    assert "".join(one.text for one in pieces if one.op is not Op.ADDED) == old
    assert "".join(one.text for one in pieces if one.op is not Op.REMOVED) == new
    assert all(one.text for one in pieces)
    assert all(a.op is not b.op for a, b in pairwise(pieces))


PARAGRAPHS = st.lists(st.text("公开政务一二三", min_size=1, max_size=12), max_size=8)


@given(PARAGRAPHS, PARAGRAPHS)
def test_changes_account_for_every_paragraph(old: list[str], new: list[str]) -> None:
    changes = differences("\n".join(old), "\n".join(new))
    gone = {change.old_place: change.old for change in changes if change.old_place}
    come = {change.new_place: change.new for change in changes if change.new_place}
    assert all(old[place - 1] == text for place, text in gone.items())
    assert all(new[place - 1] == text for place, text in come.items())
    kept_old = [one for place, one in enumerate(old, 1) if place not in gone]
    kept_new = [one for place, one in enumerate(new, 1) if place not in come]
    assert kept_old == kept_new
