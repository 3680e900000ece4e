"""nginx with the shipped configuration, as a process of our own: for tests and for benches.

`docs/handbook/nginx.conf` is used as it is; only its places are filled in, as an operator would.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai.testing import REPOSITORY

SHIPPED = REPOSITORY / "docs" / "handbook" / "nginx.conf"
DOMAIN = "www.example.gov.cn"
PATIENCE = 20  # seconds

# What Debian's /etc/nginx/nginx.conf says around the files of conf.d, without its logs.
AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
worker_processes {workers};
events {{ worker_connections 4096; }}
http {{
    sendfile on;
    tcp_nopush on;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/gongkai.conf;
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running one: where it answers, and its first process."""

    port: int
    plain_port: int  # the one that leads to https
    pid: int
    folder: Path  # configuration and logs


def why_no_nginx() -> str:
    """A sentence where nginx is not installed; "" where it is."""
    return "" if _program() else "nginx is not installed (Debian package nginx-light)"


def _program() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def nginx(home: Path, program: int, *, tls: bool = True, workers: int = 1) -> Iterator[Nginx]:
    """Serve the instance in `home`; the program listens at that port of this machine.

    Without `tls` it answers plain HTTP, so that it can be compared with servers that do the same.
    It runs without any privilege; to root's own processes it belongs to nobody.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-nginx-") as temporary:
        folder = Path(temporary)
        port, plain_port = free_port(), free_port()
        _write_configuration(folder, home, program, port, plain_port, tls=tls, workers=workers)
        words = [str(_program()), "-p", str(folder), "-c", str(folder / "nginx.conf")]
        told = (folder / "told").open("wb")
        with told, subprocess.Popen(words, stdout=told, stderr=told, **_nobody(folder)) as process:
            try:
                _wait(port, process, folder)
                yield Nginx(port, plain_port, process.pid, folder)
            finally:
                process.terminate()


def _write_configuration(
    folder: Path, home: Path, program: int, port: int, plain_port: int, *, tls: bool, workers: int
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    for place, filling in {
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port}{' ssl http2' if tls else ''};",
        "/etc/ssl/gongkai/fullchain.pem": f"{folder}/certificate.pem",
        "/etc/ssl/gongkai/privkey.pem": f"{folder}/key.pem",
        "/var/log/nginx/gongkai.log": str(folder / "access.log"),
        "/var/log/nginx/error.log": str(folder / "error.log"),
        "/srv/gongkai": str(home),
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{program};",
    }.items():
        assert place in text, f"{SHIPPED} has no {place!r} any more"
        text = text.replace(place, filling)
    (folder / "gongkai.conf").write_text(text, encoding="utf-8")
    around = AROUND.format(folder=folder, workers=workers)
    (folder / "nginx.conf").write_text(around, encoding="utf-8")
    _make_certificate(folder)


def _make_certificate(folder: Path) -> None:
    key, certificate = str(folder / "key.pem"), str(folder / "certificate.pem")
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-subj", f"/CN={DOMAIN}", "-days", "2", "-keyout", key,
             "-out", certificate]  # fmt: skip
    subprocess.run(words, check=True, capture_output=True)


def _nobody(folder: Path) -> dict[str, Any]:
    """As whom it runs when we are root; the folder is given to that account."""
    if os.geteuid():
        return {}
    for one in (folder, *folder.iterdir()):
        shutil.chown(one, "nobody", "nogroup")
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def _wait(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.02)
    raise RuntimeError(f"nginx does not listen: {(folder / 'told').read_text(encoding='utf-8')}")


def free_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
