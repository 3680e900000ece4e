"""What the embedded server is compared with: an ordinary Django view, with the usual middleware.

`python -m bench.stock PORT` serves `/bytes/…`, the baked file read and returned by a view, and
`/rendered/…`, the same page rendered for every request.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def from_file(_request: HttpRequest, address: str) -> HttpResponse:
    """The bytes of the baked file."""
    return HttpResponse((Path(settings.PUBLIC_ROOT) / address / "index.html").read_bytes())


def rendered(_request: HttpRequest, address: str) -> HttpResponse:
    """The page as it would be baked now."""
    from gongkai.publishing.registry import KINDS

    content = KINDS["disclosure.item"].render(f"/{address}index.html")
    return HttpResponse(content or b"", status=200 if content else 404)


urlpatterns = [path("bytes/<path:address>", from_file), path("rendered/<path:address>", rendered)]

django.setup()
settings.ROOT_URLCONF = "bench.stock"
settings.MIDDLEWARE = MIDDLEWARE
application = get_wsgi_application()


if __name__ == "__main__":
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "bench.stock:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
    ).serve()
