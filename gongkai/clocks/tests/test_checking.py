"""The table is a copy: it can be compared with the journal, and written anew from it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from gongkai.clocks import checking
from gongkai.clocks.checking import differences, rebuild
from gongkai.clocks.models import Clock
from gongkai.clocks.ringing import Moment, sweep
from gongkai.clocks.tests.cast import CASE, THIRD, happened
from gongkai.config.cli import parser
from gongkai.config.commands import clocks as command
from gongkai.kernel.calendar import builtin_calendar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cases")]


@pytest.fixture
def running() -> None:
    """A case that rang, its third party, and another case that is done."""
    happened("RequestReceived", "2025-03-03")
    happened("ThirdPartyLetterReceived", "2025-03-06", about=THIRD)
    happened("RequestReceived", "2025-03-03", about="case:2025-00018")
    happened("RequestAnswered", "2025-03-10", about="case:2025-00018")
    sweep(Moment(Moment.now().at, date(2025, 4, 1), builtin_calendar()))


def rows() -> list[dict[str, object]]:
    """The whole table without keys."""
    found = Clock.objects.order_by("about", "rule").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in found]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    from gongkai.config.cli import COMMANDS

    chosen = next(one for one in COMMANDS if one.name == "clocks")
    code = command.run(parser(chosen).parse_args(["clocks", *words]))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_table_that_is_right_is_said_to_be(running, capsys):
    code, out, err = run(capsys, "--check")
    assert (code, out) == (0, "核对完成：期限表与留痕一致。\n")
    assert "已核对 6 / 6 条" in err


def test_every_difference_is_said_in_words(running, capsys):
    Clock.objects.filter(about=CASE).update(due_on=date(2025, 4, 15), provisional=True)
    Clock.objects.filter(about=THIRD).delete()
    Clock.objects.create(
        about="case:2025-00099", matter="case:2025-00099", rule="foi.reply",
        rule_version="2019", started_on=date(2025, 1, 2),
    )  # fmt: skip
    code, out, _ = run(capsys, "--check", "--quiet")
    assert code == 1
    assert out.splitlines() == [
        "case:2025-00017 “答复政府信息公开申请”：到期日记为2025-04-15，应为2025-03-31；"
        "是否暂定记为是，应为否。",
        "case:2025-00099 “答复政府信息公开申请”：留痕中没有起算的记录，期限表里却有这一条。",
        "case:2025-00017/third-party/1 “第三方提出意见”：留痕中已经起算，期限表里没有这一条。",
        "共3处差异，可以用 gongkai clocks --rebuild 重新写出。",
    ]


def test_differences_for_programs(running, capsys):
    Clock.objects.filter(about=CASE).update(remaining=3)
    code, out, _ = run(capsys, "--json", "--quiet")
    assert code == 1
    assert json.loads(out) == [
        {"about": CASE, "rule": "foi.reply", "text": "剩余记为“3”，应为空。"}
    ]


def test_written_anew_it_is_the_same_as_it_was(running, capsys, monkeypatch):
    monkeypatch.setattr(checking, "AT_ONCE", 2)
    before = rows()
    assert [row["passed_rung_for"] for row in before] == [
        date(2025, 3, 31), date(2025, 3, 27), None
    ]  # fmt: skip
    Clock.objects.filter(about=CASE).update(due_on=None, near_rung_for=None)
    Clock.objects.exclude(about=CASE).delete()
    code, out, _ = run(capsys, "--rebuild", "--quiet")
    assert (code, out) == (0, "期限表已重新写出，共3条。\n")
    assert rows() == before
    assert list(differences()) == []


def test_rows_that_nobody_claims_any_more_go_when_it_is_written_anew(running):
    Clock.objects.filter(about=THIRD).update(about="gone:1", matter="gone:1")
    assert "没有业务认领" in "".join(str(one) for one in differences())
    assert rebuild() == 3
    assert set(Clock.objects.values_list("about", flat=True)) == {CASE, THIRD, "case:2025-00018"}
