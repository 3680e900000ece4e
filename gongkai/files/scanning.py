"""A virus scanner beside the house, if the county runs one: clamd, asked over its socket.

Off unless GONGKAI_CLAMD names a socket. The checks of `formats` do not depend on it; they refuse
what could do harm by its nature, a scanner knows what does harm by name.
"""

from __future__ import annotations

import socket
import struct
from pathlib import Path

from django.conf import settings

_CHUNK = 256 * 1024
_PATIENCE = 60  # seconds


class ScannerUnavailable(Exception):  # noqa: N818 - a state of the machine
    """A scanner is configured and does not answer: the file waits in quarantine."""


def reasons_of_scanner(path: Path) -> list[str]:
    """What the scanner has against a file, as Chinese sentences; empty when there is none."""
    address = str(settings.CLAMD)
    if not address:
        return []
    answer = _ask(address, path)
    if answer.endswith("FOUND"):
        found = answer.split(":", 1)[-1].removesuffix("FOUND").strip()
        return [f"病毒扫描发现问题（{found}），不能上传。"]
    if not answer.endswith("OK"):
        raise ScannerUnavailable(answer[:100])
    return []


def _ask(address: str, path: Path) -> str:
    """INSTREAM: length and bytes, piece by piece, then a length of zero; one line comes back."""
    try:
        with _connect(address) as connection, path.open("rb") as file:
            connection.sendall(b"zINSTREAM\x00")
            while chunk := file.read(_CHUNK):
                connection.sendall(struct.pack("!I", len(chunk)) + chunk)
            connection.sendall(struct.pack("!I", 0))
            return connection.recv(4096).decode("utf-8", "replace").rstrip("\x00\n ")
    except OSError as problem:
        raise ScannerUnavailable(type(problem).__name__) from problem


def _connect(address: str) -> socket.socket:
    """A path is a local socket, anything else host:port."""
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(_PATIENCE)
        connection.connect(address)
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_PATIENCE)
