"""Plain text, CSV and saved web pages: nothing hidden but their encoding."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import nh3

from gongkai.files.contents import Broken, Reading
from gongkai.kernel.text import UndecodableText, decode, html_to_text

MAX_TEXT_BYTES = 100 * 1024 * 1024


def reasons_against(path: Path) -> list[str]:
    """Why a text may not be stored, as Chinese sentences; empty when it may."""
    if path.stat().st_size > MAX_TEXT_BYTES:
        return ["文本文件超过 100 MB，无法检查。请拆分后重新上传。"]
    return [] if _decoded(path).strip() else ["文件里没有文字。请确认是否选错了文件。"]


def _decoded(path: Path) -> str:
    try:
        return decode(path.read_bytes())
    except UndecodableText as problem:
        raise Broken(str(problem)) from problem


def read_text(path: Path) -> Reading:
    """Plain text, by line."""
    reading = Reading()
    for number, line in enumerate(_decoded(path).splitlines(), start=1):
        reading.show(f"第{number}行", line)
    return reading


def read_table(path: Path) -> Reading:
    """CSV, by row; cells stand side by side."""
    reading = Reading()
    rows = csv.reader(io.StringIO(_decoded(path), newline=""))
    try:
        for number, row in enumerate(rows, start=1):
            reading.show(f"第{number}行", " | ".join(cell for cell in row if cell.strip()))
    except csv.Error as problem:
        raise Broken(
            "CSV 表格的格式有误，无法读取。请用 Excel 打开后另存为 CSV UTF-8，再重新上传。"
        ) from problem
    return reading


def read_page(path: Path) -> Reading:
    """A saved web page, by block."""
    reading = Reading()
    for number, line in enumerate(html_to_text(_decoded(path)).splitlines(), start=1):
        reading.show(f"第{number}段", line)
    return reading


def clean_page(source: Path, target: Path) -> None:
    """A web page without scripts, styles, forms and frames; its text and tables remain."""
    body = nh3.clean(_decoded(source), tags=nh3.ALLOWED_TAGS - {"img"}, link_rel="nofollow")
    page = f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"></head><body>{body}'
    target.write_text(f"{page}</body></html>\n", encoding="utf-8")


def clean(source: Path, target: Path) -> None:
    """Text hides nothing: the release copy is the text."""
    shutil.copyfile(source, target)
