"""What a browser gets for an address."""

from __future__ import annotations

import gzip
import os
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, example, given
from hypothesis import settings as fuzz
from hypothesis import strategies as st

from gongkai.publishing import files
from gongkai.publishing.serving import FileShim
from gongkai.publishing.statics import HashedStatics

PAGE = "<h1>公开</h1>" * 200
NAME = "关于开放日的通知（附表）.xlsx"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Site:
    """A public folder with a shim in front of a program that knows one address."""

    def __init__(self, folder: Path) -> None:
        self.public, self.static = folder / "public", folder / "static"
        self.shim = FileShim(self.program, self.public, self.static)

    def write(self, path: str, content: str | bytes, copy: bool = True) -> None:
        file = self.public / path
        file.parent.mkdir(parents=True, exist_ok=True)
        raw = content if isinstance(content, bytes) else content.encode()
        file.write_bytes(raw)
        os.utime(file, ns=(10**18 + 1, 10**18 + 1))
        if copy and len(raw) > 1024 and file.suffix == ".html":
            zipped = file.with_name(file.name + ".gz")
            zipped.write_bytes(gzip.compress(raw))
            os.utime(zipped, ns=(10**18 + 1, 10**18 + 1))

    def program(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK" if environ["PATH_INFO"] == "/desk/" else "404 Not Found", [])
        return [b"program"]

    def ask(self, address: str, method: str = "GET", **headers: str) -> Answer:
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        started: list[Any] = []
        body = self.shim(environ, lambda *start: started.append(start))
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        (status, found, *_) = started[0]
        return Answer(int(status.split()[0]), dict(found), content)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.write("index.html", PAGE)
    site.write("404.html", "没有找到")
    site.write("about/index.html", "关于")
    site.write(f"items/2026/00017/files/{NAME}", b"PK" + bytes(range(256)))
    site.write("items/2026/00017/index.html", "通知")
    site.write("items/2026/00018/gone.html", "已撤回")
    site.static.mkdir()
    (site.static / "tokens.css").write_text("a{}")
    (site.static / "tokens.0123456789ab.css").write_text("a{}")
    return site


def test_a_folder_shows_its_page(site: Site) -> None:
    answer = site.ask("/about/")
    assert (answer.status, answer.body.decode()) == (200, "关于")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Length"] == "6"


def test_an_address_without_its_slash_is_sent_on_with_its_question(site: Site) -> None:
    answer = site.ask("/about?from=weixin")
    assert (answer.status, answer.headers["Location"]) == (301, "/about/?from=weixin")


def test_the_file_name_of_a_page_leads_to_its_address(site: Site) -> None:
    assert site.ask("/about/index.html").headers["Location"] == "/about/"


def test_chinese_addresses_are_redirected_percent_encoded(site: Site) -> None:
    site.write("catalogue/duties/财政-03/index.html", "x")
    answer = site.ask("/catalogue/duties/" + quote("财政-03"))
    assert answer.headers["Location"] == f"/catalogue/duties/{quote('财政-03')}/"


def test_the_program_answers_what_is_no_file(site: Site) -> None:
    assert site.ask("/desk/").body == b"program"
    assert site.ask("/nothing/").status == 404


def test_the_program_s_answers_carry_the_security_headers_too(site: Site) -> None:
    assert site.ask("/desk/").headers["X-Content-Type-Options"] == "nosniff"


def test_a_withdrawn_page_is_gone_and_says_so(site: Site) -> None:
    answer = site.ask("/items/2026/00018/")
    assert (answer.status, answer.body.decode()) == (410, "已撤回")
    assert site.ask("/items/2026/00018").headers["Location"] == "/items/2026/00018/"


def test_the_files_of_something_withdrawn_are_gone_as_well(site: Site) -> None:
    assert site.ask("/items/2026/00018/files/a.pdf").status == 410


def test_while_a_page_is_being_withdrawn_the_withdrawal_is_shown(site: Site) -> None:
    site.write("items/2026/00017/gone.html", "已撤回")
    assert site.ask("/items/2026/00017/").status == 410


def test_a_withdrawn_page_is_never_answered_with_not_changed(site: Site) -> None:
    tag = site.ask("/items/2026/00018/").headers["ETag"]
    assert site.ask("/items/2026/00018/", if_none_match=tag).status == 410


def test_a_browser_that_has_the_page_gets_nothing_more(site: Site) -> None:
    first = site.ask("/about/")
    again = site.ask("/about/", if_none_match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert site.ask("/about/", if_none_match=f'"x", W/{first.headers["ETag"]}').status == 304
    assert site.ask("/about/", if_none_match='"other"').status == 200
    since = first.headers["Last-Modified"]
    assert site.ask("/about/", if_modified_since=since).status == 304
    assert site.ask("/about/", if_modified_since="Mon, 01 Jan 2001 00:00:00 GMT").status == 200
    assert site.ask("/about/", if_modified_since="no date").status == 200
    assert site.ask("/about/", if_modified_since=since, if_none_match='"other"').status == 200


def test_a_new_page_of_the_same_length_has_another_tag(site: Site) -> None:
    before = site.ask("/about/").headers["ETag"]
    site.write("about/index.html", "于关")
    os.utime(site.public / "about/index.html", ns=(10**18 + 2, 10**18 + 2))
    assert site.ask("/about/", if_none_match=before).status == 200


@pytest.mark.parametrize("header", ["gzip", "br, gzip;q=0.5", "*", "GZIP"])
def test_the_compressed_copy_goes_to_those_who_take_it(site: Site, header: str) -> None:
    answer = site.ask("/", accept_encoding=header)
    assert gzip.decompress(answer.body).decode() == PAGE
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["ETag"] != site.ask("/").headers["ETag"]


@pytest.mark.parametrize("header", ["", "br", "gzip;q=0", "gzip; q=0.0", "xgzip"])
def test_others_get_the_page_itself(site: Site, header: str) -> None:
    answer = site.ask("/", accept_encoding=header)
    assert answer.body.decode() == PAGE
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_copy_of_another_age_is_not_sent(site: Site) -> None:
    os.utime(site.public / "index.html", ns=(10**18 + 9, 10**18 + 9))
    assert site.ask("/", accept_encoding="gzip").body.decode() == PAGE


def test_head_tells_the_length_and_sends_nothing(site: Site) -> None:
    answer = site.ask("/about/", "HEAD")
    assert (answer.status, answer.body, answer.headers["Content-Length"]) == (200, b"", "6")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_files_can_only_be_read(site: Site, method: str) -> None:
    answer = site.ask("/about/", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("asked", "status", "content_range", "expected"),
    [
        ("bytes=0-1", 206, "bytes 0-1/258", b"PK"),
        ("bytes=256-", 206, "bytes 256-257/258", b"\xfe\xff"),
        ("bytes=-1", 206, "bytes 257-257/258", b"\xff"),
        ("bytes=-999", 206, "bytes 0-257/258", None),
        ("bytes=257-999", 206, "bytes 257-257/258", b"\xff"),
        ("bytes=258-", 416, "bytes */258", b""),
        ("bytes=-0", 416, "bytes */258", b""),
        ("bytes=5-2", 200, None, None),
        ("bytes=0-1,3-4", 200, None, None),
        ("lines=0-1", 200, None, None),
        ("bytes=-", 200, None, None),
        ("bytes=" + "9" * 30 + "-", 200, None, None),
    ],
)
def test_a_download_can_be_continued(
    site: Site, asked: str, status: int, content_range: str | None, expected: bytes | None
) -> None:
    answer = site.ask(f"/items/2026/00017/files/{quote(NAME)}", range=asked)
    assert answer.status == status
    assert answer.headers.get("Content-Range") == content_range
    assert answer.body == (b"PK" + bytes(range(256)) if expected is None else expected)


def test_a_download_of_a_file_that_changed_meanwhile_begins_anew(site: Site) -> None:
    address = f"/items/2026/00017/files/{quote(NAME)}"
    tag = site.ask(address).headers["ETag"]
    assert site.ask(address, range="bytes=0-1", if_range=tag).status == 206
    assert site.ask(address, range="bytes=0-1", if_range='"older"').status == 200


def test_large_files_are_sent_block_by_block(site: Site) -> None:
    large = os.urandom(700_000)
    site.write("items/2026/00017/files/大.zip", large)
    address = f"/items/2026/00017/files/{quote('大.zip')}"
    assert site.ask(address).body == large
    assert site.ask(address, range="bytes=1-").body == large[1:]


def test_attachments_keep_their_chinese_name_and_may_run_nothing(site: Site) -> None:
    answer = site.ask(f"/items/2026/00017/files/{quote(NAME)}")
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename=\"file.xlsx\"; filename*=UTF-8''{quote(NAME, safe='')}"
    )
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")


def test_a_pdf_is_shown_in_place(site: Site) -> None:
    site.write("items/2026/00017/files/图.pdf", b"%PDF-1.7")
    answer = site.ask(f"/items/2026/00017/files/{quote('图.pdf')}")
    assert answer.headers["Content-Disposition"].startswith("inline")


def test_an_attachment_in_html_is_saved_and_not_shown(site: Site) -> None:
    site.write("items/2026/00017/files/a.html", "<script>alert(1)</script>")
    answer = site.ask("/items/2026/00017/files/a.html")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_every_page_carries_the_security_headers(site: Site) -> None:
    headers = site.ask("/").headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in headers
    assert "Permissions-Policy" in headers
    assert "Strict-Transport-Security" not in headers


def test_browsers_are_told_to_stay_on_https_only_where_there_is_https(site: Site) -> None:
    site.shim = FileShim(site.program, site.public, site.static, https=True)
    assert "Strict-Transport-Security" in site.ask("/").headers


def test_pages_are_asked_for_again_and_hashed_assets_never(site: Site) -> None:
    assert site.ask("/").headers["Cache-Control"] == "no-cache"
    assert site.ask("/static/tokens.css").headers["Cache-Control"] == "no-cache"
    assert "immutable" in site.ask("/static/tokens.0123456789ab.css").headers["Cache-Control"]


def test_the_public_log_is_open_to_pages_of_other_sites_and_its_tiles_are_kept(site: Site) -> None:
    site.write("log/checkpoint", "county/log\n")
    site.write("log/tile/0/x001/000.p/5", b"\x00" * 160)
    site.write("items/2026/00017/record.json", "{}")
    site.write("items/2026/00017/receipt-1.txt", "c2sp.org/tlog-proof@v1")
    tile = site.ask("/log/tile/0/x001/000.p/5")
    assert tile.headers["Content-Type"] == "application/octet-stream"
    assert "immutable" in tile.headers["Cache-Control"]
    checkpoint = site.ask("/log/checkpoint")
    assert checkpoint.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert checkpoint.headers["Cache-Control"] == "no-cache"
    record = site.ask("/items/2026/00017/record.json")
    receipt = site.ask("/items/2026/00017/receipt-1.txt")
    missing = site.ask("/log/tile/0/x001/001")
    assert missing.status == 404
    for answer in (tile, checkpoint, record, receipt, missing):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    site.write("items/2026/00018/gone.html", "withdrawn")
    gone = site.ask("/items/2026/00018/record.json")
    assert gone.status == 410
    assert gone.headers["Access-Control-Allow-Origin"] == "*"
    item = "/items/2026/00017/"
    for closed in ("/items/2026/00018/", item, f"{item}files/{quote(NAME)}", "/desk/"):
        assert "Access-Control-Allow-Origin" not in site.ask(closed).headers


def test_feeds_are_served_as_atom(site: Site) -> None:
    site.write("columns/notices/feed.xml", "<feed/>")
    answer = site.ask("/columns/notices/feed.xml")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"


@pytest.mark.parametrize(
    "address",
    [
        "/../secret", "/about/../../secret", "/%2e%2e/secret", "/about/%2e%2e/%2e%2e/secret",
        "//secret", "/about//index.html", "/.hidden", "/about/.x.tmp", "/..%5csecret", "/%00",
        "/about/%c0%ae%c0%ae/", "/static/../secret", "/link", "/about/index.html.gz", "/404.html",
        "/static/%2e%2e/public/index.html",
    ],
)  # fmt: skip
def test_what_is_not_public_is_not_found(site: Site, address: str) -> None:
    (site.public.parent / "secret").write_text("secret")
    (site.public / ".hidden").write_text("secret")
    (site.public / "about/.x.tmp").write_text("secret")
    (site.public / "about/index.html.gz").write_bytes(b"secret")
    (site.public / "link").symlink_to(site.public.parent / "secret")
    answer = site.ask(address)
    assert answer.status == 404
    assert b"secret" not in answer.body


def test_a_redirect_never_leaves_the_site(site: Site) -> None:
    site.write("evil.example/index.html", "x")
    assert site.ask("//evil.example").status == 404


PARTS = st.sampled_from(
    ["", ".", "..", "...", "about", "items", "index.html", "static", "secret", "public", "%2e%2e",
     "%2f", "%5c", "..%2f", "%c0%ae", "\\", "~", "files", "2026", "00017", ".hidden"]
)  # fmt: skip
PATHS = st.lists(PARTS | st.text(max_size=8), max_size=8).map(lambda parts: "/" + "/".join(parts))


@fuzz(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(path=PATHS, method=st.sampled_from(["GET", "HEAD"]))
@example(path="/../secret", method="GET")
@example(path="/about/../../secret", method="GET")
def test_no_path_whatever_leads_out_of_the_public_folder(
    site: Site, path: str, method: str
) -> None:
    (site.public.parent / "secret").write_text("TOP SECRET")
    (site.public / ".hidden").write_text("TOP SECRET")
    for address in (path, quote(path), quote(path, safe="")):
        answer = site.ask(f"/{address.lstrip('/')}" if not address.startswith("/") else address)
        assert b"TOP SECRET" not in answer.body
        assert answer.status in (200, 301, 404, 410)
        if answer.status == 301:
            location = answer.headers["Location"]
            assert location.startswith("/")
            assert not location.startswith("//")


def test_style_sheets_are_called_by_what_is_in_them_once_collected(
    tmp_path: Path, settings: Any
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    assert HashedStatics().url("screens/tokens.css") == "/static/screens/tokens.css"
    call_command("collectstatic", interactive=False, verbosity=0)
    name = HashedStatics().url("screens/tokens.css").removeprefix("/static/")
    assert re.fullmatch(r"screens/tokens\.[0-9a-f]{12}\.css", name)
    assert (settings.STATIC_ROOT / name).is_file()


def test_a_reader_never_sees_half_a_page_or_two_halves(tmp_path: Path, settings: Any) -> None:
    settings.PUBLIC_ROOT = tmp_path / "public"
    site = Site(tmp_path)
    whole = [f"{letter * 200_000}".encode() for letter in "ab"]

    def write(content: bytes) -> None:
        writing = files.Writing()
        writing.add("/index.html", content)
        writing.finish()

    def write_again_and_again() -> None:
        for _ in range(60):
            for content in whole:
                write(content)

    write(whole[0])
    writer = threading.Thread(target=write_again_and_again)
    writer.start()
    while writer.is_alive():
        assert site.ask("/").body in whole
        answer = site.ask("/", accept_encoding="gzip")
        zipped = "Content-Encoding" in answer.headers
        assert (gzip.decompress(answer.body) if zipped else answer.body) in whole
    writer.join()
    assert site.ask("/").body == whole[1]
