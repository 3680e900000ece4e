"""`gongkai deadline`: what it prints, for people and for programs, and what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gongkai.config.cli import main

RECEIVED = "RequestReceived=2025-09-19"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["deadline", *words])
    out, err = capsys.readouterr()
    return code, out, err


def read(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    code, out, err = run(capsys, *words, "--json")
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def test_条例第三十三条_a_reply_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = read(
        capsys, "foi.reply", "--fact", RECEIVED, "--fact", "ThirdPartyAsked=2025-09-22",
        "--fact", "ThirdPartyReplied=2025-09-24",
    )  # fmt: skip
    assert found["started_on"] == "2025-09-19"
    assert found["due_on"] == "2025-10-27"
    assert found["provisional"] is False
    assert found["paused_since"] is None
    assert found["stopped_on"] is None
    assert found["rule"] == "foi.reply"
    assert found["doubts"] == []
    assert found["days"][0] == {
        "on": "2025-09-19",
        "counts": False,
        "n": 0,
        "why": "收到申请，开始的当日不计入（民法典第二百零一条）",
    }
    assert found["days"][-1]["on"] == "2025-10-27"
    assert found["days"][-1]["n"] == sum(day["counts"] for day in found["days"]) == 20


def test_facts_may_stand_after_one_another_and_in_chinese(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("收到申请=2025年9月19日", "征求第三方意见=2025.9.22", "第三方答复=2025-09-24")
    assert read(capsys, "foi.reply", "--fact", *words)["due_on"] == "2025-10-27"


@pytest.mark.parametrize(
    ("extension", "due", "doubts"),
    [
        # Due on 23 October; 24 (1), 27-31 (6), 3-7 (11), 10-14 (16), 17-20 November (20).
        ("DeadlineExtended=2025-10-23", "2025-11-20", 0),
        ("DeadlineExtended=2025-10-23:20", "2025-11-20", 0),
        ("DeadlineExtended=2025-10-23:1", "2025-10-24", 0),
        ("DeadlineExtended=2025-10-24:20", "2025-10-23", 1),
    ],
)
def test_an_extension_carries_its_days(
    capsys: pytest.CaptureFixture[str], extension: str, due: str, doubts: int
) -> None:
    found = read(capsys, "foi.reply", "--from", "2025-09-19", "--fact", extension)
    assert (found["due_on"], len(found["doubts"])) == (due, doubts)


def test_a_paused_and_a_stopped_clock(capsys: pytest.CaptureFixture[str]) -> None:
    paused = read(capsys, "foi.reply", "--fact", RECEIVED, "ThirdPartyAsked=2025-09-22")
    assert (paused["due_on"], paused["paused_since"]) == (None, "2025-09-22")
    assert paused["remaining"] == 19
    stopped = read(capsys, "foi.reply", "--fact", RECEIVED, "RequestWithdrawn=2025-09-25")
    assert (stopped["due_on"], stopped["stopped_on"]) == ("2025-10-23", "2025-09-25")


def test_a_request_of_2018_has_fifteen_working_days(capsys: pytest.CaptureFixture[str]) -> None:
    found = read(capsys, "foi.reply", "--fact", "RequestReceived=2018-05-02")
    assert (found["due_on"], found["version"]) == ("2018-05-23", "2008")


@pytest.mark.parametrize(
    ("length", "start", "due", "provisional"),
    [
        ("20 workdays", "2025-09-19", "2025-10-23", False),
        ("20个工作日", "2025-09-19", "2025-10-23", False),
        ("15 days", "2025-09-20", "2025-10-09", False),
        ("6 months", "2023-08-31", "2024-02-29", False),
        ("20 workdays", "2026-12-07", "2027-01-04", True),
    ],
)
def test_a_bare_length(
    capsys: pytest.CaptureFixture[str], length: str, start: str, due: str, provisional: bool
) -> None:
    found = read(capsys, "--length", length, "--from", start)
    assert (found["started_on"], found["due_on"]) == (start, due)
    assert found["provisional"] is provisional
    assert found["days"][0]["on"] == start
    assert found["days"][-1]["on"] == due


@pytest.mark.parametrize("moment", ["2025-09-19T14:30", "2025-09-19T06:30Z", "2025-09-19 14:30"])
def test_hours_are_counted_from_a_moment_in_beijing_time(
    capsys: pytest.CaptureFixture[str], moment: str
) -> None:
    found = read(capsys, "publicconcern.response", "--from", moment)
    assert found["due_at"] == "2025-09-21T14:30:00+08:00"


def test_a_moment_near_midnight_belongs_to_the_day_in_china(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = read(capsys, "foi.reply", "--fact", "RequestReceived=2025-09-18T16:30:00Z")
    assert found["started_on"] == "2025-09-19"


def test_people_read_the_sentence_and_the_days(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "foi.reply", "--fact", RECEIVED, "DeadlineExtended=2025-10-24")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "答复政府信息公开申请（foi.reply，2019版）"
    assert lines[1] == "20个工作日，政府信息公开条例第三十三条第二款"
    assert lines[3].startswith("自2025-09-19起算；9月28日调休上班，10月1日至8日放假不计")
    assert "2025-10-11   11  周六，国庆节、中秋节调休，上班" in lines
    assert lines[-1] == "请注意：2025年10月24日延期时期限已经届满，延期没有效力。"


def test_a_fact_that_does_not_move_this_clock_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    found = read(capsys, "foi.clarify", "--fact", RECEIVED, "FeePaid=2025-09-22")
    assert found["doubts"] == ["“缴费”不影响“告知补正”的期限（2019版）。"]


def test_the_list_names_every_rule_with_its_article(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--list")
    assert code == 0
    assert "foi.reply  答复政府信息公开申请：20个工作日，政府信息公开条例第三十三条第二款" in out
    assert "RequestReceived（收到申请）" in out


def test_the_help_is_in_chinese_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["deadline", "--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert "推算法定期限" in out
    assert "gongkai deadline foi.reply --fact RequestReceived=2025-09-19" in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "请写明期限规则（gongkai deadline --list 列出全部），或者用 --length 写明长度。"),
        (("foi.answer",), "没有期限规则“foi.answer”，可用的有："),
        (("foi.reply",), "没有“收到申请”（RequestReceived）的记录"),
        (("foi.reply", "--fact", "Received=2025-09-19"), "没有事实“Received”，这条规则可以写："),
        (("foi.reply", "--fact", "RequestReceived"), "“RequestReceived”不是“事实=日期”"),
        (("foi.reply", "--fact", "RequestReceived=2025-02-30"), "看不懂日期“2025-02-30”"),
        (("foi.reply", "--fact", "RequestReceived="), "看不懂日期“”"),
        (("foi.reply", "--fact", "RequestReceived=2025-09-19T25:00"), "没有“2025-09-19T25:00”这个"),
        (("foi.reply", "--fact", "RequestReceived=2025-09-19:20"), "只有延期可以在日期后面写天数"),
        (("foi.reply", "--fact", RECEIVED, "RequestAnswered=2025-09-18"), "请核对日期。"),
        (("foi.reply", "--fact", RECEIVED, "ThirdPartyReplied=2025-09-22"), "没有“征求第三方意见”"),
        (("foi.reply", "--fact", RECEIVED, "DeadlineExtended=2025-10-20:21"), "不成立"),
        (
            ("foi.reply", "--fact", "RequestReceived=2001-01-01"),
            "没有施行中的“答复政府信息公开申请”",
        ),
        (("publicconcern.first", "--from", "2025-09-19"), "要写明时刻，不能只写日期"),
        (("--length", "20 workdays"), "--length 只和 --from 一起用"),
        (("foi.reply", "--length", "20 workdays", "--from", "2025-09-19"), "--length 只和 --from"),
        (("--length", "20", "--from", "2025-09-19"), "看不懂期限长度“20”"),
        (("--length", "9999 workdays", "--from", "9990-01-01"), "超出了可以表示的范围"),
    ],
)
@pytest.mark.parametrize("as_json", [False, True])
def test_wrong_input_gets_a_sentence_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str, as_json: bool
) -> None:
    code, out, err = run(capsys, *words, *(["--json"] if as_json else []))
    assert (code, out) == (2, "")
    assert sentence in err
