"""The page as people see it: exactly the logged title and body, and not hidden."""

from __future__ import annotations

import pytest
from verifytesting import page

from gongkai_verify.errors import Wrong
from gongkai_verify.monitoring.html import check_page

TITLE, BODY = "关于“三公”经费 & 其他", "<p>正文<br>第二行</p>\n<div>表</div>\n"
GENUINE = page(TITLE, BODY)
MARK = '<div class="official-text" data-part="body">'


def test_the_genuine_page():
    check_page(GENUINE, TITLE, BODY)
    check_page(GENUINE, None, None)
    check_page(page(TITLE, ""), TITLE, "")
    quoting = '<p>引用 data-part="body" 的正文</p>'
    check_page(page(TITLE, quoting), TITLE, quoting)


EDITED = {
    "a word": GENUINE.replace("第二行", "第三行"),
    "one blank more": GENUINE.replace(MARK, f"{MARK} "),
    "appended": GENUINE.replace("<div>表</div>\n", "<div>表</div>\n<p>又</p>"),
    "cut": GENUINE.replace("<div>表</div>\n", ""),
    "title": GENUINE.replace("经费", "经 费"),
    "no heading": GENUINE.replace("h1>", "h2>"),
    "second heading": GENUINE.replace("<footer>", "<h1>另一标题</h1><footer>"),
    "no mark": GENUINE.replace(' data-part="body"', ""),
    "second element": GENUINE.replace("<footer>", f"{MARK}别的</div><footer>"),
    "first in a comment": GENUINE.replace(
        MARK, f"<!-- {MARK}{BODY}</div> -->{MARK.replace('body', 'text')}"
    ),
    "in a comment": GENUINE.replace(MARK, f"<!-- {MARK}").replace("<footer>", "--><p>伪</p>"),
    "odd comment": GENUINE.replace(MARK, f"<!-- -- > {MARK}").replace("<footer>", "--><p>伪</p>"),
    "in a template": GENUINE.replace(MARK, f"<template>{MARK}"),
    "in a script": GENUINE.replace(MARK, f"<script>{MARK}"),
    "in a textarea": GENUINE.replace(MARK, f"<textarea>{MARK}"),
    "hidden": GENUINE.replace("<div class", "<div hidden class"),
    "style": GENUINE.replace("<div class", '<div style="display:none" class'),
    "hidden around": GENUINE.replace("<main>", "<main hidden>"),
    "heading hidden": GENUINE.replace("<h1>", "<h1 hidden>"),
    "heading in the head only": GENUINE.replace("<h1>", "<template><h1>").replace(
        "</h1>", "</h1></template><p>别的标题</p>"
    ),
    "two attributes": GENUINE.replace("<div class", '<div data-part="x" class'),
    "nothing": "",
}


@pytest.mark.parametrize("html", EDITED.values(), ids=EDITED.keys())
def test_an_edited_page_is_refused(html):
    assert html != GENUINE
    with pytest.raises(Wrong):
        check_page(html, TITLE, BODY)
