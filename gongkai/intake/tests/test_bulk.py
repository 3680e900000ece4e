"""Archives of old websites come in item by item; what is broken stops nothing."""

from __future__ import annotations

import gzip
import itertools
import json
from datetime import date
from pathlib import Path

from gongkai.intake.bulk import items

PAGE = (
    "<p>各乡镇人民政府：</p><p>现将有关事项通知如下。</p><p>名川县人民政府</p><p>2016年5月6日</p>"
)


def lines(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), "utf-8")
    return path


def test_what_the_old_system_knew_is_believed(tmp_path: Path) -> None:
    record = {
        "title": "名川县人民政府关于防汛工作的通知 ",
        "published_on": "2016-05-09 10:20",
        "index_number": "99999999X/2016-00001",
        "html": PAGE + "<script>x</script>",
        "column": "政策文件",
    }
    (item,) = items(lines(tmp_path / "old.jsonl", record))
    assert item["title"] == "名川县人民政府关于防汛工作的通知"
    assert item["published_on"] == date(2016, 5, 9)
    assert item["index_number"] == "99999999X/2016-00001"
    assert "script" not in item["body_html"]
    assert item["body_text"].startswith("各乡镇人民政府：\n")
    assert item["extra"] == {"column": "政策文件"}
    assert item["source"] == f"{tmp_path / 'old.jsonl'}:1"


def test_what_is_missing_is_read_from_the_text(tmp_path: Path) -> None:
    page = "<h1>名川县人民政府关于防汛工作的通知</h1>" + PAGE
    (item,) = items(
        lines(tmp_path / "old.jsonl", {"html": page, "document_number": "名政发〔2016〕2号"})
    )
    assert item["title"] == "名川县人民政府关于防汛工作的通知"
    assert item["document_number"] == "名政发〔2016〕2号"
    assert item["adopted_on"] == date(2016, 5, 6)


def test_a_date_that_is_none_is_said_and_looked_for_in_the_text(tmp_path: Path) -> None:
    record = {"html": PAGE, "title": "关于防汛工作的通知", "adopted_on": "去年五月"}
    (item,) = items(lines(tmp_path / "old.jsonl", record))
    assert item["adopted_on"] == date(2016, 5, 6)
    assert "“adopted_on”的值“去年五月”不是日期，已改从正文中查找。" in item["warnings"]


def test_plain_text_becomes_paragraphs(tmp_path: Path) -> None:
    record = {"title": "公告", "published_on": "2016-5-9", "text": "第一段 a < b\n\n第二段"}
    (item,) = items(lines(tmp_path / "old.jsonl", record))
    assert item["body_html"] == "<p>第一段 a &lt; b</p><p>第二段</p>"


def test_a_broken_line_gives_its_reason_and_the_next_one_comes(tmp_path: Path) -> None:
    path = tmp_path / "old.jsonl"
    path.write_text('{"html": \n{"html": ""}\n' + json.dumps({"html": PAGE}) + "\n", "utf-8")
    first, second, third = items(path)
    assert first["reasons"] == ["这一行不是完整的 JSON。请检查引号、括号和换行后再试。"]
    assert second["reasons"][0].startswith("这一行没有正文。")
    assert third["adopted_on"] == date(2016, 5, 6)


def test_a_directory_is_read_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1.html").write_text(PAGE, "utf-8")
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / ".hidden.txt").write_text("不读", "utf-8")
    (tmp_path / "~$锁.docx").write_bytes(b"x")
    (tmp_path / "图.png").write_bytes(b"x")
    empty, page = items(tmp_path)
    assert empty["reasons"] == ["文件是空的，没有任何内容。请检查后重新选择。"]
    assert page["source"] == str(tmp_path / "b" / "1.html")


def test_items_come_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "old.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write((json.dumps({"html": PAGE}) + "\n") * 3)
        out.write("{broken")
    read = list(itertools.islice(items(path), 2))
    assert len(read) == 2


def test_a_truncated_archive_gives_what_it_holds_and_says_so(tmp_path: Path) -> None:
    data = gzip.compress((json.dumps({"html": PAGE}) + "\n").encode() * 50)
    path = tmp_path / "old.jsonl.gz"
    path.write_bytes(data[: len(data) - 9])
    *good, last = items(path)
    assert all("reasons" not in one for one in good)
    assert "文件读到这里中断" in last["reasons"][0]
