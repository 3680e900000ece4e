"""The embedded server as a process, asked over the network like any browser would."""

from __future__ import annotations

import gzip
import http.client
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from gongkai.testing import REPOSITORY

pytestmark = pytest.mark.slow

SERVE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
if __name__ == "__main__":
    from gongkai.config.server import serve
    serve("127.0.0.1", int(sys.argv[1]), 1)
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_until_it_listens(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            select.select([], [], [], 0.05)
    pytest.fail("the server does not listen")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[http.client.HTTPConnection]:
    """A server on a home with one page, one attachment and nothing else."""
    page = tmp_path / "home/public/about/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<h1>关于本站</h1>" * 100, encoding="utf-8")
    copy = page.with_name("index.html.gz")
    copy.write_bytes(gzip.compress(page.read_bytes()))
    os.utime(copy, ns=(page.stat().st_mtime_ns, page.stat().st_mtime_ns))
    attachment = tmp_path / "home/public/items/2026/00001/files/附件.pdf"
    attachment.parent.mkdir(parents=True)
    attachment.write_bytes(b"%PDF-1.7 0123456789")
    script = tmp_path / "serve.py"
    script.write_text(SERVE)
    port = free_port()
    environment = os.environ | {
        "GONGKAI_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(REPOSITORY),
    }
    with subprocess.Popen(
        [sys.executable, str(script), str(port)],
        env=environment,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    ) as process:
        wait_until_it_listens(port, process)
        yield http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        process.terminate()


def test_a_browser_is_served_from_baked_files(server: http.client.HTTPConnection) -> None:
    server.request("GET", "/about/", headers={"Accept-Encoding": "gzip"})
    answer = server.getresponse()
    assert answer.status == 200
    assert "关于本站" in gzip.decompress(answer.read()).decode()
    tag = answer.headers["ETag"]

    server.request("GET", "/about/", headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    answer = server.getresponse()
    assert (answer.status, answer.read()) == (304, b"")

    server.request("HEAD", "/about/")
    answer = server.getresponse()
    assert (answer.status, answer.read()) == (200, b"")
    assert answer.headers["Content-Length"] == str(len("<h1>关于本站</h1>".encode()) * 100)

    address = f"/items/2026/00001/files/{quote('附件.pdf')}"
    server.request("GET", address, headers={"Range": "bytes=9-12"})
    answer = server.getresponse()
    assert (answer.status, answer.read()) == (206, b"0123")
    assert quote("附件.pdf") in answer.headers["Content-Disposition"]

    server.request("GET", "/static/screens/tokens.css")
    answer = server.getresponse()
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    answer.read()

    server.request("GET", "/about")
    answer = server.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, "/about/")
    answer.read()

    server.request("GET", "/../../etc/passwd")
    answer = server.getresponse()
    assert answer.status == 404
    answer.read()

    server.request("GET", "/")
    answer = server.getresponse()
    assert answer.status == 503  # nothing was baked there yet, and the program says so
    assert "网站正在准备" in answer.read().decode()
