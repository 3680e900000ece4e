"""Servers in processes of their own, for a bench: granian as `gongkai web`, nginx, others."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from django.conf import settings

from gongkai.testing.nginx import free_port, nginx

WEB = ("-m", "gongkai.config.cli", "web", "--port")


@dataclass(frozen=True)
class Door:
    """Where it answers, and the first processes of all that have a part in it."""

    address: str
    pids: tuple[int, ...]


@contextmanager
def python_door(words: tuple[str, ...], extra: Mapping[str, str] | None = None) -> Iterator[Door]:
    """A Python server; its port is added to the words."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, *words, str(port)],
        env=os.environ | dict(extra or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        yield Door(address, (process.pid,))
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def nginx_door(extra: Mapping[str, str] | None = None, *, workers: int = 1) -> Iterator[Door]:
    """nginx with the shipped configuration, without TLS, in front of `gongkai web`."""
    with ExitStack() as running:
        web = running.enter_context(python_door(WEB, extra))
        port = int(web.address.rpartition(":")[2])
        front = running.enter_context(
            nginx(Path(settings.HOME), port, tls=False, workers=workers)
        )  # fmt: skip
        yield Door(f"http://127.0.0.1:{front.port}", (front.pid, *web.pids))


def _wait_for(address: str) -> None:
    patience = time.monotonic() + 60
    while time.monotonic() < patience:
        try:
            urllib.request.urlopen(f"{address}/about/", timeout=5).close()
            return
        except URLError as problem:
            if hasattr(problem, "code"):
                return  # it answers, whatever it says
            time.sleep(0.1)
    raise TimeoutError(f"{address} does not answer")
