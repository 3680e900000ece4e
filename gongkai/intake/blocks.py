"""What every format is read into: the lines of a document, in order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a block is."""

    LINE = "line"  # a paragraph, a title, a signature: one line of words
    ENTRY = "entry"  # one entry of a list
    TABLE = "table"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a document, or one table, with what its format told about it."""

    text: str  # plain words on one line; a table has one line per row
    line: int  # where it stands in the source, counted from 1
    html: str = ""  # the same with inline markup, or a whole table; empty if there is no markup
    kind: Kind = Kind.LINE
    align: str = ""  # center, right, or nothing
    strong: bool = False  # the whole line is bold
    level: int = 0  # of the heading, as the source declares it; 0 for none
    main: bool = True  # False for what stands on a web page outside its text
    links: bool = False  # nothing but a link
    ordered: bool = False  # an entry of a numbered list
    rows: tuple[tuple[str, ...], ...] = ()  # of a table: the words of its cells


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the text; the HTML refers to it as `intake-image/<number>`."""

    number: int  # from 1
    media_type: str  # image/png …; empty if the picture itself did not come along
    data: bytes | None
    source: str  # its address in the source, empty if it was embedded
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A source file taken apart, before anyone has asked what its lines mean."""

    blocks: list[Block]
    images: tuple[Image, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()  # what the head of a web page declares
    attachments: tuple[str, ...] = ()  # names of files that a page links to
    warnings: tuple[str, ...] = ()
