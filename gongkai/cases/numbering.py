"""Numbers of letters, such as 名财公开告〔2026〕17号, each taken under the lock of its series."""

from __future__ import annotations

from datetime import date

from gongkai.cases.counting import take_numbers
from gongkai.cases.letters import Template
from gongkai.kernel import document_numbers
from gongkai.people.models import Body

_WORDS_OF_PREFIX = ("发", "函", "字")  # 名财发: the organ's code for documents ends in the word


def reasons_against_number(template: Template, body: Body) -> list[str]:
    """Why this body cannot number a letter of this template."""
    if not body.document_prefix:
        return [f"“{body.name}”没有登记发文机关代字，文书无法编号。请系统管理员在机关资料中补上。"]
    return document_numbers.reasons_against(_number(template, body, 2026, 1))


def next_number(template: Template, body: Body, on: date) -> str:
    """Take the next number; the series' row stays locked until the operation ends."""
    series = _number(template, body, on.year, 0).partition("〔")[0]
    return _number(template, body, on.year, take_numbers(f"letter:{series}", on.year))


def _number(template: Template, body: Body, year: int, serial: int) -> str:
    prefix = body.document_prefix
    if len(prefix) > 2 and prefix.endswith(_WORDS_OF_PREFIX):
        prefix = prefix[:-1]
    return template.number.format(prefix=prefix, year=year, serial=serial)
