"""Types of public files by extension: our own table, because a system's may say anything."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote

UNKNOWN = "application/octet-stream"

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".ofd": "application/ofd",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".zip": "application/zip",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
}
FEED = "feed.xml"
SHOWN_IN_PLACE = {".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".txt", ".mp3", ".mp4"}


@lru_cache(maxsize=1024)  # almost all are called index.html
def media_type(name: str) -> str:
    """The Content-Type of a file by its name; texts are UTF-8."""
    if name == FEED:
        return "application/atom+xml; charset=utf-8"
    return TYPES.get(PurePosixPath(name).suffix.lower(), UNKNOWN)


def disposition(name: str) -> str:
    """Content-Disposition with the Chinese name (RFC 6266, RFC 5987), and a plain one for the old.

    What a browser shows safely is shown in place; everything else is offered for saving.
    """
    extension = PurePosixPath(name).suffix
    how = "inline" if extension.lower() in SHOWN_IN_PLACE else "attachment"
    plain = f"file{extension}" if extension.isascii() and extension[1:].isalnum() else "file"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
