"""What can be done with each kind of file: the one table where kinds meet their readers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gongkai.files import images, ofd, plain
from gongkai.files.contents import Broken, Hidden, Reading, TextPart
from gongkai.files.ooxml import checks as office_checks
from gongkai.files.ooxml import cleaning as office_cleaning
from gongkai.files.ooxml import sheets, slides, word
from gongkai.files.pdf import checks as pdf_checks
from gongkai.files.pdf import cleaning as pdf_cleaning
from gongkai.files.pdf import reading as pdf_reading
from gongkai.kernel.text import normalise

log = logging.getLogger(__name__)

T = TypeVar("T")

_NORMAL = re.compile(r"[0-9A-Za-z\u4e00-\u9fff，。、；：（）《》.,:;()%/-]*")

UNREADABLE = "文件损坏或结构异常，无法打开。请打开原件后另存，再重新上传。"


@dataclass(frozen=True)
class Format:
    """The three things one can do with a stored file of some kind."""

    reasons_against: Callable[[Path], list[str]]
    read: Callable[[Path], Reading]
    clean: Callable[[Path, Path], None]


_FORMATS: dict[str, Format] = {
    "pdf": Format(pdf_checks.reasons_against, pdf_reading.read, pdf_cleaning.clean),
    "docx": Format(office_checks.reasons_against, word.read, office_cleaning.clean),
    "xlsx": Format(office_checks.reasons_against, sheets.read, office_cleaning.clean),
    "pptx": Format(office_checks.reasons_against, slides.read, office_cleaning.clean),
    "ofd": Format(ofd.reasons_against, ofd.read, ofd.clean),
    "txt": Format(plain.reasons_against, plain.read_text, plain.clean),
    "csv": Format(plain.reasons_against, plain.read_table, plain.clean),
    "html": Format(plain.reasons_against, plain.read_page, plain.clean_page),
    **dict.fromkeys(
        ("png", "jpg", "gif", "webp"), Format(images.reasons_against, images.read, images.clean)
    ),
}


def reasons_against(extension: str, path: Path) -> list[str]:
    """Why a file of this kind may not stay, as Chinese sentences; a broken one says so."""
    try:
        return _carefully(_FORMATS[extension].reasons_against, path)
    except Broken as broken:
        return [str(broken)]


def read(extension: str, path: Path) -> Reading:
    """The text by place and the hidden content; raises `Broken`."""
    found = _carefully(_FORMATS[extension].read, path)
    parts = [TextPart(one.place, _normal(one.text), one.hidden) for one in found.parts]
    hidden = [Hidden(one.kind, normalise(one.place), normalise(one.text)) for one in found.hidden]
    return Reading([one for one in parts if one.text], hidden)


def _normal(text: str) -> str:
    """Most of a million cells need no washing; asking first is ten times faster."""
    return text if _NORMAL.fullmatch(text) else normalise(text)


def clean(extension: str, source: Path, target: Path) -> None:
    """Write the release copy; raises `Broken`."""
    _carefully(_FORMATS[extension].clean, source, target)


def _carefully(do: Callable[..., T], *paths: Path) -> T:
    """Libraries that read strangers' files fail in many ways; to us all mean: it is broken.

    What is wrong with our own machine (disk, memory) is no answer about the file and goes on.
    """
    try:
        return do(*paths)
    except (Broken, MemoryError):
        raise
    except OSError as problem:
        if problem.filename is not None or problem.errno in {5, 28}:  # no access, no disk, full
            raise
        raise Broken(UNREADABLE) from problem
    except Exception as problem:  # whatever a parser lets out
        log.warning("a file could not be read: %s", type(problem).__name__)
        raise Broken(UNREADABLE) from problem
