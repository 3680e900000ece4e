"""The embedded server: granian, with baked files answered in front of Django.

`serve` is what `gongkai web` calls; `application` is the same for any other WSGI server.
"""

from __future__ import annotations

import gzip
import os
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from gongkai.config.wsgi import application as program
from gongkai.publishing.files import GZIP_LEVEL, GZIPPED, is_gzipped_too
from gongkai.publishing.serving import FileShim

TARGET = "gongkai.config.server:application"
THREADS = 4  # per process: a request that waits for the database must not hold up the others

application = FileShim(
    program,
    Path(settings.PUBLIC_ROOT),
    Path(settings.STATIC_ROOT),
    https=settings.SITE_URL.startswith("https://"),
)


def serve(listen: str, port: int, workers: int) -> None:
    """Serve until the process is told to stop. `listen` is an address such as 127.0.0.1 or ::."""
    prepare_static()
    Granian(
        TARGET,
        address=listen,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        websockets=False,
    ).serve()


def prepare_static() -> None:
    """Gather style sheets, scripts and icons where the server finds them, compressed beside."""
    call_command("collectstatic", interactive=False, verbosity=0)
    for file in Path(settings.STATIC_ROOT).rglob("*"):
        if file.is_file() and is_gzipped_too(file.name, file.stat().st_size):
            _compress(file)


def _compress(file: Path) -> None:
    """Write the compressed copy of the same age, unless it is there."""
    copy = file.with_name(file.name + GZIPPED)
    found = file.stat()
    if copy.exists() and copy.stat().st_mtime_ns == found.st_mtime_ns:
        return
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    temporary.write_bytes(gzip.compress(file.read_bytes(), GZIP_LEVEL, mtime=0))
    os.utime(temporary, ns=(found.st_mtime_ns, found.st_mtime_ns))
    temporary.replace(copy)
