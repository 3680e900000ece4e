"""The HTTP side of a witness: one address, small requests."""

from __future__ import annotations

import fcntl
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO

from gongkai_verify.errors import Unreadable
from gongkai_verify.witness.home import Home
from gongkai_verify.witness.protocol import Answer, Witness

MAX_BODY = 1 << 20  # a note of 1 MB at most, as everywhere
PATH = "/add-checkpoint"
_SECONDS = 20


class WitnessServer(ThreadingHTTPServer):
    """Serves one witness; nobody else may write in its folder meanwhile."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], home: Path) -> None:
        self._lock = _only_one(home)
        self.witness = Witness(Home(home), time.time)
        super().__init__(address, _Handler)

    def server_close(self) -> None:
        """Stop, and let another begin."""
        super().server_close()
        self._lock.close()


def _only_one(home: Path) -> IO[bytes]:
    """Hold the folder's lock, because two memories of one witness could sign two histories."""
    try:
        handle = (home / "lock").open("wb")
    except OSError:
        raise Unreadable(f"{home} 写不了，或者还没有密钥（witness key）。") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        raise Unreadable(f"{home} 已有见证服务在运行。") from None
    return handle


class _Handler(BaseHTTPRequestHandler):
    server: WitnessServer
    server_version = "gongkai-verify"
    sys_version = ""
    protocol_version = "HTTP/1.1"  # keep-alive, as the specification wishes
    timeout = _SECONDS

    def do_POST(self) -> None:
        """The one thing a witness does."""
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > MAX_BODY:
            self.close_connection = True
            self._answer(Answer(400, "请求过大，或者没有写明长度。\n"))
            return
        body = self.rfile.read(int(length))
        if self.path != PATH:
            self._answer(Answer(404, "没有这个地址。\n"))
        elif len(body) < int(length):
            self.close_connection = True
        else:
            self._answer(self.server.witness.add_checkpoint(body))

    def do_GET(self) -> None:
        """Nothing to read here."""
        self._answer(Answer(404, "没有这个地址。\n"))

    def _answer(self, answer: Answer) -> None:
        content = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """No log of who asked."""
