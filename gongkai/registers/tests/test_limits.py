"""公开时限 in the wordings of real catalogues, read into rules; what is not read is said to be."""

from __future__ import annotations

import json
import re

import pytest

from gongkai.registers.limits import doubts, explain, keeping, parse_limit
from gongkai.testing import shared_folder

WD20 = {"kind": "within", "n": 20, "unit": "wd"}

# One row per wording: the parts that must come out, by the keys that matter.
WORDINGS = [
    # W within working days
    ("信息形成或者变更之日起20个工作日内", [WD20 | {"trigger": "formed"}]),
    ("信息形成（变更）之日起20个工作日内予以公开", [WD20 | {"trigger": "formed"}]),
    ("信息形成或变更之日起２０个工作日内予以公开", [WD20 | {"trigger": "formed"}]),
    ("信息形成(变更)20个工作日内", [WD20 | {"trigger": "formed"}]),
    ("信息形成20个工作日内公开", [WD20 | {"trigger": "formed"}]),
    ("自制作或获取该信息之日起20个工作日内", [WD20 | {"trigger": "formed"}]),
    ("制定或获取信息之日起10个工作日内", [{"kind": "within", "n": 10, "trigger": "formed"}]),
    ("制作或获取信息之日起7个工作日内", [{"kind": "within", "n": 7, "trigger": "formed"}]),
    ("20工作日", [WD20 | {"trigger": "formed"}]),
    ("二十个工作日内", [WD20 | {"trigger": "formed"}]),
    # D natural days
    ("批准后20日内", [{"kind": "within", "n": 20, "unit": "d", "trigger": "event:批准"}]),
    ("批复后20日内", [{"kind": "within", "n": 20, "unit": "d", "trigger": "event:批复"}]),
    (
        "本级人大或其常委会批准后20日内",
        [{"unit": "d", "trigger": "event:本级人大或其常委会批准"}],
    ),
    ("本级财政部门批复后20日内", [{"unit": "d", "trigger": "event:本级财政部门批复"}]),
    ("自然资源局批准后5日内", [{"n": 5, "trigger": "event:自然资源局批准"}]),
    # R on request
    ("自收到申请之日起20个工作日内", [WD20 | {"trigger": "request_received"}]),
    # E after an event
    ("收到征地批准文件之日起10个工作日内", [{"n": 10, "trigger": "event:收到征地批准文件"}]),
    (
        "调查结束后5个工作日内，在村公示栏公开",
        [{"n": 5, "trigger": "event:调查结束"}, {"kind": "place"}],
    ),
    ("自作出行政决定之日起7个工作日内", [{"n": 7, "trigger": "event:作出行政决定"}]),
    ("关联规范性文件公开3个工作日内", [{"n": 3, "trigger": "event:关联规范性文件公开"}]),
    # B before
    ("提前一周", [{"kind": "before", "n": 1, "unit": "week"}]),
    ("提前一周发通知邀请", [{"kind": "before", "n": 1, "unit": "week"}]),
    (
        "在组织听证7个工作日前",
        [{"kind": "before", "n": 7, "unit": "wd", "trigger": "event:组织听证"}],
    ),
    (
        "在组织听证7个工作日前（其他听证内容依申请）",
        [{"kind": "before", "n": 7}, {"kind": "on_request", "what": "其他听证内容"}],
    ),
    # N now
    ("实时公开", [{"kind": "prompt"}]),
    ("及时公开", [{"kind": "prompt"}]),
    ("按进展情况及时公开", [{"kind": "prompt"}]),
    (
        "在实地启动拟征收土地工作时，在村公示栏公开",
        [{"kind": "prompt", "trigger": "event:实地启动拟征收土地工作"}, {"kind": "place"}],
    ),
    # Y yearly
    ("每年1月31日前", [{"kind": "annual", "by": "01-31"}]),
    ("1月31日前", [{"kind": "annual", "by": "01-31"}]),
    ("6月底前", [{"kind": "annual", "by": "06-30"}]),
    # P every so often
    ("半年至少更新1次", [{"kind": "every", "n": 1, "unit": "half_year"}]),
    ("按年公开", [{"kind": "every", "n": 1, "unit": "year"}]),
    ("每月公开", [{"kind": "every", "n": 1, "unit": "month"}]),
    ("每季度公开一次", [{"kind": "every", "n": 1, "unit": "quarter"}]),
    ("每年至少更新2次", [{"kind": "every", "n": 1, "unit": "half_year"}]),
    ("每2个月更新一次", [{"kind": "every", "n": 2, "unit": "month"}]),
    # C compound
    (
        "信息形成20个工作日内；其中行政许可、行政处罚自作出决定之日起7个工作日内公示",
        [
            WD20,
            {"n": 7, "trigger": "event:作出决定", "condition": "行政许可、行政处罚"},
        ],
    ),
    (
        "10个工作日内，公示7个工作日",
        [{"kind": "within", "n": 10}, {"kind": "keep_for", "n": 7, "unit": "wd"}],
    ),
    (
        "信息形成或者变更之日起20个工作日内；征求意见期限不得少于30日",
        [WD20, {"kind": "keep_for", "n": 30, "unit": "d", "least": True}],
    ),
    (
        "信息形成或者变更之日起20个工作日内。法律、法规对期限另有规定的，从其规定",
        [WD20, {"kind": "fallback"}],
    ),
    # X pointer and arrangement
    ("同上", [{"kind": "pointer"}]),
    ("按照区财政统一部署执行", [{"kind": "arrangement"}]),
]


@pytest.mark.parametrize(("wording", "expected"), WORDINGS)
def test_a_wording_is_read_into_its_parts(wording, expected):
    parts = parse_limit(wording)
    assert len(parts) == len(expected)
    for part, wanted in zip(parts, expected, strict=True):
        assert wanted.items() <= part.items()


@pytest.mark.parametrize("wording", ["", " ", "—", "／"])
def test_article_26_twenty_working_days_where_nothing_is_stated(wording):
    (part,) = parse_limit(wording)
    assert (part["n"], part["unit"], part["trigger"]) == (20, "wd", "formed")
    assert part["basis"] == "《政府信息公开条例》第二十六条"
    assert "第二十六条" in explain([part])


def test_article_33_where_nothing_is_stated_for_what_is_answered_on_request():
    (part,) = parse_limit("", on_request=True)
    assert (part["n"], part["unit"], part["trigger"]) == (20, "wd", "request_received")
    assert "第三十三条" in part["basis"]


@pytest.mark.parametrize(
    ("wording", "kept"),
    [
        ("公示7个工作日", "公示7个工作日"),
        ("公示期不少于7日", "公示期不少于7日"),
        ("长期公开", "长期公开"),
        ("长期，最新有效", "长期，最新有效"),
        ("时长：任期内", "任期内"),
        ("1年", "1年"),
    ],
)
def test_a_duration_is_no_deadline_so_article_26_holds_beside_it(wording, kept):
    parts = parse_limit(wording)
    assert [part["kind"] for part in parts] == ["keep_for", "within"]
    assert keeping(parts) == kept
    assert "第二十六条" in parts[1]["basis"]


@pytest.mark.parametrize(
    "wording", ["限时公开", "30日", "2020年12月31日前", "每年第一季度", "视天气而定", "13月底前"]
)
def test_what_cannot_be_read_is_left_to_a_person_with_its_words(wording):
    (part,) = parse_limit(wording)
    assert (part["kind"], part["words"]) == ("unread", wording)
    assert wording in doubts([part])[0]


def test_a_part_that_is_read_does_not_hide_one_that_is_not():
    parts = parse_limit("每年3月底前公开上年度情况")
    assert [part["kind"] for part in parts] == ["annual", "unread"]
    assert doubts(parts) == ["公开时限中的“上年度情况”没有读懂，请人工确认，或改用常见写法。"]


def test_twenty_natural_days_from_forming_look_like_a_lost_word():
    assert "漏写“工作”" in doubts(parse_limit("信息形成之日起20日内"))[0]
    assert doubts(parse_limit("批准后20日内")) == []  # 预算法 第十四条 means natural days


def test_a_term_for_a_case_is_not_taken_for_the_whole():
    (part,) = parse_limit("行政处罚自作出决定之日起7个工作日内公开")
    assert part["condition"] == "行政处罚"
    (first, case) = parse_limit("20个工作日内；其中行政处罚7个工作日内公开")
    assert "condition" not in first
    assert (case["condition"], case["n"]) == ("行政处罚", 7)


def test_a_missing_start_is_said_to_be_assumed():
    sentence = explain(parse_limit("20工作日"))
    assert "未写明从何时起算" in sentence


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        ("信息形成或者变更之日起20个工作日内", "信息形成或者变更之日起20个工作日内公开"),
        ("制定或获取信息之日起10个工作日内", "制定或获取信息之日起10个工作日内公开"),
        ("自收到申请之日起20个工作日内", "收到申请之日起20个工作日内答复"),
        ("批准后20日内", "批准之日起20日（自然日）内公开"),
        ("半年至少更新1次", "每半年至少公开1次"),
        ("6月底前", "每年6月30日前公开"),
        ("提前一周发通知邀请", "提前1周公开"),
        ("在组织听证7个工作日前", "在组织听证的7个工作日之前公开"),
        (
            "20个工作日内；其中行政处罚自作出决定之日起7个工作日内",
            "信息形成或者变更之日起20个工作日内公开（未写明从何时起算，依条例第二十六条按信息形成"
            "或者变更之日起算）；其中行政处罚：作出决定之日起7个工作日内公开",
        ),
        ("征求意见期限不得少于30日；及时公开", "征求意见时长不少于30日（自然日）；及时公开（未写明"
         "天数，到期前按条例第二十六条的20个工作日提醒）"),
    ],
)  # fmt: skip
def test_a_limit_explains_itself_in_chinese(wording, sentence):
    assert explain(parse_limit(wording)) == sentence


def test_parts_are_json_and_keep_the_words():
    wording = "制定或获取信息之日起10个工作日内，公示7个工作日"
    parts = parse_limit(wording)
    assert json.loads(json.dumps(parts)) == parts
    assert "，".join(part["words"] for part in parts) == wording


def test_every_limit_of_the_standards_example_rows_is_read():
    folder = shared_folder()
    if folder is None or not (folder / "standards" / "disclosure-catalog.md").exists():
        pytest.skip("GONGKAI_SHARED: the example rows of the standards are not here")
    text = (folder / "standards" / "disclosure-catalog.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \|(.*)$", text, re.MULTILINE)
    assert len(rows) == 73
    unread = {}
    for number, row in rows:
        wording = _expanded(row.split("|")[4].strip())
        found = doubts(parse_limit(wording))
        if found:
            unread[int(number)] = found
    # Pointers have no row above them here; the table's readers resolve them.
    assert {number for number, found in unread.items() if "同上" not in found[0]} == set()


def _expanded(wording: str) -> str:
    """The short forms of the standards file, as its legend explains them."""
    wording = re.sub(r"\(another county: .*?\)|\(same wording\)|\+ 公示$", "", wording)
    wording = re.sub(r"20 ?wd", "信息形成或者变更之日起20个工作日内", wording)
    return re.sub(r"10 ?wd", "制定或获取信息之日起10个工作日内", wording).strip()
