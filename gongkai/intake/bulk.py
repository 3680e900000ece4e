"""Whole archives of an old website, one item at a time: a directory, or lines of JSON.

An archive brings fields of its own (the old system knew title and date); they are believed when
they can be read, and only what is missing is read from the text. Nothing is kept in memory: items
come out as they are read, and what cannot be read comes out with its reasons and stops nothing.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from gongkai.intake.reading import Reading, UnreadableDocument, read, read_markup
from gongkai.intake.sanitising import sanitise
from gongkai.kernel.dates import find_dates, parse_date
from gongkai.kernel.text import html_to_text, normalise

_SUFFIXES = frozenset((".txt", ".md", ".html", ".htm", ".shtml", ".docx", ".pdf"))
_LINES = (".jsonl", ".jsonl.gz", ".ndjson")
_DATES = ("adopted_on", "published_on", "effective_on")
_WORDS = ("title", "document_number", "issued_by", "index_number")
# Keys by which archives call the text, the first that is there counts.
_TEXTS = ("html", "body_html", "body", "content", "text")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_LONGEST_LINE = 20_000_000


def items(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the items of a directory (every readable file below it), a file, or lines of JSON.

    Each is a plain dict: `source` (file, or file:line), then either `reasons` (Chinese sentences
    why it cannot be taken) or `title, document_number, issued_by, index_number` (text or None),
    `adopted_on, published_on, effective_on` (date or None), `body_html` (sanitised), `body_text`,
    `images`, `warnings`, and `extra` (the other keys of a line).
    """
    if path.is_dir():
        for file in sorted(_files_below(path)):
            yield from items(file)
    elif path.name.lower().endswith(_LINES):
        yield from _items_in_lines(path)
    else:
        yield _item_in_file(path)


def _files_below(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        hidden = file.name.startswith((".", "~$")) or file.is_symlink()
        wanted = file.suffix.lower() in _SUFFIXES or file.name.lower().endswith(_LINES)
        if wanted and not hidden and file.is_file():
            yield file


def _item_in_file(path: Path) -> dict[str, Any]:
    try:
        return _item(str(path), read(path.read_bytes(), path.name))
    except UnreadableDocument as error:
        return {"source": str(path), "reasons": [str(error)]}
    except OSError as error:
        return {
            "source": str(path),
            "reasons": [f"文件打不开（{error.strerror}）。请检查文件权限后再试。"],
        }


def _item(source: str, reading: Reading) -> dict[str, Any]:
    return {
        "source": source,
        **{name: getattr(reading, name) for name in (*_WORDS, *_DATES)},
        "body_html": reading.body_html,
        "body_text": reading.body_text,
        "images": reading.images,
        "warnings": list(reading.warnings),
        "extra": {},
    }


def _items_in_lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _item_in_line(f"{path}:{number}", line)
    except (OSError, EOFError, UnicodeDecodeError):
        reason = "文件读到这里中断：不是完整的 UTF-8 文本。前面各条不受影响，请检查文件后再试。"
        yield {"source": str(path), "reasons": [reason]}


def _opened(path: Path) -> TextIO:
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8-sig")
    return path.open(encoding="utf-8-sig")


def _item_in_line(source: str, line: str) -> dict[str, Any]:
    try:
        return _from_record(source, parsed_line(line))
    except UnreadableDocument as error:
        return {"source": source, "reasons": [str(error)]}


def parsed_line(line: str) -> dict[str, Any]:
    """Return one line of JSON as an object; raise `UnreadableDocument` if it is none."""
    if len(line) > _LONGEST_LINE:
        raise UnreadableDocument("这一行超过两千万字，不是一份文件。请检查换行后再试。")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument("这一行不是完整的 JSON。请检查引号、括号和换行后再试。") from error
    if not isinstance(record, dict):
        raise UnreadableDocument("这一行应当是一个 JSON 对象（{…}），现在不是。请检查后再试。")
    return record


def text_in(record: Mapping[str, Any]) -> tuple[str, str]:
    """Return the key and the text of a record; raise `UnreadableDocument` if it has none."""
    for key in _TEXTS:
        value = record.get(key)
        if isinstance(value, str) and value.strip():
            return key, value
    names = "、".join(_TEXTS)
    raise UnreadableDocument(f"这一行没有正文。请用 {names} 之一给出正文后再试。")


def _from_record(source: str, record: dict[str, Any]) -> dict[str, Any]:
    key, text = text_in(record)
    known, warnings = _known_fields(record)
    if known["title"] and (known["adopted_on"] or known["published_on"]):
        # The old system knew what matters: the text is only made safe, which is quick.
        markup = text if _MARKUP.search(text) else _paragraphs(text)
        item: dict[str, Any] = {"source": source, **known, "body_html": sanitise(markup)}
        item |= {"body_text": html_to_text(item["body_html"]), "images": (), "warnings": warnings}
    else:
        item = _item(source, read_markup(text, "page.html" if _MARKUP.search(text) else "text.txt"))
        item |= {name: value for name, value in known.items() if value}
        item["warnings"] = [*warnings, *item["warnings"]]
    used = {key, *_WORDS, *_DATES}
    return {**item, "extra": {name: one for name, one in record.items() if name not in used}}


def _known_fields(record: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    known: dict[str, Any] = {}
    warnings: list[str] = []
    for name in _WORDS:
        value = record.get(name)
        known[name] = (
            normalise(value).replace("\n", " ") or None if isinstance(value, str) else None
        )
    for name in _DATES:
        value = record.get(name)
        known[name] = _date(value)
        if value and known[name] is None:
            warnings.append(f"“{name}”的值“{str(value)[:40]}”不是日期，已改从正文中查找。")
    return known, warnings


def _date(value: object) -> date | None:
    if not isinstance(value, str):
        return None
    found = find_dates(value[:60])
    return parse_date(value[:60]) or (found[0].on if found else None)


def _paragraphs(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"<p>{line.strip()}</p>" for line in escaped.splitlines() if line.strip())
