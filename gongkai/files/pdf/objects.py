"""The objects of a PDF, opened with care."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

from gongkai.files.contents import Broken

DAMAGED = "PDF 已损坏，无法打开。请打开原件后重新导出为 PDF，再上传。"
MAX_PAGES = 5_000


@contextmanager
def open_pdf(path: Path) -> Iterator[PdfReader]:
    """Open a PDF; whatever is wrong with its structure shows as `Broken`."""
    try:
        with path.open("rb") as file:
            yield PdfReader(file)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise Broken(DAMAGED) from problem


def objects(reader: PdfReader) -> Iterator[PdfObject]:
    """Every object that the file's tables name, once; those that cannot be read are passed over.

    A release copy is written from what can be read, so nothing unreadable reaches the public.
    """
    numbers = [(number, gen) for gen, table in reader.xref.items() for number in table]
    numbers += [(number, 0) for number in reader.xref_objStm]
    for number, gen in dict.fromkeys(numbers):
        try:
            found = IndirectObject(number, gen, reader).get_object()
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
        if found is not None:
            yield found


def dictionaries(found: object) -> Iterator[DictionaryObject]:
    """The dictionaries in one object, itself included, without following references."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            yield one
            waiting += [value for value in one.values() if not isinstance(value, IndirectObject)]
        elif isinstance(one, ArrayObject):
            waiting += [value for value in one if not isinstance(value, IndirectObject)]


def resolved(value: object) -> object:
    """What a value means, through references."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def text(value: object) -> str:
    """A value as text; "" when it is none."""
    found = resolved(value)
    return str(found) if isinstance(found, str) else ""
