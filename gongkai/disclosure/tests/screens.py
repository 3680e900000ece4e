"""What tests of the screens share: browsers in which somebody is signed in, and reading pages."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html as lxml_html

from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.tests.cast import Cast
from gongkai.people.actors import Staff


def browser(staff: Staff) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(staff.person)
    return client


def text_of(answer: Any) -> str:
    """What the page says, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def problems(answer: Any) -> str:
    """What the error summary says; "" without one."""
    page = lxml_html.fromstring(answer.content)
    return "".join(box.text_content() for box in page.find_class("error-summary"))


def said(client: Client, answer: Any) -> str:
    """Follow a redirect, and give the messages on the page that comes."""
    page = client.get(answer.headers["Location"]) if answer.status_code == 302 else answer
    tree = lxml_html.fromstring(page.content)
    return " ".join(" ".join(box.text_content().split()) for box in tree.find_class("message"))


def filled(answer: Any, marker: str) -> dict[str, Any]:
    """The fields of the form that holds a field named `marker`, as the browser would send them."""
    page = lxml_html.fromstring(answer.content)
    form = next(one for one in page.forms if marker in one.fields)
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def address(version_or_item: Version | Item, page: str = "") -> str:
    """The address of one of an item's pages."""
    item = version_or_item.item if isinstance(version_or_item, Version) else version_or_item
    return f"/desk/items/{item.number}/{page}"


def now(version: Version) -> Version:
    """The version as the database has it."""
    return Version.objects.select_related("item").get(pk=version.pk)


def edited(cast: Cast, version: Version, staff: Staff | None = None, **typed: Any) -> Any:
    """Open the editor, type, and save."""
    client = browser(staff or cast.clerk)
    values = filled(client.get(address(version, "edit/")), "title")
    return client.post(address(version, "edit/"), values | typed)


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)


def picture(colour: tuple[int, int, int] = (11, 90, 116)) -> bytes:
    """A small PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = b"".join(b"\0" + bytes(colour) * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def word_document(*paragraphs: str, image: bytes | None = None) -> bytes:
    """A .docx with these paragraphs and, if given, a picture after the last."""
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if image:
        document.add_picture(BytesIO(image))
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()
