"""Colours that can be read: contrast of WCAG 2.2 AA (1.4.3 text, 1.4.11 borders of inputs)."""

from __future__ import annotations

import re

import pytest

from gongkai.screens.tests.pages import PACKAGE

TOKENS = (PACKAGE / "static/screens/tokens.css").read_text(encoding="utf-8")
TEXT, BORDER = 4.5, 3.0

PAIRS = [
    ("ink", "paper", TEXT),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "ground", TEXT),
    ("main", "paper", TEXT),
    ("main", "main-tint", TEXT),
    ("main-deep", "ground", TEXT),
    ("main-deep", "main-tint", TEXT),
    ("on-main", "main", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "accent-tint", TEXT),
    ("overdue", "paper", TEXT),
    ("overdue", "overdue-tint", TEXT),
    ("line-strong", "paper", BORDER),
    ("line-strong", "ground", BORDER),
    ("focus", "main", BORDER),
]


def colours(selector):
    block = re.search(rf"^{re.escape(selector)} {{(.*?)^}}", TOKENS, re.S | re.M)[1]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * d for d in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right_at_both_ends():
    assert round(contrast("#000", "#fff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("high_contrast", [False, True], ids=["plain", "high-contrast"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS, ids=lambda part: str(part))
def test_colours_that_meet_can_be_told_apart(front, back, least, high_contrast):
    chosen = colours(":root") | (colours(".high-contrast") if high_contrast else {})
    assert contrast(chosen[front], chosen[back]) >= least
