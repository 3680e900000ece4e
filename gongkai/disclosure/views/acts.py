"""What can be done with an item: each act with its form, its reasons against, and its operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from gongkai.disclosure import verbs
from gongkai.disclosure.forms.acts import (
    ActForm,
    AfterwardsForm,
    AppointForm,
    EraseForm,
    EraseOlderForm,
    PlaceForm,
    SubmitForm,
    UrgentForm,
    WithdrawForm,
)
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.operations import drafting, ending, erasing, placing, releasing, reviewing
from gongkai.disclosure.queries import reasons
from gongkai.disclosure.queries.erasing import reasons_not_to_erase, reasons_not_to_erase_older
from gongkai.kernel.dates import stamp
from gongkai.people.actors import Staff
from gongkai.people.verbs import Verb
from gongkai.reference.queries import codes

Visibility = Item.Visibility
Status = Version.Status
IN_REVIEW = (Status.UNIT_REVIEW, Status.SECRECY_REVIEW, Status.SIGN_OFF)
SOON = timedelta(hours=1)  # any moment to come: whether an appointment is possible at all


@dataclass(frozen=True)
class Act:
    """One verb on the screen. `do` returns what to say afterwards."""

    name: str
    label: str
    verb: Verb
    form: type[ActForm]
    fits: Callable[[Version], bool]  # whether it is a next step here, or only possible somewhere
    reasons: Callable[[Version, Staff], list[str]]
    do: Callable[[Version, dict[str, Any], Staff], str]
    kind: str = ""
    shortcut: str = ""
    text: str = ""
    then: str = "disclosure:item"


def _submit(version: Version, typed: dict[str, Any], staff: Staff) -> str:
    reviewing.submit(version, staff=staff, text=typed["text"])
    return "已送审，进入单位审核。"


def _recall(version: Version, _typed: dict[str, Any], staff: Staff) -> str:
    reviewing.recall(version, staff=staff)
    return "已撤回送审，可以继续修改。"


def _release(version: Version, _typed: dict[str, Any], staff: Staff) -> str:
    item = releasing.release(version, staff=staff)
    return f"已发布，索引号 {item.index_number}。公开页面随即更新。"


def _appoint(version: Version, typed: dict[str, Any], staff: Staff) -> str:
    at = typed["at"]
    releasing.appoint(version, at, staff=staff)
    return f"已定于 {stamp(timezone.localtime(at))} 发布。" if at else "已取消定时发布。"


def _release_urgently(version: Version, typed: dict[str, Any], staff: Staff) -> str:
    item = releasing.release_urgently(version, reason=typed["reason"], staff=staff)
    return f"已紧急发布，索引号 {item.index_number}。请尽快由他人补办审签。"


def _review_afterwards(version: Version, typed: dict[str, Any], staff: Staff) -> str:
    releasing.review_afterwards(
        version, approved=typed["approved"], text=typed["text"], staff=staff
    )
    return "事后审签已补办。" if typed["approved"] else "已记录不同意，请随后办理撤回或更正。"


def _correct(version: Version, _typed: dict[str, Any], staff: Staff) -> str:
    ending.start_correction(version.item, staff=staff)
    if version.item.visibility == Visibility.WITHDRAWN:
        return "已开始更正。原内容仍不公开，新版本审签发布后恢复公开。"
    return "已开始更正。原内容仍在公开，新版本审签发布后取代它。"


def _withdraw(version: Version, typed: dict[str, Any], staff: Staff) -> str:
    ending.withdraw(version.item, ground=typed["ground"], note=typed["note"], staff=staff)
    return "已撤回。原网址改为显示撤回说明。"


def _restore(version: Version, _typed: dict[str, Any], staff: Staff) -> str:
    ending.restore(version.item, staff=staff)
    return "已恢复公开。"


def _erase(version: Version, typed: dict[str, Any], staff: Staff) -> str:
    erasing.erase(
        version.item, ground=typed["ground"], note=typed["note"], decision=typed["decision"],
        staff=staff,
    )  # fmt: skip
    return "内容已撤下并封存，原网址改为显示删除说明；写入公开登记册后随即销毁。"


def _erase_older(version: Version, typed: dict[str, Any], staff: Staff) -> str:
    erasing.erase_older(
        version.item, ground=typed["ground"], decision=typed["decision"], staff=staff
    )
    return "旧版本的内容已封存，写入公开登记册后随即销毁；现行版本不受影响。"


def _place(version: Version, typed: dict[str, Any], staff: Staff) -> str:
    placing.place(version.item, typed["duty"], formed_on=typed["formed_on"], staff=staff)
    return "目录事项和信息形成日期已更改，公开期限随之重新计算。"


def _abandon(version: Version, _typed: dict[str, Any], staff: Staff) -> str:
    drafting.abandon(version, staff=staff)
    return "已放弃这个版本。"


def _is(*statuses: str) -> Callable[[Version], bool]:
    return lambda version: version.status in statuses


def _item_is(*visibilities: str) -> Callable[[Version], bool]:
    return lambda version: not version.is_open and version.item.visibility in visibilities


def _awaits_review_afterwards(version: Version) -> bool:
    return version.urgent and version.approved_afterwards_at is None and not version.is_open


# Ground and note are typed later: a button is not refused for want of them.
def _reasons_not_to_withdraw(version: Version, staff: Staff) -> list[str]:
    return reasons.reasons_not_to_withdraw(version.item, _any_ground(), "—", staff)


def _reasons_not_to_erase(version: Version, staff: Staff) -> list[str]:
    return reasons_not_to_erase(version.item, _any_ground(), "—", staff)


def _reasons_not_to_erase_older(version: Version, staff: Staff) -> list[str]:
    return reasons_not_to_erase_older(version.item, _any_ground(), staff)


def _any_ground() -> str:
    return next((one.code for one in codes("end-grounds")), "")


ACTS = {
    act.name: act
    for act in (
        Act(
            "submit", "送审", verbs.DRAFT, SubmitForm, _is(Status.DRAFT),
            reasons.reasons_not_to_submit, _submit, shortcut="s",
        ),
        Act(
            "release", "立即发布", verbs.RELEASE, ActForm, _is(Status.APPROVED),
            reasons.reasons_not_to_release, _release, shortcut="p",
            text="发布后公众立即可见；发布过的内容不能悄悄改掉，只能更正或撤回，并留下记录。",
        ),
        Act(
            "appoint", "定时发布", verbs.RELEASE, AppointForm, _is(Status.APPROVED),
            lambda version, staff: reasons.reasons_not_to_appoint(
                version, timezone.now() + SOON, staff
            ),
            _appoint, kind="secondary",
        ),
        Act(
            "afterwards", "事后审签", verbs.SIGN_OFF, AfterwardsForm, _awaits_review_afterwards,
            reasons.reasons_not_to_review_afterwards, _review_afterwards,
        ),
        Act(
            "recall", "撤回送审", verbs.DRAFT, ActForm, _is(*IN_REVIEW, Status.APPROVED),
            reasons.reasons_not_to_recall, _recall, kind="secondary",
            text="退回起草状态，已签署的意见失效，修改后须重新送审。",
        ),
        Act(
            "correct", "更正", verbs.DRAFT, ActForm, _item_is(Visibility.PUBLIC),
            lambda version, staff: reasons.reasons_not_to_correct(version.item, staff),
            _correct, shortcut="c", then="disclosure:edit",
            text="以现有内容为底稿起草新版本，审签后取代它；原网址不变，公众能看到更正说明。",
        ),
        Act(
            "withdraw", "撤回公开", verbs.WITHDRAW, WithdrawForm, _item_is(Visibility.PUBLIC),
            _reasons_not_to_withdraw, _withdraw, kind="danger",
        ),
        Act(
            "restore", "恢复公开", verbs.WITHDRAW, ActForm, _item_is(Visibility.WITHDRAWN),
            lambda version, staff: reasons.reasons_not_to_restore(version.item, staff),
            _restore, text="按撤回前的内容重新公开。",
        ),
        Act(
            "urgent", "紧急发布", verbs.URGENT, UrgentForm, lambda _version: False,
            reasons.reasons_not_to_release_urgently, _release_urgently, kind="danger",
        ),
        Act(
            "place", "改目录事项或形成日期", verbs.DRAFT, PlaceForm, lambda _version: False,
            lambda version, staff: reasons.reasons_not_to_place(version.item, staff),
            _place, kind="secondary", text="公开期限由它们决定；审签中的稿件改动后须重新送审。",
        ),
        Act(
            "abandon", "放弃本版本", verbs.DRAFT, ActForm, lambda _version: False,
            reasons.reasons_not_to_abandon, _abandon, kind="danger",
            text="这个版本不再办理；已经公开的内容不受影响。",
        ),
        Act(
            "erase-older", "删除旧版本", verbs.ERASE, EraseOlderForm, lambda _version: False,
            _reasons_not_to_erase_older, _erase_older, kind="danger",
            text="旧版本里有依法不得保留的内容、现行版本已经遮盖的，用这一项。现行版本继续公开。",
        ),
        Act(
            "erase", "删除内容", verbs.ERASE, EraseForm, lambda _version: False,
            _reasons_not_to_erase, _erase, kind="danger",
            text="只用于依法不得保留的内容。各版本的正文、附件和意见文字写入公开登记册后都会被销毁。",
        ),
    )
}  # fmt: skip
