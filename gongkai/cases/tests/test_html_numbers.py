"""Numbers with hyphens stay on one line of a letter, and nothing else of the text changes."""

from __future__ import annotations

import pytest

from gongkai.cases.letters.html import html_of
from gongkai.cases.letters.writing import Line, LineKind

TOGETHER = '<span class="letter-together">{}</span>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("电话0000-5550100。", f"电话{TOGETHER.format('0000-5550100')}。"),
        ("编号：2026-00008）", f"编号：{TOGETHER.format('2026-00008')}）"),
        ("400-123-4567", TOGETHER.format("400-123-4567")),
        ("2026年11月29日 —", "2026年11月29日 —"),
        ("<b>1-2</b>", f"&lt;b&gt;{TOGETHER.format('1-2')}&lt;/b&gt;"),
    ],
)
def test_numbers_stay_together(text, html):
    assert html_of([Line(LineKind.TEXT, text)]).count(f">{html}</p>") == 1
