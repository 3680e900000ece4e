"""What tests of the staff screens share: signed-in browsers, reading pages, a filled-in form."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html as lxml_html

from gongkai.foi.models import FoiRequest
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


def address(foi_request: FoiRequest, page: str = "") -> str:
    """The address of one of a request's pages."""
    return f"/desk/foi/{foi_request.number}/{page}"


def do(staff: Staff, foi_request: FoiRequest, name: str, /, **typed: Any) -> Any:
    """Open the page of an act, type, and send; the answer."""
    client = browser(staff)
    page = client.get(address(foi_request, f"act/{name}/"))
    form = next(
        one for one in lxml_html.fromstring(page.content).forms
        if one.get("data-keep") == f"act-{name.partition('/')[0]}"
    )  # fmt: skip
    values = {key: value for key, value in form.form_values() if key != "csrfmiddlewaretoken"}
    return client.post(address(foi_request, f"act/{name}/"), values | typed)


def now(foi_request: FoiRequest) -> FoiRequest:
    """The request as the database has it."""
    return FoiRequest.objects.select_related("unit__body", "handler").get(pk=foi_request.pk)


def upload(name: str = "申请书.txt", data: bytes = b"text\n") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)
