"""What is wrong with an application, as sentences by field: the form and the operation ask here.

Only what 第二十九条 demands is demanded: name, proof of identity, contact; the thing; the form.
"""

from __future__ import annotations

from dataclasses import fields

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from gongkai.foi.content import Wanted, Who
from gongkai.foi.models import FoiRequest, Requester
from gongkai.kernel.identifiers import reasons_against_citizen_number, reasons_against_uscc

LONGEST_WANTED = 5000
Kind = Requester.IdentityKind
Way = FoiRequest.Way

OF_PEOPLE = (Kind.CITIZEN_CARD, Kind.RESIDENCE_PERMIT, Kind.PASSPORT, Kind.OTHER)
OF_ORGANISATIONS = (Kind.CREDIT_CODE, Kind.OTHER)

Faults = dict[str, list[str]]  # name of the field: sentences


def faults_of(wanted: Wanted, who: Who) -> list[str]:
    """Everything that stands against an application, for an operation to refuse."""
    every = faults_of_wanted(wanted), faults_of_who(who), faults_of_way(wanted.way, who)
    return [sentence for faults in every for sentences in faults.values() for sentence in sentences]


def faults_of_wanted(wanted: Wanted) -> Faults:
    """What is missing in the description."""
    faults: Faults = {}
    text = wanted.wanted.strip()
    if len(text) < 4:
        faults["wanted"] = [
            "请写明您需要的政府信息，例如文件名称、文号、时间、内容等便于查找的特征。"
        ]
    elif len(text) > LONGEST_WANTED:
        faults["wanted"] = [
            f"所需信息的描述最多{LONGEST_WANTED}个字，现在有{len(text)}个字，"
            "请删减，或把详细材料作为附件上传。"
        ]
    return faults | _too_long(wanted, FoiRequest, skip=("wanted",))


def faults_of_who(who: Who) -> Faults:
    """What is missing or wrong in name, identity and contact."""
    faults: Faults = {}
    if not who.name.strip():
        faults["name"] = ["请填写姓名。" if who.is_natural else "请填写单位名称。"]
    if who.kind not in FoiRequest.RequesterKind.values:
        faults["kind"] = ["请选择您是以个人还是以单位的名义申请。"]
    faults |= _faults_of_identity(who)
    if not (who.phone.strip() or who.email.strip() or who.address.strip()):
        faults["phone"] = ["请至少填写一种联系方式：联系电话、电子邮箱或联系地址。"]
    if who.email.strip() and not _is_mail_address(who.email.strip()):
        faults["email"] = ["电子邮箱的写法不对，应当像 name@example.com 这样。"]
    return faults | _too_long(who, Requester, skip=("kind",))


def _is_mail_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _faults_of_identity(who: Who) -> Faults:
    allowed = OF_PEOPLE if who.is_natural else OF_ORGANISATIONS
    if who.identity_kind not in allowed:
        return {"identity_kind": ["请选择证件名称。"]}
    number = who.plain_number
    if not number:
        return {"identity_number": ["请填写证件号码；依照条例第二十九条，申请须提供身份证明。"]}
    reasons: list[str] = []
    # The residence permit of 港澳台居民 carries a number of the same make (GB 11643).
    if who.identity_kind in (Kind.CITIZEN_CARD, Kind.RESIDENCE_PERMIT):
        reasons = reasons_against_citizen_number(number)
    elif who.identity_kind == Kind.CREDIT_CODE:
        reasons = reasons_against_uscc(number)
    return {"identity_number": reasons} if reasons else {}


def faults_of_way(way: str, who: Who) -> Faults:
    """Whether the contact suffices for the way in which the information shall come."""
    needed = {
        Way.POST: ("address", "选择邮寄的，请填写联系地址。"),
        Way.EMAIL: ("email", "选择电子邮件的，请填写电子邮箱。"),
        Way.FAX: ("fax", "选择传真的，请填写传真号码。"),
    }
    if way not in Way.values:
        return {"way": ["请选择获取信息的方式。"]}
    name, sentence = needed.get(Way(way), ("", ""))
    return {name: [sentence]} if name and not str(getattr(who, name)).strip() else {}


def _too_long(
    given: Wanted | Who, table: type[FoiRequest] | type[Requester], skip: tuple[str, ...]
) -> Faults:
    faults: Faults = {}
    for one in fields(given):
        value = getattr(given, one.name)
        if one.name in skip or not isinstance(value, str):
            continue
        column = table._meta.get_field(one.name)
        most = getattr(column, "max_length", None)
        if most and len(value) > most:
            label = str(getattr(column, "verbose_name", one.name))
            faults[one.name] = [f"“{label}”最多{most}个字，现在有{len(value)}个字，请删减。"]
    return faults
