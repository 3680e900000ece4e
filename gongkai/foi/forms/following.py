"""Forms of the progress page: open a request, clarify it."""

from __future__ import annotations

from django import forms

from gongkai.foi.forms.applying import OneFile
from gongkai.foi.queries.faults import LONGEST_WANTED


class OpenForm(forms.Form):
    """Number and look-up code."""

    use_required_attribute = False
    number = forms.CharField(
        label="申请编号",
        max_length=40,
        help_text="如 2026-00017，印在提交后的页面和登记回执上。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"}),
        error_messages={"required": "请填写申请编号。"},
    )
    code = forms.CharField(
        label="查询码",
        max_length=60,
        help_text="12位字母和数字，提交时告诉您的；大小写和短横线都不影响。",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "class": "short", "spellcheck": "false"}
        ),
        error_messages={"required": "请填写查询码。"},
    )


class ClarifyForm(forms.Form):
    """What was unclear, made clear."""

    use_required_attribute = False
    text = forms.CharField(
        label="补正的内容",
        help_text="请逐条回答告知书中的问题。",
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": LONGEST_WANTED}),
        error_messages={"required": "请写明补正的内容。"},
    )
    file = OneFile("补正材料")
