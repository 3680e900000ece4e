"""The shipped nginx configuration, tried for real: it answers what the embedded server answers.

Both serve one small public folder. Statuses and bytes are the same everywhere, and so are all
headers by which browsers, caches and other sites decide anything.
"""

from __future__ import annotations

import gzip
import http.client
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from gongkai.testing import REPOSITORY
from gongkai.testing.nginx import DOMAIN, Nginx, free_port, nginx, why_no_nginx

pytestmark = pytest.mark.slow

COMPARED = (
    "Content-Type", "Content-Encoding", "Content-Length", "Content-Disposition", "Location",
    "Cache-Control", "Vary", "Access-Control-Allow-Origin", "Content-Security-Policy", "Allow",
    "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy",
    "Cross-Origin-Opener-Policy", "Strict-Transport-Security", "Content-Range", "Accept-Ranges",
    "Last-Modified",
)  # fmt: skip
PAGE = (
    "<!doctype html><html lang=zh-CN><h1>关于本站</h1>" + "<p>公开政府信息。</p>" * 100 + "</html>"
)
FILES = {
    "index.html": PAGE.replace("关于本站", "首页"),
    "404.html": PAGE.replace("关于本站", "没有找到这个页面"),
    "about/index.html": PAGE,
    "verify/index.html": PAGE.replace("关于本站", "核查"),
    "latest/feed.xml": "<feed>" + "<entry>信息</entry>" * 100 + "</feed>",
    "open-data/items.csv": "索引号,标题\n" * 100,
    "open-data/items.json": '{"items": []}',
    "robots.txt": "User-agent: *\n",
    "items/2026/00001/index.html": PAGE,
    "items/2026/00001/record.json": '{"title": "通知"}',
    "items/2026/00001/receipt-1.txt": "receipt",
    "items/2026/00001/files/附件.pdf": "%PDF-1.7 0123456789",
    "items/2026/00001/files/表格.html": "<script>alert(1)</script>",
    "items/2026/00002/gone.html": PAGE.replace("关于本站", "这条信息已撤回"),
    "items/2026/00002/files/附件.pdf": "%PDF-1.7 withdrawn",
    "items/2026/00002/.secret.tmp": "half a page",
    "log/checkpoint": "www.example.gov.cn/log\n1\n",
    "log/vkey": "key\n",
    "log/tile/0/000": "\x01\x02\x03",
    "log/.half": "half a tile",
}
SECRET = "beside the public folders, and never given out"
GZIP = {"Accept-Encoding": "gzip, br"}
PATHS = [
    "/", "/about/", "/about", "/about?a=1", "/about/index.html", "/about/index.html.gz",
    "/verify/", "/latest/feed.xml", "/open-data/items.csv", "/open-data/items.json",
    "/robots.txt", "/items/2026/00001/", "/items/2026/00001/record.json",
    "/items/2026/00001/receipt-1.txt", f"/items/2026/00001/files/{quote('附件.pdf')}",
    f"/items/2026/00001/files/{quote('表格.html')}", "/items/2026/00002/", "/items/2026/00002",
    f"/items/2026/00002/files/{quote('附件.pdf')}", "/items/2026/00002/gone.html",
    "/items/2026/00002/.secret.tmp", "/items/2026/00003/", "/404.html", "/nothing",
    "/log/checkpoint", "/log/vkey", "/log/tile/0/000", "/log/tile/0/001", "/log/", "/log/.half",
    "/log/tile/0/", "/static/screens/tokens.css", "/static/screens/nothing.css", "/static/.hidden",
    "/search/opensearch.xml", "/foi/apply/", "/%e4%b8%ad/",
]  # fmt: skip


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Doors:
    """The same instance behind both servers."""

    home: Path
    embedded: int
    front: Nginx

    def of_embedded(self, path: str, **more: Any) -> Answer:
        return ask(http.client.HTTPConnection("127.0.0.1", self.embedded, timeout=30), path, **more)

    def of_nginx(self, path: str, **more: Any) -> Answer:
        unchecked = ssl.create_default_context()
        unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
        return ask(
            http.client.HTTPSConnection(
                "127.0.0.1", self.front.port, timeout=30, context=unchecked
            ),
            path,
            **more,
        )


def ask(
    connection: http.client.HTTPConnection, path: str, method: str = "GET", **more: Any
) -> Answer:
    headers = {"Host": DOMAIN} | more.pop("headers", {})
    connection.request(method, path, headers=headers, **more)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return Answer(answer.status, answer.headers, body)


@pytest.fixture(scope="module")
def doors() -> Iterator[Doors]:
    """Folders that an account without rights may read, and both servers over them."""
    if reason := why_no_nginx():
        if os.environ.get("CI") == "true" or os.environ.get("GONGKAI_INDEPENDENT") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with tempfile.TemporaryDirectory(prefix="gongkai-doors-") as temporary:
        home = Path(temporary).resolve()
        home.chmod(0o755)
        bake(home / "public")
        (home / "secret-key").write_text(SECRET, encoding="ascii")
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GONGKAI_")}
        environment = kept | {
            "GONGKAI_HOME": str(home),
            "GONGKAI_SITE_URL": f"https://{DOMAIN}",
            "GONGKAI_LOG_LEVEL": "CRITICAL",
        }
        cli = [sys.executable, "-m", "gongkai.config.cli"]
        where: dict[str, Any] = {"cwd": REPOSITORY, "env": environment}
        subprocess.run([*cli, "init"], check=True, capture_output=True, **where)
        port = free_port()
        with subprocess.Popen(
            [*cli, "web", "--port", str(port)], stdout=subprocess.DEVNULL, **where
        ) as web:
            try:
                wait_until_it_listens(port, web)
                with nginx(home, port) as front:
                    yield Doors(home, port, front)
            finally:
                web.terminate()


def bake(public: Path) -> None:
    """Files as `publishing` leaves them: texts with a compressed copy of the same age."""
    for name, text in FILES.items():
        file = public / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        if file.stat().st_size > 1024:
            copy = file.with_name(file.name + ".gz")
            copy.write_bytes(gzip.compress(file.read_bytes()))
            os.utime(copy, ns=(file.stat().st_mtime_ns, file.stat().st_mtime_ns))


def wait_until_it_listens(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.05)
    pytest.fail("the embedded server does not listen")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("headers", [{}, GZIP], ids=["plain", "gzip"])
@pytest.mark.parametrize("path", PATHS)
def test_both_answer_the_same(
    doors: Doors, path: str, headers: dict[str, str], method: str
) -> None:
    ours = doors.of_embedded(path, headers=headers, method=method)
    theirs = doors.of_nginx(path, headers=headers, method=method)
    assert theirs.status == ours.status
    assert told(theirs, path) == told(ours, path)
    if "foi" not in path:  # a form has a token of its own each time
        assert theirs.body == ours.body


def told(answer: Answer, path: str) -> dict[str, str | None]:
    """The headers that matter, without those that may differ with good reason."""
    found = {name: answer.headers[name] for name in COMPARED}
    if answer.status == 301 and found["Location"]:  # a whole address is as good as a path
        found["Location"] = found["Location"].removeprefix(f"https://{DOMAIN}")
    if answer.headers["Content-Encoding"]:  # parts of it are parts of the page itself
        found["Accept-Ranges"] = None
    if not answer.headers["ETag"]:  # not from a file
        found["Vary"] = found["Accept-Ranges"] = None
    if not found["Content-Encoding"] and int(found["Content-Length"] or 0) <= 1024:
        found["Vary"] = None  # there is no compressed copy of so small a file
    if answer.status in (404, 301) or "foi" in path:
        found["Content-Length"] = None  # may be sent in pieces
    return found


@pytest.mark.parametrize("path", ["/about/", "/log/tile/0/000", "/static/screens/tokens.css"])
def test_what_a_browser_has_is_not_sent_again(doors: Doors, path: str) -> None:
    for door in (doors.of_embedded, doors.of_nginx):
        for headers in ({}, GZIP):
            first = door(path, headers=headers)
            known = {"If-None-Match": first.headers["ETag"]}
            again = door(path, headers=headers | known)
            assert (again.status, again.body) == (304, b"")
            assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
            since = {"If-Modified-Since": first.headers["Last-Modified"]}
            assert door(path, headers=headers | since).status == 304
            assert door(path, headers={"If-None-Match": '"another"'}).status == 200


def test_a_withdrawal_is_seen_at_once(doors: Doors) -> None:
    page = doors.home / "public/items/2026/00009/index.html"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, encoding="utf-8")
    tag = doors.of_nginx("/items/2026/00009/").headers["ETag"]
    page.rename(page.with_name("gone.html"))
    answer = doors.of_nginx("/items/2026/00009/", headers={"If-None-Match": tag})
    assert (answer.status, answer.body) == (410, PAGE.encode())


def test_what_never_changes_is_kept_for_good_and_nothing_else_is(doors: Doors) -> None:
    for door in (doors.of_embedded, doors.of_nginx):
        style = next((doors.home / "static/screens").glob("tokens.*.css")).name
        for path in (f"/static/screens/{style}", "/log/tile/0/000"):
            assert "immutable" in door(path).headers["Cache-Control"]
        # A tile that is not there yet will be: nobody may remember that it was missing.
        for path in ("/log/tile/0/001", "/log/checkpoint", "/about/", "/static/screens/tokens.css"):
            assert door(path).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/about/../../secret-key",
        "/about/%2e%2e/%2e%2e/secret-key",
        "/static/../secret-key",
        "/static../secret-key",
        "/log/../../secret-key",
        "/static/%2e%2e/secret-key",
    ],
)
def test_nothing_beside_the_public_folders_is_given_out(doors: Doors, path: str) -> None:
    secret = SECRET.encode()
    for door in (doors.of_embedded, doors.of_nginx):
        answer = door(path)
        assert answer.status in (400, 404)
        assert secret not in answer.body


def test_part_of_a_file(doors: Doors) -> None:
    for path in (f"/items/2026/00001/files/{quote('附件.pdf')}", "/robots.txt"):
        for door in (doors.of_embedded, doors.of_nginx):
            answer = door(path, headers={"Range": "bytes=2-4"})
            assert answer.status == 206
            assert answer.body == door(path).body[2:5]


def test_pages_only_be_read(doors: Doors) -> None:
    for path in ("/about/", "/log/tile/0/000", "/static/screens/tokens.css"):
        for door in (doors.of_embedded, doors.of_nginx):
            answer = door(path, method="POST", body=b"a=1")
            assert answer.status == 405
            assert answer.headers["Allow"] == "GET, HEAD"
            assert answer.body.decode() == "这个地址只能读取，不能提交。"


def test_plain_http_leads_to_https(doors: Doors) -> None:
    plain = http.client.HTTPConnection("127.0.0.1", doors.front.plain_port, timeout=30)
    answer = ask(plain, "/about/?a=1")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{DOMAIN}/about/?a=1")


def test_old_tls_is_refused(doors: Doors) -> None:
    old = ssl.create_default_context()
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings(action="ignore"):  # of TLS 1.1, which is why we ask
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", doors.front.port)) as raw:
        with pytest.raises((ssl.SSLError, ConnectionResetError)):
            old.wrap_socket(raw)


@pytest.mark.parametrize(
    ("path", "method", "allowed"),
    [("/foi/apply/", "POST", 31), ("/search/?q=1", "GET", 101), ("/desk/sign-in/", "POST", 101)],
)
def test_machines_are_slowed_down(doors: Doors, path: str, method: str, allowed: int) -> None:
    """All requests at once on one connection, and nobody behind nginx: nothing makes them slow."""
    with nginx(doors.home, free_port(), tls=False) as front:
        one = f"{method} {path} HTTP/1.1\r\nHost: {DOMAIN}\r\nContent-Length: 0\r\n\r\n"
        told = many(front.port, one * (allowed + 100))
        assert told.count("HTTP/1.1 503") >= allowed  # would have been passed on
        assert told.count("HTTP/1.1 429") >= 1
        assert "Retry-After: 60" in told
        assert "操作过于频繁" in told
        assert "暂时不能办理" in told  # and it says so while the program does not answer
        page = f"GET /about/ HTTP/1.1\r\nHost: {DOMAIN}\r\n\r\n"
        assert many(front.port, page * 200).count("HTTP/1.1 200") == 200  # reading never counts


def many(port: int, requests: str) -> str:
    """Send all requests at once; everything that comes back until it is silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        sender = threading.Thread(target=connection.sendall, args=[requests.encode()])
        sender.start()
        wanted, got = requests.count("HTTP/1.1\r\n"), b""
        while got.count(b"HTTP/1.1 ") < wanted or not got.endswith((b"</html>", b"\r\n")):
            got += connection.recv(65536)
        sender.join()
        return got.decode()


def test_what_people_search_for_is_in_no_log(doors: Doors) -> None:
    with nginx(doors.home, free_port(), tls=False) as front:
        one = f"GET /search/?q=zhangsan HTTP/1.1\r\nHost: {DOMAIN}\r\nReferer: /?q=lisi\r\n\r\n"
        told = many(front.port, one * 200)
        assert "HTTP/1.1 429" in told
        assert "HTTP/1.1 503" in told  # nobody behind it: a reason to write to the log of errors
        kept = (front.folder / "access.log").read_text(encoding="utf-8")
        kept += (front.folder / "error.log").read_text(encoding="utf-8")
    assert '"GET /search/" 429' in kept
    assert "zhangsan" not in kept
    assert "lisi" not in kept
