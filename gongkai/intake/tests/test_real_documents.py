"""The founding documents and the corpus, as they were captured; absent from the repository."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongkai.intake.reading import Reading, read, read_markup
from gongkai.testing import shared_folder

SHARED = shared_folder()
pytestmark = pytest.mark.skipif(SHARED is None, reason="no shared folder of real documents here")


def seed(number: str) -> Reading:
    assert SHARED is not None
    (path,) = (SHARED / "seeds").glob(f"{number}_*.txt")
    return read(path.read_bytes(), path.name)


@cache
def corpus() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The official index entries of the corpus, and what intake reads from the HTML alone."""
    assert SHARED is not None
    lines = Path(SHARED, "corpus", "policies.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return [(one, read_markup(one["html"], "page.html").as_json()) for one in records]


@pytest.mark.parametrize(
    ("number", "title", "document_number", "issued_by", "adopted_on", "published_on"),
    [
        (
            "000",
            "兰州市项目投资评审中心关于印发《2018年政务公开工作推进方案》的通知",
            None,
            "兰州市项目投资评审中心",
            date(2018, 7, 24),
            date(2018, 7, 24),
        ),
        (
            "001",
            "兰州市人民政府办公厅关于印发兰州市2016年政务公开工作要点的通知",
            None,
            "兰州市人民政府办公厅",
            None,
            date(2017, 3, 23),
        ),
        ("002", "迎江区政务公开标准化规范化试点工作方案", None, None, date(2017, 9, 20), None),
        (
            "003",
            "海城市人民政府办公室关于深入推进政务公开加强制度和平台建设的通知",
            "海政办发〔2019〕23号",
            "海城市人民政府办公室",
            date(2019, 7, 17),
            None,
        ),
        (
            "004",
            "2018年政府信息公开工作情况汇报",
            None,
            "贵阳国家经济技术开发区党政办",
            date(2019, 3, 27),
            None,
        ),
    ],
)
def test_founding_documents_are_read(
    number: str,
    title: str,
    document_number: str | None,
    issued_by: str | None,
    adopted_on: date | None,
    published_on: date | None,
) -> None:
    reading = seed(number)
    assert reading.title == title
    assert reading.document_number == document_number
    assert reading.issued_by == issued_by
    assert reading.adopted_on == adopted_on
    assert reading.published_on == published_on


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_nothing_of_the_website_stays_in_founding_documents(number: str) -> None:
    text = seed(number).body_text
    for mark in ("大汉", "分享到", "打印本页", "ICP", "网站标识码2", "当前位置", "浏览次数", "(ū"):
        assert mark not in text


def test_the_table_of_the_spoiled_founding_document_has_four_columns() -> None:
    reading = seed("002")
    assert "序号 | 工作任务 | 责任部门 | 时间进度" in reading.body_text
    assert "7 | 迎接上级部门验收 | 区政府办、 区公开办、 相关单位 | 2018年8月" in reading.body_text


@pytest.mark.parametrize("field", ["title", "document_number", "issued_by", "adopted_on"])
def test_the_corpus_is_read_as_its_official_index_says(field: str) -> None:
    wrong = [(one[field], found[field]) for one, found in corpus() if one[field] != found[field]]
    assert wrong == []


def test_a_date_of_publication_is_not_made_up_where_the_page_gives_none() -> None:
    assert {found["published_on"] for _, found in corpus()} == {None}


def test_the_text_of_the_corpus_is_complete() -> None:
    for one, found in corpus():
        last = "".join(_last_words(one["html"]).split())
        assert last in "".join(found["body"].split())


def _last_words(html: str) -> str:
    from lxml import html as lxml_html

    paragraphs = [p.text_content() for p in lxml_html.fromstring(html).iter("p")]
    return next(words for words in reversed(paragraphs) if words.strip())
