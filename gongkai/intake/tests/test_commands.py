"""`gongkai intake` on the command line, without an instance."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.intake import commands
from gongkai.intake.reading import Reading

SAMPLES = Path(__file__).parent / "samples"


def run(*words: str, take: commands.Take | None = None) -> int:
    parser = argparse.ArgumentParser()
    commands.configure(parser)
    return commands.run(parser.parse_args(words), take)


def test_each_file_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    names = [str(SAMPLES / name) for name in ("order.html", "meeting.txt")]
    assert run(*names, "--dry-run", "--json") == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["source"] for one in found] == names
    assert found[0]["title"] == "名川县城市养犬管理办法"
    assert found[0]["adopted_on"] == "2026-02-10"
    assert found[0]["published_on"] is None
    assert "\n第一条 为了规范养犬行为" in found[0]["body"]


def test_each_line_of_a_jsonl_file_is_a_document_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (SAMPLES / "order.html").read_text("utf-8")
    lines = tmp_path / "old.jsonl"
    answer = json.dumps({"html": page, "title": "写在别处的标题"}, ensure_ascii=False)
    lines.write_text(f"{answer}\n\n{answer}\n", "utf-8")
    assert run(str(lines), "--dry-run", "--json") == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["title"] for one in found] == ["名川县城市养犬管理办法"] * 2
    assert found[1]["source"] == f"{lines}:3"


def test_people_get_a_summary_with_what_to_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(SAMPLES / "report_without_title.txt"), "--dry-run") == 0
    out = capsys.readouterr().out
    assert "发文机关：名川经济开发区党政办（正文后的署名）" in out
    assert "发文字号：没有找到" in out
    assert "请核对：标题“2025年政府信息公开工作情况汇报”是推断的" in out


def test_what_cannot_be_read_is_said_and_the_rest_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"html": "<p>\n[1]\n{"title": "x"}\n', "utf-8")
    missing = tmp_path / "missing.txt"
    good = SAMPLES / "meeting.txt"
    names = [str(one) for one in (empty, broken, missing, tmp_path, good)]
    assert run(*names, "--dry-run", "--json") == 1
    captured = capsys.readouterr()
    assert f"{empty}：文件是空的，没有任何内容。请检查后重新选择。" in captured.err
    assert f"{broken}:1：这一行不是完整的 JSON" in captured.err
    assert f"{broken}:2：这一行应当是一个 JSON 对象" in captured.err
    assert f"{broken}:3：这一行没有正文" in captured.err
    assert f"{missing}：没有这个文件" in captured.err
    assert f"{tmp_path}：这是目录" in captured.err
    assert json.loads(captured.out)["source"] == str(good)


def test_readings_go_to_the_instance_unless_it_is_a_trial(
    capsys: pytest.CaptureFixture[str],
) -> None:
    taken: list[str | None] = []

    def take(name: str, reading: Reading) -> str:
        taken.append(reading.title)
        return "已生成草稿 2026-00001。"

    name = str(SAMPLES / "order.html")
    assert run(name, "--dry-run", take=take) == 0
    assert taken == []
    assert run(name, take=take) == 0
    assert taken == ["名川县城市养犬管理办法"]
    assert "已生成草稿 2026-00001。" in capsys.readouterr().out


def test_without_an_instance_only_a_trial_is_possible(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(SAMPLES / "order.html")) == 1
    assert "加 --dry-run" in capsys.readouterr().err


def test_reading_needs_no_django() -> None:
    code = "import sys, gongkai.intake.commands; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
