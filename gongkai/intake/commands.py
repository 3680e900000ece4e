"""`gongkai intake`: read documents on the command line, without an instance when trying out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from gongkai.intake.bulk import parsed_line, text_in
from gongkai.intake.evidence import LABELS
from gongkai.intake.reading import Reading, UnreadableDocument, read, read_markup

SUMMARY = "读取文件，识别标题、发文字号、发文机关、日期和正文"

# What takes readings into an instance; it says in a Chinese sentence what became of each. The
# domain above offers it, because intake knows no database.
Take = Callable[[str, Reading], str]

_SHOWN = (
    "title",
    "document_number",
    "issued_by",
    "adopted_on",
    "published_on",
    "effective_on",
)
_LEAD = 60


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="文件",
        help=".txt、.html、.docx、.pdf；.jsonl 每行取 html 字段，一行一份文件",
    )
    parser.add_argument("--dry-run", action="store_true", help="只读取、不入库，不需要实例")
    parser.add_argument("--json", action="store_true", help="每份文件输出一行 JSON")
    parser.add_argument(
        "--full-width", action="store_true", help="把网页抓取时变成半角的中文标点改回全角"
    )


def run(args: argparse.Namespace, take: Take | None = None) -> int:
    """Read every file; 0 if all could be read, 1 if some could not (sentences on stderr).

    Without --dry-run each reading goes to `take`, whose answer is printed.
    """
    if not args.dry_run and take is None:
        print("没有可入库的实例。请先建立实例，或加 --dry-run 只读取不入库。", file=sys.stderr)
        return 1
    refused = 0
    for name, reading in _readings(args.files, full_width=args.full_width):
        if isinstance(reading, UnreadableDocument):
            refused += 1
            print(f"{name}：{reading}", file=sys.stderr)
            continue
        print(_json(name, reading) if args.json else _summary(name, reading))
        if not args.dry_run and take is not None:
            print(take(name, reading), file=sys.stderr if args.json else sys.stdout)
    return 1 if refused else 0


def _readings(
    files: list[str], *, full_width: bool
) -> Iterator[tuple[str, Reading | UnreadableDocument]]:
    for name in files:
        if name.lower().endswith((".jsonl", ".ndjson")):
            yield from _readings_of_lines(name, full_width)
            continue
        try:
            yield name, read(Path(name).read_bytes(), name, full_width=full_width)
        except UnreadableDocument as error:
            yield name, error
        except OSError as error:
            yield name, _cannot_open(error)


def _readings_of_lines(
    name: str, full_width: bool
) -> Iterator[tuple[str, Reading | UnreadableDocument]]:
    """Read a file of JSON lines: only the text of a line counts, its other keys do not."""
    try:
        with Path(name).open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield f"{name}:{number}", _reading_of_line(line, full_width)
    except UnicodeDecodeError:
        yield name, UnreadableDocument("文件不是 UTF-8 编码的 JSON 行。请另存为 UTF-8 后再试。")
    except OSError as error:
        yield name, _cannot_open(error)


def _reading_of_line(line: str, full_width: bool) -> Reading | UnreadableDocument:
    try:
        key, text = text_in(parsed_line(line))
        kind = "page.html" if "html" in key else "text.txt"
        return read_markup(text, kind, full_width=full_width)
    except UnreadableDocument as error:
        return error


def _cannot_open(error: OSError) -> UnreadableDocument:
    if isinstance(error, FileNotFoundError):
        return UnreadableDocument("没有这个文件。请检查文件名和所在目录。")
    if isinstance(error, IsADirectoryError):
        return UnreadableDocument("这是目录，不是文件。请写明其中的文件，例如：目录/*.html。")
    return UnreadableDocument("文件打不开。请检查是否有读取权限。")


def _json(name: str, reading: Reading) -> str:
    found: dict[str, Any] = {"source": name, **reading.as_json()}
    return json.dumps(found, ensure_ascii=False)


def _summary(name: str, reading: Reading) -> str:
    """What was found, for people: one line per field, then what to check."""
    fields = reading.as_json()
    lines = [name]
    for field in _SHOWN:
        evidence = reading.evidence.get(field)
        because = f"（{evidence.rule}）" if evidence else ""
        lines.append(f"  {LABELS[field]}：{fields[field] or '没有找到'}{because}")
    first = next((line for line in reading.body_text.split("\n") if line), "")
    paragraphs = reading.body_text.count("\n") + 1
    shown = first if len(first) <= _LEAD else f"{first[:_LEAD]}…"
    lines.append(f"  正文：{paragraphs}段，{len(reading.body_text)}字，开头：{shown}")
    lines += [f"  请核对：{sentence}" for sentence in reading.warnings]
    return "\n".join(lines)
