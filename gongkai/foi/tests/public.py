"""Somebody at the public pages: a browser without script that fills in the form."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

FIGURES = "零一二三四五六七八九"
PERSON = {
    "name": "赵明远",
    "identity_kind": "passport",
    "identity_number": "E12345678",
    "phone": "13900000000",
}
PAGES: dict[str, dict[str, Any]] = {
    "": {"body": "transport"},
    "wanted/": {"wanted": "2025年全县农村公路养护资金的安排和使用情况"},
    "kind/": {"kind": "natural"},
    "who/": PERSON,
    "way/": {"way": "collect", "carrier": "paper"},
}


def fill_in(client: Client, **changes: dict[str, Any]) -> None:
    """All pages before the last, each with its answers; `changes` by the page's name."""
    for page, answers in PAGES.items():
        told = answers | changes.get(page.strip("/") or "body", {})
        answer = client.post(f"/foi/apply/{page}", told)
        assert answer.status_code == 302, answer.content.decode()


def send(client: Client) -> Any:
    """The last page, with the question answered."""
    return client.post("/foi/apply/check/", solution(client.get("/foi/apply/check/").content))


def solution(content: bytes) -> dict[str, str]:
    """The answer to the question on this page."""
    html = content.decode()
    asked = re.search(r"验证问题：(.)加(.)等于几", html)
    token = re.search(r'name="token" value="([^"]+)"', html)
    assert asked and token
    return {"answer": str(sum(map(FIGURES.index, asked.groups()))), "token": token[1]}


def apply(client: Client, **changes: dict[str, Any]) -> tuple[str, str]:
    """The whole way; returns number and look-up code."""
    fill_in(client, **changes)
    assert send(client).headers["Location"] == "/foi/apply/done/"
    return kept(client.get("/foi/apply/done/").content)


def kept(content: bytes) -> tuple[str, str]:
    """Number and look-up code of the last page."""
    number, code = re.findall(r"panel-number[^>]*>([^<]+)<", content.decode())
    return number, code
