"""A thin WSGI layer that answers with baked files, and hands everything else to the program.

It asks no database: a path, a folder, a file. Production may put nginx in front and never come
here for files; the embedded server answers from the same files in the same way.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gongkai.publishing import conditions
from gongkai.publishing.files import GZIPPED, is_attachment, is_gzipped_too
from gongkai.publishing.media_types import disposition, media_type
from gongkai.publishing.open_to_all import (
    LOG,
    TO_ALL,
    is_open_to_all,
    is_plain_text,
    never_changes,
)
from gongkai.publishing.registry import GONE, INDEX

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

NOT_FOUND_PAGE = "404.html"
_OPENING = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
BLOCK = 64 * 1024
READ_WHOLE = 512 * 1024  # bytes; larger files are sent block by block

# A page is asked for again each time (and answered with 304): a withdrawal must be seen at once.
ASK_AGAIN = "no-cache"
FOR_EVER = "public, max-age=31536000, immutable"
# Control characters, backslashes, and parts that are hidden, empty or lead elsewhere.
_NOWHERE = re.compile(r"[\x00-\x1f\x7f\\]|/\.|//")
_HASHED_NAME = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")

PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# Pages that are one file with script and style inside carry a policy of their own, which names the
# hashes of both; a browser obeys the stricter of the two. They may read other sites' records.
WHOLE_PAGES = frozenset({"/verify/index.html"})
WHOLE_PAGE_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "connect-src http: https:; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# An attachment may contain anything and must do nothing. Browsers refuse to show a PDF in a
# sandbox; their viewers run it apart from the site anyway.
ATTACHMENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; sandbox"
PDF_POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'none'"

SECURITY: Headers = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
]
HSTS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")

REASONS = {
    200: "200 OK",
    206: "206 Partial Content",
    301: "301 Moved Permanently",
    304: "304 Not Modified",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    410: "410 Gone",
    416: "416 Range Not Satisfiable",
}


@dataclass(frozen=True)
class Found:
    """An open file and how to answer with it."""

    path: str  # below its root, with a leading slash
    descriptor: int
    size: int
    mtime_ns: int
    status: int = 200

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def seconds(self) -> int:
        return self.mtime_ns // 1_000_000_000


class FileShim:
    """Answers from `public_root` and, below `/static/`, from `static_root`; else asks `program`.

    Addresses that begin with one of `programs` are never looked up as files. `https` says that the
    public reaches the site by https only.
    """

    def __init__(
        self,
        program: Application,
        public_root: Path,
        static_root: Path,
        *,
        programs: tuple[str, ...] = ("/desk/",),
        https: bool = False,
    ) -> None:
        self.program = program
        self.public_root = os.fspath(public_root)
        self.static_root = os.fspath(static_root)
        self.programs = programs
        self.security = [*SECURITY, HSTS] if https else list(SECURITY)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = path_of(environ)
        if path is None:
            return self._not_found(start_response)
        if path.startswith(self.programs):
            return self._ask_program(environ, start_response)
        if path.startswith("/static/"):
            found = open_file(self.static_root, path.removeprefix("/static"))
            if found is None:
                return self._not_found(start_response)
            return self._answer(environ, start_response, found, path, static=True)
        target = look_up(self.public_root, path)
        if target is None and path.startswith(LOG):  # a tile that there is not, or not any more
            headers = [TO_ALL, ("Cache-Control", ASK_AGAIN)]
            return self._short(start_response, 404, headers, "登记册中没有这个文件。")
        if isinstance(target, str):
            return self._redirect(environ, start_response, target)
        if target is None:
            return self._ask_program(environ, start_response)
        return self._answer(environ, start_response, target, path)

    def _ask_program(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """The program's own answer, with the headers that it did not set itself."""

        def start(status: str, headers: Headers, *more: Any) -> Any:
            given = {name.lower() for name, _ in headers}
            missing = [one for one in self.security if one[0].lower() not in given]
            if "content-security-policy" not in given:
                missing.append(("Content-Security-Policy", PAGE_POLICY))
            return start_response(status, [*headers, *missing], *more)

        return self.program(environ, start)

    def _redirect(
        self, environ: Environ, start_response: StartResponse, address: str
    ) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        location = quote(address) + (f"?{query}" if query else "")
        return self._short(start_response, 301, [("Location", location)])

    def _not_found(self, start_response: StartResponse) -> Iterable[bytes]:
        """For addresses that no program needs to see: the baked page, or a bare sentence."""
        page = open_file(self.public_root, f"/{NOT_FOUND_PAGE}")
        if page is None:
            return self._short(start_response, 404, text="没有找到这个页面。")
        body = _read_whole(page.descriptor, page.size)
        headers = [("Content-Type", media_type(NOT_FOUND_PAGE)), ("Cache-Control", ASK_AGAIN)]
        headers += [("Content-Length", str(len(body))), *self._policy(page)]
        start_response(REASONS[404], headers)
        return [body]

    def _short(
        self,
        start_response: StartResponse,
        status: int,
        headers: Headers | None = None,
        text: str = "",
    ) -> Iterable[bytes]:
        body = text.encode()
        whole: Headers = [*(headers or []), ("Content-Length", str(len(body))), *self.security]
        if body:
            whole += [
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Security-Policy", PAGE_POLICY),
            ]
        start_response(REASONS[status], whole)
        return [body]

    def _answer(
        self,
        environ: Environ,
        start_response: StartResponse,
        found: Found,
        path: str,
        static: bool = False,
    ) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            os.close(found.descriptor)
            return self._short(
                start_response, 405, [("Allow", "GET, HEAD")], "这个地址只能读取，不能提交。"
            )
        root = self.static_root if static else self.public_root
        found, coding = _compressed(root, environ, found)
        headers = self._describe(found, coding, static)
        if not static and is_open_to_all(path):  # that it is gone, too
            headers.append(TO_ALL)
        if found.status == 200 and conditions.is_unchanged(environ, headers[0][1], found.seconds):
            os.close(found.descriptor)
            start_response(REASONS[304], headers)
            return []
        return _send(environ, start_response, found, headers, coding)

    def _describe(self, found: Found, coding: str, static: bool) -> Headers:
        """All headers but those of the type and the length; the tag comes first."""
        tag = conditions.etag(found.size, found.mtime_ns, "-gz" if coding else "")
        lasting = (not static and never_changes(found.path)) or (
            static and _HASHED_NAME.search(found.name)
        )
        headers: Headers = [
            ("ETag", tag),
            ("Last-Modified", conditions.http_date(found.seconds)),
            ("Cache-Control", FOR_EVER if lasting else ASK_AGAIN),
            ("Vary", "Accept-Encoding"),
        ]
        return headers + self._policy(found)

    def _policy(self, found: Found) -> Headers:
        if found.path in WHOLE_PAGES:
            return [*self.security, ("Content-Security-Policy", WHOLE_PAGE_POLICY)]
        if not is_attachment(found.path):
            return [*self.security, ("Content-Security-Policy", PAGE_POLICY)]
        policy = PDF_POLICY if found.name.lower().endswith(".pdf") else ATTACHMENT_POLICY
        return [
            *self.security,
            ("Content-Security-Policy", policy),
            ("Content-Disposition", disposition(found.name)),
        ]


def path_of(environ: Environ) -> str | None:
    """The decoded path of a request, or None if it can name nothing public.

    No part may be hidden, empty, or lead elsewhere; the text must be UTF-8 without control
    characters. What remains can be joined to a folder without leaving it.
    """
    try:
        path = str(environ["PATH_INFO"]).encode("latin-1").decode()
    except UnicodeError:
        return None
    return path if path.startswith("/") and not _NOWHERE.search(path) else None


def look_up(root: str, path: str) -> Found | str | None:
    """The open file for an address, the address to redirect to, or None."""
    folder, _, name = path.rpartition("/")
    if not name:
        return _page(root, folder) or _withdrawn_above(root, folder)
    if name in (INDEX, GONE):
        return f"{folder}/" if _has_page(root, folder) else None
    if path == f"/{NOT_FOUND_PAGE}" or (name.endswith(GZIPPED) and not is_attachment(path)):
        return None
    found = open_file(root, path)
    if found is None and _has_page(root, path):
        return f"{path}/"
    return found or _withdrawn_above(root, folder)


def _page(root: str, folder: str) -> Found | None:
    """The page of a folder; if it is withdrawn, that outweighs whatever else stands there."""
    return open_file(root, f"{folder}/{GONE}", status=410) or open_file(root, f"{folder}/{INDEX}")


def _has_page(root: str, folder: str) -> bool:
    return any(Path(root + folder, name).is_file() for name in (INDEX, GONE))


def _withdrawn_above(root: str, folder: str) -> Found | None:
    """A file of something withdrawn is as gone as its page."""
    while folder:
        found = open_file(root, f"{folder}/{GONE}", status=410)
        if found:
            return found
        folder = folder.rpartition("/")[0]
    return None


def open_file(root: str, path: str, status: int = 200) -> Found | None:
    """Open a regular file below a root; None if there is none. Links are not followed."""
    try:
        descriptor = os.open(
            root + path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
        )
    except (OSError, ValueError):
        return None
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        return None
    return Found(path, descriptor, found.st_size, found.st_mtime_ns, status)


def _compressed(root: str, environ: Environ, found: Found) -> tuple[Found, str]:
    """The compressed copy if the browser takes it, it is of the same age, and no part is asked."""
    if (
        "HTTP_RANGE" in environ
        or not is_gzipped_too(found.path, found.size)
        or not conditions.accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    ):
        return found, ""
    copy = open_file(root, found.path + GZIPPED)
    if copy is None:
        return found, ""
    if copy.mtime_ns != found.mtime_ns:  # caught between two renames
        os.close(copy.descriptor)
        return found, ""
    os.close(found.descriptor)
    return Found(found.path, copy.descriptor, copy.size, copy.mtime_ns, found.status), "gzip"


def _send(
    environ: Environ, start_response: StartResponse, found: Found, headers: Headers, coding: str
) -> Iterable[bytes]:
    status, part = found.status, None
    if status == 200:
        try:
            part = conditions.wanted_range(environ, found.size, headers[0][1], found.seconds)
        except conditions.NoSuchBytes:
            os.close(found.descriptor)
            headers += [("Content-Range", f"bytes */{found.size}"), ("Content-Length", "0")]
            start_response(REASONS[416], headers)
            return [b""]
    first, last = part or (0, found.size - 1)
    if part:
        status = 206
        headers.append(("Content-Range", f"bytes {first}-{last}/{found.size}"))
    length = last - first + 1
    headers = [
        *headers,
        ("Content-Type", media_type("log.txt" if is_plain_text(found.path) else found.name)),
        ("Content-Length", str(length)),
        ("Accept-Ranges", "bytes"),
    ]
    if coding:
        headers.append(("Content-Encoding", coding))
    start_response(REASONS[status], headers)
    return _body(environ["REQUEST_METHOD"], found.descriptor, first, length)


def _body(method: str, descriptor: int, first: int, length: int) -> Iterable[bytes]:
    if method == "HEAD":
        os.close(descriptor)
        return []
    if length > READ_WHOLE:
        return Blocks(descriptor, first, length)
    if first:
        os.lseek(descriptor, first, os.SEEK_SET)
    return [_read_whole(descriptor, length)]


def _read_whole(descriptor: int, length: int) -> bytes:
    try:
        return os.read(descriptor, length)
    finally:
        os.close(descriptor)


class Blocks:
    """The bytes of a large file, block by block; the server closes it."""

    def __init__(self, descriptor: int, first: int, length: int) -> None:
        self.file = os.fdopen(descriptor, "rb")
        self.file.seek(first)
        self.left = length

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        block = self.file.read(min(BLOCK, self.left))
        if not block:
            self.close()
            raise StopIteration
        self.left -= len(block)
        return block

    def close(self) -> None:
        self.file.close()
