"""Why a password or the second step cannot be changed, in sentences."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from gongkai.people import totp
from gongkai.people.models import Person

# Django's own sentences speak of 密码; here the word is 口令 throughout.
SENTENCES = {
    "password_too_short": "新口令太短，至少要10个字符。",
    "password_too_common": "这是常见口令，容易被猜到，请换一个。",
    "password_entirely_numeric": "新口令不能全是数字，请加上字母。",
}


def sentence_after_failure() -> str:
    """What everybody is told who did not get in: it tells nothing about the account."""
    minutes = int(settings.LOCKOUT_FOR.total_seconds() // 60)
    return (
        f"账号或口令不正确，或者账号已被锁定。连续输错{settings.LOCKOUT_TRIES}次的账号会锁定"
        f"{minutes}分钟；忘记口令或需要立即解锁，请联系本单位的账号管理员。"
    )


def reasons_not_to_change_password(person: Person, old: str, new: str) -> list[str]:
    """Why the new password cannot be taken."""
    if not person.check_password(old):
        return ["当前口令不正确，请重新输入。"]
    if old == new:
        return ["新口令与当前口令相同，请换一个。"]
    try:
        validate_password(new, person)
    except ValidationError as fault:
        return [SENTENCES.get(one.code or "", one.messages[0]) for one in fault.error_list]
    return []


def reasons_not_to_set_up_two_step(
    person: Person, secret: str, code: str, at: datetime
) -> list[str]:
    """Why the second step cannot begin."""
    if person.totp_secret:
        return ["已经启用动态口令；如需换用新的手机，请先停用。"]
    if totp.matching_step(secret, code, at) is None:
        return ["动态口令不正确。请输入手机上当前显示的6位数字，并检查手机时间是否准确。"]
    return []


def reasons_not_to_take_off_two_step(person: Person, password: str) -> list[str]:
    """Why the second step cannot end."""
    if not person.totp_secret:
        return ["没有启用动态口令。"]
    if not person.check_password(password):
        return ["当前口令不正确，请重新输入。"]
    return []
