"""The stage: the demo county in an instance of its own, web and worker running, and Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demo county (the small one)."""
    home = tmp_path_factory.mktemp("county")
    port = _free_port()
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GONGKAI_")},
        "GONGKAI_HOME": str(home),
        "GONGKAI_SITE_URL": f"http://127.0.0.1:{port}",
        "GONGKAI_PORT": str(port),
        "GONGKAI_SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
    }
    _gongkai(environment, "demo", "--small").check_returncode()
    _gongkai(environment, "work", "--once").check_returncode()
    _gongkai(environment, "rebuild", "--quiet").check_returncode()
    command = [sys.executable, "-m", "gongkai.config.cli"]
    processes = [subprocess.Popen([*command, name], env=environment) for name in ("web", "work")]
    try:
        _wait_until_it_answers(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)


def _gongkai(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "gongkai.config.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, timeout=180)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except HTTPError:
            return
        except (URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is needed: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, county: str) -> Iterator[Callable[..., Page]]:
    """Open a fresh browser as somebody: `visit("/", phone=True)`; closes them all at the end."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = "/", *, phone: bool = False, **options: Any) -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP, locale="zh-CN", base_url=county, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(visit: Callable[..., Page]) -> Callable[..., Page]:
    """Sign in at the desk as one of the demo county's people."""
    from gongkai.demo.accounts import PASSWORD

    def as_person(username: str, *, phone: bool = False) -> Page:
        page = visit("/desk/", phone=phone)
        page.get_by_label("账号").fill(username)
        page.get_by_label("口令", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/desk/")
        return page

    return as_person


@pytest.fixture
def shots() -> Callable[[Page, str], None]:
    """Keep a picture of the page, where `GONGKAI_SHOTS` names a folder."""
    folder = os.environ.get("GONGKAI_SHOTS", "")

    def keep(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)

    return keep
