"""The forms of signing in and of one's own account."""

from __future__ import annotations

from typing import Any

from django import forms

SAME_SENTENCE = "两次输入的新口令不一致，请重新输入。"


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label="账号",
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": "请输入账号。"},
    )
    password = forms.CharField(
        label="口令",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请输入口令。"},
    )


class CodeForm(forms.Form):
    """The one-time code on the telephone."""

    code = forms.CharField(
        label="动态口令",
        max_length=12,
        help_text="手机验证器上当前显示的6位数字。",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 8}
        ),
        error_messages={"required": "请输入6位数字。"},
    )


class ChangePasswordForm(forms.Form):
    """The password of now, and the new one twice. The rules are asked of the operation."""

    old_password = forms.CharField(
        label="当前口令",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请输入当前口令。"},
    )
    new_password = forms.CharField(
        label="新口令",
        strip=False,
        max_length=200,
        help_text="至少10个字符，不能全是数字，也不能是常见口令。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "请输入新口令。"},
    )
    again_password = forms.CharField(
        label="再输一次新口令",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "请再输一次新口令。"},
    )

    def clean(self) -> dict[str, Any]:
        """Both new passwords are the same."""
        found = super().clean() or {}
        new, again = found.get("new_password"), found.get("again_password")
        if new and again and new != again:
            self.add_error("again_password", SAME_SENTENCE)
        return found


class PasswordForm(forms.Form):
    """The password once more, before something weighty."""

    password = forms.CharField(
        label="当前口令",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请输入当前口令。"},
    )
