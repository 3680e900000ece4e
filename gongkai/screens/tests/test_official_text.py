"""The body of an official document, as it is shown."""

from __future__ import annotations

from gongkai.screens.official_text import readable_on_phones


def test_alignment_becomes_a_class_because_the_policy_lets_no_style_act():
    html = '<p style="text-align: center">标题</p><p>正文 style="text-align: center"</p>'
    assert readable_on_phones(html) == (
        '<p class="aligned-center">标题</p><p>正文 style="text-align: center"</p>'
    )
