"""The rules that are shipped, and what is refused in a file of rules."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from gongkai.kernel.clock import ClockError, Length, Unit, builtin_rules, load_rules, parse_length
from gongkai.kernel.clock_loading import BUILTIN_RULES, read_rules
from gongkai.kernel.clock_rules import Kind

RULES = builtin_rules()

GOOD = """
[events]
Begun = "开始"
Asked = "征求"
Replied = "答复"
Longer = "延期"
Ended = "结束"

[[rules]]
code = "a.b"
version = "2019"
name = "办理"
article = "某条例第一条"
mark = "T"
effective_from = 2019-05-15
length = "20 workdays"
starts = ["Begun"]
stops = ["Ended"]
rolls = true
promise = "10 workdays"

[rules.extension]
event = "Longer"
at_most = 20
decided_by = "负责人"
article = "某条例第二条"
mark = "T"

[[rules.pauses]]
name = "征求意见"
begins = "Asked"
ends = ["Replied"]
article = "某条例第三条"
mark = "T"
asking_day_counts = true
reply_day_counts = false
days_mark = "I"
"""


def test_the_rules_that_are_shipped() -> None:
    lengths = {(rule.code, rule.version): str(rule.length) for rule in RULES.rules}
    assert lengths == {
        ("budget.publish", "2018"): "20日",
        ("disclosure.publish", "2008"): "20个工作日",
        ("disclosure.publish", "2019"): "20个工作日",
        ("foi.clarify", "2019"): "7个工作日",
        ("foi.fee_payment", "2020"): "20个工作日",
        ("foi.joint", "2019"): "15个工作日",
        ("foi.reply", "2008"): "15个工作日",
        ("foi.reply", "2019"): "20个工作日",
        ("foi.third_party", "2019"): "15个工作日",
        ("foi.unit_opinion", "house"): "5个工作日",
        ("litigation.after_reconsideration", "2017"): "15日",
        ("litigation.direct", "2017"): "6个月",
        ("penalty.withdraw", "2021"): "3个工作日",
        ("publicconcern.conference", "2016"): "24小时",
        ("publicconcern.first", "2016"): "5小时",
        ("publicconcern.response", "2016"): "48小时",
        ("reconsideration.apply", "1999"): "60日",
        ("reconsideration.apply", "2024"): "60日",
    }


def test_every_file_is_loaded_and_names_only_events_with_a_chinese_name() -> None:
    files = sorted(BUILTIN_RULES.glob("*.toml"))
    assert [path.name for path in files] == [
        "disclosure.toml",
        "foi.toml",
        "publicconcern.toml",
        "remedies.toml",
    ]
    for rule in load_rules(files).rules:
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", rule.code)
        for event in rule.roles:
            assert re.fullmatch(r"([A-Z][a-z]+)+", event)
            assert re.fullmatch(r"[\u4e00-\u9fa5、]+", rule.label(event))


@pytest.mark.parametrize(
    ("on", "version"),
    [
        ("2008-05-01", "2008"),
        ("2019-05-14", "2008"),
        ("2019-05-15", "2019"),
        ("2026-01-01", "2019"),
    ],
)
def test_the_version_in_force_on_a_day(on: str, version: str) -> None:
    assert RULES.in_force("foi.reply", date.fromisoformat(on)).version == version


def test_no_version_and_no_rule_are_said_in_words() -> None:
    with pytest.raises(ClockError, match="2008年4月30日没有施行中的“答复政府信息公开申请”规则"):
        RULES.in_force("foi.reply", date(2008, 4, 30))
    with pytest.raises(ClockError, match=r"没有期限规则“foi\.answer”，可用的有：budget\.publish、"):
        RULES.versions("foi.answer")


def test_the_text_of_2007_knows_no_asking_of_other_bodies() -> None:
    old, new = RULES.versions("foi.reply")
    assert "OtherBodyAsked" not in old.roles
    assert new.roles["OtherBodyAsked"].kind is Kind.PAUSE_BEGINS


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("20 workdays", Length(20, Unit.WORKDAYS)),
        ("1 workday", Length(1, Unit.WORKDAYS)),
        ("20workdays", Length(20, Unit.WORKDAYS)),
        ("20个工作日", Length(20, Unit.WORKDAYS)),
        ("60 days", Length(60, Unit.DAYS)),
        ("60日", Length(60, Unit.DAYS)),
        ("6 Months", Length(6, Unit.MONTHS)),
        ("6个月", Length(6, Unit.MONTHS)),
        ("48 hours", Length(48, Unit.HOURS)),
        ("48小时", Length(48, Unit.HOURS)),
    ],
)
def test_lengths_are_read_as_people_write_them(text: str, length: Length) -> None:
    assert parse_length(text) == length


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("20", "看不懂期限长度“20”，请写成 20 workdays"),
        ("", "看不懂期限长度"),
        ("20 wokdays", "看不懂期限长度"),
        ("-3 days", "看不懂期限长度"),
        ("1.5 days", "看不懂期限长度"),
        ("0 days", "应当在1到9999之间"),
        ("10000 days", "应当在1到9999之间"),
    ],
)
def test_other_lengths_are_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(ClockError, match=sentence):
        parse_length(text)


def test_a_good_file_is_read() -> None:
    (rule,) = read_rules(GOOD)
    assert (rule.length, rule.promise) == (Length(20, Unit.WORKDAYS), Length(10, Unit.WORKDAYS))
    assert rule.label("Longer") == "延期"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('article = "某条例第一条"\n', "", "规则“a.b”：缺少栏目 article。"),
        ('article = "某条例第一条"', 'article = " "', "栏目 article 不能空着。"),
        ('length = "20 workdays"', 'length = "20 moons"', "看不懂期限长度“20 moons”"),
        ('length = "20 workdays"', "length = 20", "栏目 length 应当是文字。"),
        ("rolls = true", 'rolls = "yes"', "栏目 rolls 应当是true 或 false。"),
        ("2019-05-15", '"2019-05-15"', "栏目 effective_from 应当是日期（不加引号）。"),
        ("2019-05-15", "2019-05-15T00:00:00", "栏目 effective_from 应当是日期（不加引号）。"),
        ("rolls = true", "rols = true", "不认识的栏目“rols”"),
        ("rolls = true", "rolls = true\neffective_until = 2019-05-14", "失效日期早于施行日期。"),
        ('starts = ["Begun"]', "starts = []", "没有写明从哪个事实起算（starts）。"),
        ('stops = ["Ended"]', 'stops = ["Begun"]', "事实“Begun”写了两种作用，请只留一种。"),
        ('Asked = "征求"\n', "", "事实“Asked”没有中文名称，请在 [events] 里补上。"),
        ('Asked = "征求"\n', 'Asked = "征求"\nPaid = "缴费"\n', "事实“Paid”没有规则用到，请删去。"),
        ("at_most = 20", "at_most = 0", "延长的上限（at_most）应当在1到9999之间。"),
        ("at_most = 20", "at_most = true", "extension 栏目 at_most 应当是整数。"),
        ('ends = ["Replied"]\n', "", "pauses 缺少栏目 ends。"),
        ('days_mark = "I"', 'days_mark = "?"', "把握程度“?”不认识，可以写：T、P、L、I、U、N。"),
        (
            '"10 workdays"',
            '"30 workdays"',
            "承诺时限（30个工作日）不能长于法定时限（20个工作日）。",
        ),
        ('"10 workdays"', '"10 days"', "承诺时限应当与法定时限用同一单位：workdays。"),
        ('length = "20 workdays"', 'length = "20 hours"', "以小时计算的期限不能停算"),
        ("[events]", "[evnts]", "文件里应当有 [events]"),
        ("[events]", "[events", "文件格式有误"),
        ("[events]", 'title = "x"\n[events]', "不认识的栏目“title”。"),
    ],
)
def test_a_rule_that_cannot_be_believed_is_refused_in_words(
    old: str, new: str, sentence: str
) -> None:
    assert old in GOOD
    with pytest.raises(ClockError) as refused:
        read_rules(GOOD.replace(old, new))
    assert sentence in "".join(refused.value.reasons)


def test_two_versions_in_force_at_once_are_refused(tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(GOOD, encoding="utf-8")
    later = GOOD.replace('"2019"', '"2024"').replace("2019-05-15", "2024-01-01")
    two.write_text(later, encoding="utf-8")
    with pytest.raises(ClockError, match=r"规则“a\.b”的2019版和2024版施行日期重叠"):
        load_rules([one, two])
    one.write_text(
        GOOD.replace("2019-05-15", "2019-05-15\neffective_until = 2023-12-31"), encoding="utf-8"
    )
    assert [rule.version for rule in load_rules([two, one]).versions("a.b")] == ["2019", "2024"]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_bytes("收到".encode("gbk"))
    with pytest.raises(ClockError, match=re.escape("broken.toml")):
        load_rules([broken])
    with pytest.raises(ClockError, match=re.escape("absent.toml")):
        load_rules([tmp_path / "absent.toml"])
