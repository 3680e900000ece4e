"""Why something cannot be done now: Chinese sentences, for the button and for the operation alike.

An empty list means that it can be done.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from gongkai.disclosure import verbs
from gongkai.disclosure.models import Item, Opinion, Version
from gongkai.disclosure.queries.approvals import VERB_OF, missing_steps, wrote
from gongkai.disclosure.queries.personal_data import unresolved_findings
from gongkai.files.models import StoredFile
from gongkai.kernel import document_numbers
from gongkai.people.actors import Staff
from gongkai.people.models import Unit
from gongkai.people.queries import acting, closed_reasons
from gongkai.people.verbs import Verb
from gongkai.reference.queries import codes
from gongkai.registers.models import CatalogueEntry, EntryVersion

Status = Version.Status


def without_right(staff: Staff, verb: Verb, unit: Unit) -> list[str]:
    """That the person may not do this for the unit."""
    if acting(staff, verb, unit):
        return []
    return [f"您没有对“{unit}”办理“{verb.label}”的权限，如需办理请联系管理员或由有权限的同事委托。"]


def reasons_not_to_draft(duty: CatalogueEntry, unit: Unit, staff: Staff) -> list[str]:
    """Why no item may be drafted under this duty by this unit."""
    reasons = without_right(staff, verbs.DRAFT, unit) + closed_reasons(unit)
    if duty.ended_on and duty.ended_on < timezone.localdate():
        reasons.append(f"目录事项“{duty}”已于{duty.ended_on}取消，请选择现行的目录事项。")
    if duty.current and duty.current.route == EntryVersion.Route.WITHHELD:
        reasons.append(f"目录事项“{duty}”属于不予公开目录，不能在其下起草公开信息。")
    return reasons


def reasons_not_to_place(item: Item, staff: Staff) -> list[str]:
    """Why the item cannot be put under another duty, nor its day of formation be mended."""
    reasons = without_right(staff, verbs.DRAFT, item.unit)
    if item.released_id is not None:
        reasons.append("该信息已经公开过，目录事项和形成日期不能再改；放错的，请撤回后重新起草。")
    elif not item.versions.exclude(status=Status.CLOSED).exists():
        reasons.append("该信息没有正在办理的版本。")
    return reasons


def reasons_not_to_edit(version: Version, staff: Staff) -> list[str]:
    """Why this version cannot be edited. During review it can be, and approvals are then void."""
    reasons = without_right(staff, verbs.DRAFT, version.item.unit)
    if version.outcome == Version.Outcome.RELEASED:
        reasons.append("该版本已发布，不能再修改；如内容有误，请办理“更正”。")
    elif not version.is_open:
        reasons.append("该版本已放弃，不能再修改。")
    return reasons


def reasons_not_to_submit(version: Version, staff: Staff) -> list[str]:
    """Why a draft cannot go into review: what is missing, wrong, or looks like personal data."""
    reasons = without_right(staff, verbs.DRAFT, version.item.unit)
    if version.status != Status.DRAFT:
        return [*reasons, f"该版本现处于“{version.get_status_display()}”环节，不能重复送审。"]
    reasons += _incomplete(version)
    unresolved = unresolved_findings(version)
    if unresolved:
        reasons.append(
            f"有 {len(unresolved)} 处疑似个人信息或隐藏内容未处理，请逐处遮盖或说明保留理由。"
        )
    if version.set_aside.filter(settled_at__isnull=True).exists():
        reasons.append("有同事的并行修改尚未处理，请先在工作区合并或确认。")
    return reasons


def _incomplete(version: Version) -> list[str]:
    """What a public item must have (政府信息公开条例 第十二条: 索引、名称、内容概述、生成日期)."""
    reasons = []
    if not version.title.strip():
        reasons.append("缺少名称，请填写。")
    if not version.body_html.strip() and not version.attachments.exists():
        reasons.append("正文和附件都是空的，请至少提供一项。")
    if version.document_number:
        reasons += document_numbers.reasons_against(version.document_number)
        reasons += _same_number_elsewhere(version)
    if version.route != EntryVersion.Route.PROACTIVE:
        label = version.get_route_display()
        reasons.append(f"公开属性为“{label}”，不能主动公开；如应公开，请改为“主动公开”。")
    reasons += _without_nature(version)
    reasons += _impossible_dates(version)
    reasons += _unusable_files(version)
    if version.number > 1 and not version.correction_note.strip():
        reasons.append("更正须写明更正说明（向社会公开），请填写。")
    return reasons


def _without_nature(version: Version) -> list[str]:
    """The annual report counts 规章 and 行政规范性文件 (条例 第二十条第一项): nobody guesses."""
    if version.validity and not version.nature:
        return [
            "填写了有效性的，须选择文件性质：规章、行政规范性文件，或者其他文件；年度报告按它统计。"
        ]
    counted = version.nature in (Version.Nature.REGULATION, Version.Nature.NORMATIVE)
    if counted and version.adopted_on is None:
        return [f"{version.get_nature_display()}须填写成文日期，年度报告按它计入制发的年份。"]
    return []


def _same_number_elsewhere(version: Version) -> list[str]:
    twin = (
        Version.objects.filter(document_number=version.document_number)
        .exclude(item=version.item)
        .exclude(outcome=Version.Outcome.ABANDONED)
        .exclude(item__visibility__in=[Item.Visibility.WITHDRAWN, Item.Visibility.ERASED])
        .select_related("item")
        .first()
    )
    if twin is None:
        return []
    return [
        f"发文字号“{version.document_number}”已用于信息 {twin.item.number}，"
        "请核对；如为同一文件，请在原信息上更正。"
    ]


def _impossible_dates(version: Version) -> list[str]:
    reasons = []
    today = timezone.localdate()
    if version.adopted_on and version.adopted_on > today:
        reasons.append(f"成文日期 {version.adopted_on} 晚于今天，请核对。")
    if version.item.formed_on > today:
        reasons.append(f"信息形成日期 {version.item.formed_on} 晚于今天，请核对。")
    if version.effective_on and version.expires_on and version.expires_on < version.effective_on:
        reasons.append("失效日期早于施行日期，请核对。")
    return reasons


def _unusable_files(version: Version) -> list[str]:
    reasons = []
    for attachment in version.attachments.select_related("file"):
        if attachment.file.status == StoredFile.Status.QUARANTINED:
            reasons.append(f"附件“{attachment.name}”还在检查，请稍后再送审。")
        elif attachment.file.status != StoredFile.Status.ACCEPTED:
            reasons.append(f"附件“{attachment.name}”未通过检查，请删除或更换。")
    return reasons


def reasons_not_to_recall(version: Version, staff: Staff) -> list[str]:
    """Why a submitted version cannot be taken back to the draft."""
    reasons = without_right(staff, verbs.DRAFT, version.item.unit)
    if version.status in {Status.DRAFT, Status.CLOSED}:
        reasons.append("该版本不在审签中，无需撤回送审。")
    return reasons


def reasons_not_to_decide(version: Version, staff: Staff) -> list[str]:
    """Why this person cannot approve or return the version at the step where it stands."""
    if version.status not in VERB_OF:
        return [f"该版本现处于“{version.get_status_display()}”环节，没有待办的审签。"]
    verb = VERB_OF[version.status]
    reasons = without_right(staff, verb, version.item.unit)
    capacity = acting(staff, verb, version.item.unit)
    if wrote(staff.person, version):
        reasons.append("您参与了本版本的起草或修改，起草人不能审签自己的稿件，请由他人审签。")
    elif capacity and capacity.on_behalf_of and wrote(capacity.on_behalf_of, version):
        reasons.append(
            f"您受{capacity.on_behalf_of}委托审签，而{capacity.on_behalf_of}参与了起草，请由他人审签。"
        )
    return reasons


def reasons_not_to_release(version: Version, staff: Staff | None) -> list[str]:
    """Why the version cannot go public now. None as staff: the platform, at an appointed time."""
    reasons = [] if staff is None else without_right(staff, verbs.RELEASE, version.item.unit)
    if version.status != Status.APPROVED:
        return [*reasons, f"该版本现处于“{version.get_status_display()}”环节，审签完成后才能发布。"]
    # 先审查、后公开 (保密法实施条例 第四十二条): no step may be missing, and each must have
    # approved exactly what is there now.
    for step in missing_steps(version):
        label = Opinion.Step(step).label
        reasons.append(f"“{label}”意见对现有内容无效（内容在审签后有改动），请重新送审。")
    return reasons + _ended(version.item)


def _ended(item: Item) -> list[str]:
    if item.visibility == Item.Visibility.ERASED:
        return ["该信息的内容已删除，不能再发布。"]
    return []


def reasons_not_to_appoint(version: Version, at: datetime | None, staff: Staff) -> list[str]:
    """Why the release cannot be set to this moment (None cancels an appointment)."""
    reasons = without_right(staff, verbs.RELEASE, version.item.unit)
    if not version.is_open:
        reasons.append("该版本已结束，不能设定发布时间。")
    if at is not None and at <= timezone.now():
        reasons.append("定时发布的时间已过，请填写将来的时间。")
    if at == version.release_at:
        reasons.append("没有改动：" + ("已定在这个时间发布。" if at else "没有设定过发布时间。"))
    return reasons


def reasons_not_to_release_urgently(version: Version, staff: Staff) -> list[str]:
    """Why the version cannot go public before review, with the review made up for afterwards."""
    reasons = without_right(staff, verbs.URGENT, version.item.unit)
    if not version.is_open:
        return [*reasons, "该版本已结束，不能紧急发布。"]
    reasons += _incomplete(version) + _ended(version.item)
    if unresolved_findings(version):
        reasons.append("有疑似个人信息未处理；紧急发布也不得泄露个人信息，请先处理。")
    return reasons


def reasons_not_to_review_afterwards(version: Version, staff: Staff) -> list[str]:
    """Why this person cannot make up for the review of an urgent release."""
    reasons = without_right(staff, verbs.SIGN_OFF, version.item.unit)
    if not version.urgent or version.outcome != Version.Outcome.RELEASED:
        reasons.append("该版本不是紧急发布的，无需事后审签。")
    elif version.approved_afterwards_at:
        reasons.append("该版本已完成事后审签。")
    if wrote(staff.person, version):
        reasons.append("您参与了本版本的起草或修改，请由他人事后审签。")
    urged = version.opinions.filter(step=Opinion.Step.SUBMISSION, person=staff.person)
    if urged.exists():
        reasons.append("您办理了本次紧急发布，请由他人事后审签。")
    return reasons


def reasons_not_to_correct(item: Item, staff: Staff) -> list[str]:
    """Why no correction can be started."""
    reasons = without_right(staff, verbs.DRAFT, item.unit)
    if item.visibility == Item.Visibility.ERASED:
        reasons.append("该信息的内容已删除，不能更正。")
    elif item.released_id is None:
        reasons.append("该信息还没有发布过，请直接修改草稿。")
    if item.versions.exclude(status=Status.CLOSED).exists():
        reasons.append("该信息已有一个正在办理的版本，请在该版本上修改。")
    return reasons


def reasons_not_to_abandon(version: Version, staff: Staff) -> list[str]:
    """Why the open version cannot be given up."""
    reasons = without_right(staff, verbs.DRAFT, version.item.unit)
    if not version.is_open:
        reasons.append("该版本已结束。")
    return reasons


def reasons_not_to_withdraw(item: Item, ground: str, note: str, staff: Staff) -> list[str]:
    """Why the item cannot be taken out of public view."""
    reasons = without_right(staff, verbs.WITHDRAW, item.unit)
    if item.visibility != Item.Visibility.PUBLIC:
        reasons.append(f"该信息{item.get_visibility_display()}，不能撤回。")
    return reasons + without_ground(ground, note)


def reasons_not_to_restore(item: Item, staff: Staff) -> list[str]:
    """Why a withdrawn item cannot be made public again."""
    reasons = without_right(staff, verbs.WITHDRAW, item.unit)
    if item.visibility != Item.Visibility.WITHDRAWN:
        reasons.append(f"该信息{item.get_visibility_display()}，不需要恢复。")
    return reasons


def without_ground(ground: str, note: str) -> list[str]:
    """What is missing from the reason that the public reads."""
    known = {code.code for code in codes("end-grounds", timezone.localdate())}
    reasons = []
    if ground not in known:
        reasons.append("请从列表中选择撤回或删除的理由。")
    if not note.strip():
        reasons.append("请写明向社会公开的说明，公众会在原网址上看到它。")
    return reasons
