"""Chromium at the verifier page: from disk, from a server, with and without its own Ed25519."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from gongkai.testing import REPOSITORY
from gongkai.transparency.verifier.sealing import VERIFIER
from gongkai.transparency.verifier.tests.samples import FILES, Item, MadeUpLog

VECTORS = REPOSITORY / "gongkai/kernel/tlog/tests/transparency.json"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
NO_ED25519 = """
const real = crypto.subtle.importKey.bind(crypto.subtle);
SubtleCrypto.prototype.importKey = (format, key, algorithm, ...more) =>
  algorithm.name === "Ed25519" ? Promise.reject(new DOMException("no", "NotSupportedError"))
    : real(format, key, algorithm, ...more);
"""


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is needed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


class Reader:
    """A person with the page open; what the browser complains of is kept."""

    def __init__(self, browser: Browser, address: str, width: int = 1280, own: bool = False):
        self.context = browser.new_context(viewport={"width": width, "height": 900})
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append("a dialog opened"))
        self.page.on("request", lambda request: self.asked.append(request.url))
        if own:
            self.page.add_init_script(NO_ED25519)
        self.page.set_default_timeout(10_000)
        self.page.goto(address)

    def give(self, receipt: str | bytes = "", record: Any = "", files: dict[str, bytes] = {}):  # noqa: B006
        """Choose files, as they would be downloaded."""
        if not isinstance(record, str | bytes):
            record = json.dumps(record, ensure_ascii=False)
        named = {"receipt-1.txt": receipt, "record.json": record, **files}
        payload = [
            {"name": name, "mimeType": "", "buffer": as_bytes(given)}
            for name, given in named.items()
            if given
        ]
        self.page.set_input_files("#files", payload)
        for one in payload:
            self.page.get_by_label(f"不用 {one['name']}", exact=True).wait_for()

    def fill(self, **fields: str) -> None:
        """Fill fields by their id, unfolding what is folded."""
        self.page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
        for name, value in fields.items():
            self.page.fill(f"#{name}", value)

    def check(self) -> str:
        """Press the button; the verdict."""
        self.page.get_by_role("button", name="核查", exact=True).click()
        self.page.wait_for_selector("#go:not([aria-disabled])")
        return self.page.inner_text("#verdict")

    @property
    def report(self) -> str:
        return self.page.inner_text("#report")


def as_bytes(given: str | bytes) -> bytes:
    return given.encode() if isinstance(given, str) else given


Open = Callable[..., Reader]


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Open]:
    """Open the page: `reader()` from disk, `reader(address)` from elsewhere."""
    readers: list[Reader] = []

    def open_page(address: str = VERIFIER.as_uri(), **how: Any) -> Reader:
        readers.append(Reader(chromium, address, **how))
        return readers[-1]

    yield open_page
    for one in readers:
        one.context.close()


class Handler(BaseHTTPRequestHandler):
    """Files of a dictionary; what it lacks is not found, what is None is gone."""

    def __init__(self, files: dict[str, bytes | None], shut: set[str], *rest: Any):
        self.files, self.shut = files, shut
        super().__init__(*rest)

    def do_GET(self) -> None:
        found = self.files.get(unquote(self.path), b"")
        self.send_response(200 if found else 410 if found is None else 404)
        self.send_header("Content-Type", "text/html" if "verify" in self.path else "text/plain")
        if self.path not in self.shut:
            self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(found or b"")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Site:
    """A site on a port of its own; `files` is what it serves, and may be changed."""

    def __init__(self) -> None:
        self.files: dict[str, bytes | None] = {"/verify/": VERIFIER.read_bytes()}
        self.shut: set[str] = set()  # read by this site's own pages only
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, self.files, self.shut))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def hold(self, log: MadeUpLog, item: Item, index: int, place: str = "/items/2026/00017/"):
        """Serve a log and one item in it."""
        self.log(log)
        self.files[f"{place}record.json"] = json.dumps(item.record(index)).encode()
        self.files[f"{place}receipt-{item.rev}.txt"] = log.receipt(index).encode()
        for name, file in FILES.items():
            self.files[f"{place}files/{file}"] = item.contents.get(name, b"")
        return self.address + quote(place)

    def log(self, log: MadeUpLog) -> None:
        self.files.update({f"/log/{name}": data for name, data in log.files().items()})

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture
def vectors() -> dict[str, Any]:
    """The fixed vectors: the same that every implementation of ours must meet."""
    return json.loads(VECTORS.read_text())
