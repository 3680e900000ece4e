"""What a browser already has, and which part it asks for: RFC 9110 conditions, ranges, codings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from typing import Any

Environ = Mapping[str, Any]


class NoSuchBytes(Exception):  # noqa: N818 - an answer, not an error
    """The part that was asked for lies behind the end of the file."""


_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
_LONGEST_NUMBER = 18  # digits; no file is longer


@lru_cache(maxsize=256)
def accepts_gzip(header: str) -> bool:
    """Whether Accept-Encoding allows gzip."""
    for part in header.lower().split(","):
        coding, _, quality = part.partition(";")
        if coding.strip() in ("gzip", "*"):
            return not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", quality)
    return False


def etag(size: int, mtime_ns: int, coding: str = "") -> str:
    """A strong tag: a page is only ever replaced by a file with another time."""
    return f'"{mtime_ns:x}-{size:x}{coding}"'


@lru_cache(maxsize=4096)
def http_date(seconds: int) -> str:
    """A moment as HTTP writes it."""
    return formatdate(seconds, usegmt=True)


def is_unchanged(environ: Environ, tag: str, seconds: int) -> bool:
    """Whether the browser has this very file already; a tag outweighs a date."""
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known is not None:
        tags = [one.strip().removeprefix("W/") for one in known.split(",")]
        return known.strip() == "*" or tag in tags
    since = _moment(environ.get("HTTP_IF_MODIFIED_SINCE"))
    return since is not None and seconds <= since


def wanted_range(environ: Environ, size: int, tag: str, seconds: int) -> tuple[int, int] | None:
    """The first and last byte asked for, or None for the whole file; may raise `NoSuchBytes`.

    Several ranges at once are answered with the whole file, as the standard allows.
    """
    asked = environ.get("HTTP_RANGE")
    if asked is None or not _still_the_same(environ.get("HTTP_IF_RANGE"), tag, seconds):
        return None
    found = _RANGE.fullmatch(asked.strip())
    if not found or max(map(len, found.groups())) > _LONGEST_NUMBER or found.group() == "bytes=-":
        return None
    first, last = found.groups()
    if not first:  # the last so many bytes
        if not int(last) or not size:
            raise NoSuchBytes
        return max(size - int(last), 0), size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise NoSuchBytes
    return int(first), min(int(last), size - 1) if last else size - 1


def _still_the_same(condition: str | None, tag: str, seconds: int) -> bool:
    """If-Range: only go on with a download if the file is the one that was begun."""
    if condition is None:
        return True
    if condition.lstrip().startswith(('"', "W/")):
        return condition.strip() == tag
    return _moment(condition) == seconds


def _moment(header: str | None) -> int | None:
    if not header:
        return None
    try:
        return int(parsedate_to_datetime(header).timestamp())
    except (ValueError, OverflowError, TypeError):
        return None
