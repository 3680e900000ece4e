"""Where files come from: a directory or an http(s) address, read in the same way.

Paths are relative, with `/`, and not percent-encoded; one that ends with `/` is a page. A file that
is not there is None; one that cannot be read is `Unreadable`, because silence must not look like
absence.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from gongkai_verify.errors import Unreadable

CHUNK = 1 << 18
MAX_FILE = 1 << 26  # of what is held in memory
MAX_UNPACKED = 1 << 31
_TIMEOUT = 30
_ABSENT = (404, 410)


class Source(Protocol):
    """A directory or an address."""

    name: str

    def chunks(self, path: str) -> Iterator[bytes] | None:
        """The bytes of a file, piece by piece; None if there is no such file."""

    def twin(self, path: str) -> Iterator[bytes] | None:
        """What browsers get that ask for compression, uncompressed; None if that is nothing else.

        Sites keep compressed twins of their files (`index.html.gz`), and nearly every reader sees
        the twin: whoever checks only the plain file has checked what nobody reads.
        """

    def pages_below(self, folder: str) -> list[str] | None:
        """The folders below `folder` that hold an `index.html`; None where nobody can tell."""


def read(source: Source, path: str, limit: int = MAX_FILE) -> bytes | None:
    """A whole file, if it is not too large."""
    chunks = source.chunks(path)
    return None if chunks is None else gathered(chunks, f"{source.name} 的 {path}", limit)


def gathered(chunks: Iterable[bytes], what: str, limit: int = MAX_FILE) -> bytes:
    """All pieces as one, if it is not too large."""
    found = bytearray()
    for chunk in chunks:
        found += chunk
        if len(found) > limit:
            raise Unreadable(f"{what} 过大。")
    return bytes(found)


def open_source(place: str) -> Source:
    """What the user named: an address, or a directory that exists."""
    if place.startswith(("http://", "https://")):
        return Address(place)
    if not Path(place).is_dir():
        raise Unreadable(f"没有这个目录：{place}")
    return Directory(Path(place))


class Directory:
    """Files below a directory. Symbolic links are followed only within it."""

    def __init__(self, root: Path) -> None:
        self.name = str(root)
        self._root = root.resolve()

    def chunks(self, path: str) -> Iterator[bytes] | None:
        """See `Source`."""
        if path.endswith("/"):
            path += "index.html"
        try:
            file = (self._root / path.lstrip("/")).resolve()
            if not file.is_relative_to(self._root) or not file.is_file():
                return None
            handle = file.open("rb")
        except (OSError, ValueError, RuntimeError):
            raise Unreadable(f"读不到 {self.name} 的 {path}。") from None
        return _pieces(handle, f"读不到 {self.name} 的 {path}。")

    def twin(self, path: str) -> Iterator[bytes] | None:
        """See `Source`."""
        name = f"{path}index.html" if path.endswith("/") else path
        packed = self.chunks(f"{name}.gz")
        return None if packed is None else _unpacked(packed, f"{self.name} 的 {name}.gz")

    def pages_below(self, folder: str) -> list[str] | None:
        """See `Source`."""
        found = (self._root / folder.strip("/")).glob("*/*/index.html")
        return sorted(f"/{one.parent.relative_to(self._root).as_posix()}/" for one in found)


class Address:
    """Files below an address."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if not parts.hostname or parts.query or parts.fragment or parts.username:
            raise Unreadable(f"不是网址：{url}")
        self.name = url.rstrip("/")
        self._opener = build_opener(_SameHost)

    def chunks(self, path: str) -> Iterator[bytes] | None:
        """See `Source`."""
        answer = self._ask(path, "identity")
        if answer is None:
            return None
        encoding = answer.headers.get("Content-Encoding", "identity")
        if encoding not in ("", "identity"):
            answer.close()
            raise Unreadable(f"{self._where(path)}：没有请求压缩，却得到 {encoding}。")
        return _pieces(answer, f"读不到 {self._where(path)}。")

    def twin(self, path: str) -> Iterator[bytes] | None:
        """See `Source`."""
        answer = self._ask(path, "gzip")
        if answer is None or answer.headers.get("Content-Encoding") != "gzip":
            if answer is not None:
                answer.close()
            return None
        return _unpacked(_pieces(answer, f"读不到 {self._where(path)}。"), self._where(path))

    def _where(self, path: str) -> str:
        return f"{self.name}/{path.lstrip('/')}"

    def _ask(self, path: str, encoding: str) -> HTTPResponse | None:
        request = Request(  # noqa: S310 - `open_source` takes http and https only
            f"{self.name}/{quote(path.lstrip('/'))}",
            headers={"User-Agent": "gongkai-verify", "Accept-Encoding": encoding},
        )
        problem = f"读不到 {self._where(path)}"
        try:
            answer: HTTPResponse = self._opener.open(request, timeout=_TIMEOUT)
        except HTTPError as error:
            error.close()
            if error.code in _ABSENT:
                return None
            raise Unreadable(f"{problem}：回答是 {error.code}。") from None
        except (URLError, OSError, HTTPException, ValueError):
            raise Unreadable(f"{problem}。") from None
        return answer

    def pages_below(self, folder: str) -> list[str] | None:  # noqa: ARG002 - cannot be listed
        """See `Source`."""
        return None


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


def _pieces(handle: _Readable, problem: str) -> Iterator[bytes]:
    try:
        while chunk := handle.read(CHUNK):
            yield chunk
    except (OSError, HTTPException):
        raise Unreadable(problem) from None
    finally:
        handle.close()


def _unpacked(packed: Iterator[bytes], what: str) -> Iterator[bytes]:
    """gzip, piece by piece, so that a small file cannot fill the memory."""
    unpacker, total = zlib.decompressobj(wbits=31), 0
    try:
        for chunk in packed:
            rest = chunk
            while rest:
                piece = unpacker.decompress(rest, CHUNK)
                total += len(piece)
                if total > MAX_UNPACKED:
                    raise Unreadable(f"{what} 解压后过大。")
                rest = unpacker.unconsumed_tail
                yield piece
        yield unpacker.flush()
    except zlib.error:
        raise Unreadable(f"{what} 不是合格的压缩文件。") from None


class _SameHost(HTTPRedirectHandler):
    """Whoever is checked does not send the checker to another host."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        """Refuse to leave the host."""
        if urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            raise HTTPError(req.full_url, code, "redirected elsewhere", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
