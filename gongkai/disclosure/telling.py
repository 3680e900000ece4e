"""The story of an item, told for people: facts of the journal as Chinese sentences.

The journal holds no titles, texts or opinions; what reviewers wrote is looked up in their opinions,
and is gone from the story once the item was erased.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.utils import timezone

from gongkai.clocks.events import DeadlineMoved, DeadlineNear, DeadlinePassed
from gongkai.disclosure import events
from gongkai.disclosure.models import Opinion
from gongkai.disclosure.queries.genuine import FROM_THE_LOG
from gongkai.journal.facts import Fact
from gongkai.journal.models import Entry
from gongkai.kernel.dates import chinese_date, stamp
from gongkai.kernel.personal_data import KIND_LABELS
from gongkai.reference.queries import labels
from gongkai.screens.components import Happening

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Known:
    """What sentences need besides the fact: opinions by number, and the grounds in words."""

    opinions: dict[int, Opinion]
    grounds: dict[str, str]


@dataclass(frozen=True)
class Told:
    """One fact in words; `text` is what somebody wrote, or an addition."""

    title: str
    text: str = ""


def tell(entries: Iterable[Entry]) -> list[Happening]:
    """The timeline of an item, oldest first. Saves in a row by one person become one line."""
    rows = [entry for entry in entries if type(entry.fact) in _SENTENCES]
    known = Known(_opinions_in(rows), labels("end-grounds"))
    return [_happening(run, known) for run in saves_together(rows, events.VersionChanged)]


def _opinions_in(entries: Sequence[Entry]) -> dict[int, Opinion]:
    wanted = {entry.data["opinion"] for entry in entries if "opinion" in entry.data}
    return Opinion.objects.in_bulk(wanted)


def saves_together(entries: Sequence[Entry], writing: type[Fact]) -> list[list[Entry]]:
    """The entries in runs: those of one person who saves one text again and again, by `writing`."""
    runs: list[list[Entry]] = []
    for entry in entries:
        if runs and _is_same_writing(runs[-1][-1], entry, writing):
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def _is_same_writing(before: Entry, after: Entry, writing: type[Fact]) -> bool:
    return (
        before.name == after.name == writing.__name__
        and before.actor.get("person") == after.actor.get("person")
        and before.data["version"] == after.data["version"]
    )


def _happening(run: list[Entry], known: Known) -> Happening:
    last = run[-1]
    told = _SENTENCES[type(last.fact)](last.fact, known)
    times = f"（共 {len(run)} 次）" if len(run) > 1 else ""
    return Happening(last.at, told.title + times, who(last.actor), told.text)


def who(actor: dict[str, str]) -> str:
    """Who did it: 清江县财政局办公室 审核岗 王芳（受李敏委托）, as they were at the time."""
    place = f"{actor.get('body', '')}{actor.get('unit', '')}"
    words = [one for one in (place, actor.get("post", ""), actor.get("name", "")) if one]
    giver = actor.get("on_behalf_of", "")
    return " ".join(words) + (f"（受{giver}委托）" if giver else "")


# --- one sentence per fact -----------------------------------------------------------------------

_SENTENCES: dict[type[Fact], Callable[[Any, Known], Told]] = {}


def _sentence(kind: type[F]) -> Callable[[Callable[[F, Known], Told]], Callable[[F, Known], Told]]:
    def announce(say: Callable[[F, Known], Told]) -> Callable[[F, Known], Told]:
        _SENTENCES[kind] = say
        return say

    return announce


def _of(version: int) -> str:
    """Which version; the first needs no saying."""
    return f"（第{version}版）" if version > 1 else ""


@_sentence(events.ItemDrafted)
def _drafted(_fact: events.ItemDrafted, _known: Known) -> Told:
    return Told("起草")


@_sentence(events.VersionChanged)
def _changed(fact: events.VersionChanged, _known: Known) -> Told:
    return Told(f"修改内容{_of(fact.version)}")


@_sentence(events.ApprovalsVoided)
def _voided(fact: events.ApprovalsVoided, _known: Known) -> Told:
    steps = "、".join(Opinion.Step(step).label for step in fact.steps)
    lost = f"已签署的“{steps}”意见随之失效。" if steps else ""
    return Told(f"审签中改动内容，退回起草{_of(fact.version)}", lost)


@_sentence(events.TextSetAside)
def _set_aside(fact: events.TextSetAside, _known: Known) -> Told:
    return Told(f"与同事同时修改，后保存的文字另存{_of(fact.version)}")


@_sentence(events.TextSettled)
def _settled(fact: events.TextSettled, _known: Known) -> Told:
    return Told(f"另存的文字已处理{_of(fact.version)}")


@_sentence(events.AttachmentAdded)
def _attached(fact: events.AttachmentAdded, _known: Known) -> Told:
    return Told(f"上传附件{_of(fact.version)}")


@_sentence(events.AttachmentRemoved)
def _detached(fact: events.AttachmentRemoved, _known: Known) -> Told:
    return Told(f"移除附件{_of(fact.version)}")


@_sentence(events.AttachmentsArranged)
def _arranged(fact: events.AttachmentsArranged, _known: Known) -> Told:
    return Told(f"调整附件的名称或次序{_of(fact.version)}")


@_sentence(events.PersonalDataMasked)
def _masked(fact: events.PersonalDataMasked, _known: Known) -> Told:
    names: dict[str, str] = {str(kind): name for kind, name in KIND_LABELS.items()}
    kinds = "、".join(names.get(kind, kind) for kind in fact.kinds)
    return Told(f"遮盖个人信息：{kinds}{_of(fact.version)}")


@_sentence(events.PersonalDataConfirmed)
def _confirmed(fact: events.PersonalDataConfirmed, _known: Known) -> Told:
    names: dict[str, str] = {str(kind): name for kind, name in KIND_LABELS.items()}
    return Told(f"说明理由保留：{names.get(fact.kind, '隐藏内容')}{_of(fact.version)}")


@_sentence(events.VersionSubmitted)
def _submitted(fact: events.VersionSubmitted, _known: Known) -> Told:
    return Told(f"送审{_of(fact.version)}")


@_sentence(events.VersionRecalled)
def _recalled(fact: events.VersionRecalled, _known: Known) -> Told:
    return Told(f"撤回送审{_of(fact.version)}")


@_sentence(events.StepApproved)
def _approved(fact: events.StepApproved, known: Known) -> Told:
    step = Opinion.Step(fact.step).label
    return Told(f"{step}：同意{_of(fact.version)}", _written(fact.opinion, known))


@_sentence(events.VersionReturned)
def _returned(fact: events.VersionReturned, known: Known) -> Told:
    step = Opinion.Step(fact.step).label
    return Told(f"{step}：退回修改{_of(fact.version)}", _written(fact.opinion, known))


def _written(opinion: int, known: Known) -> str:
    found = known.opinions.get(opinion)
    return found.text if found else ""


@_sentence(events.ItemPlaced)
def _placed(fact: events.ItemPlaced, _known: Known) -> Told:
    day = fact.formed_on.isoformat()
    return Told("更改目录事项或形成日期", f"目录事项 {fact.duty}，信息形成于 {day}")


@_sentence(events.VersionAbandoned)
def _abandoned(fact: events.VersionAbandoned, _known: Known) -> Told:
    return Told(f"放弃本版本{_of(fact.version)}")


@_sentence(events.ReleaseAppointed)
def _appointed(fact: events.ReleaseAppointed, _known: Known) -> Told:
    if fact.at is None:
        return Told(f"取消定时发布{_of(fact.version)}")
    return Told(f"定于 {stamp(timezone.localtime(fact.at))} 发布{_of(fact.version)}")


@_sentence(events.ItemReleased)
def _released(fact: events.ItemReleased, _known: Known) -> Told:
    title = "紧急发布（审签待补）" if fact.urgent else "发布"
    return Told(title, f"索引号 {fact.index_number}")


@_sentence(events.ItemCorrected)
def _corrected(fact: events.ItemCorrected, _known: Known) -> Told:
    urgent = "（紧急发布，审签待补）" if fact.urgent else ""
    return Told(f"更正发布：第{fact.version}版取代第{fact.previous}版{urgent}")


@_sentence(events.UrgentReleaseReviewed)
def _reviewed(fact: events.UrgentReleaseReviewed, known: Known) -> Told:
    answer = "同意" if fact.approved else "不同意"
    return Told(f"事后审签：{answer}{_of(fact.version)}", _written(fact.opinion, known))


@_sentence(events.CorrectionStarted)
def _correction(fact: events.CorrectionStarted, _known: Known) -> Told:
    return Told(f"开始更正：在第{fact.previous}版的基础上起草第{fact.version}版")


@_sentence(events.ItemWithdrawn)
def _withdrawn(fact: events.ItemWithdrawn, known: Known) -> Told:
    return Told("撤回", _because(fact.ground, known))


@_sentence(events.ItemRestored)
def _restored(_fact: events.ItemRestored, _known: Known) -> Told:
    return Told("恢复公开")


@_sentence(events.ItemErased)
def _erased(fact: events.ItemErased, known: Known) -> Told:
    return Told("删除内容", _because(fact.ground, known))


@_sentence(events.OlderVersionsErased)
def _older_erased(fact: events.OlderVersionsErased, known: Known) -> Told:
    return Told("删除旧版本的内容", _because(fact.ground, known))


@_sentence(events.ContentDestroyed)
def _destroyed(_fact: events.ContentDestroyed, _known: Known) -> Told:
    return Told("已写入公开登记册，内容销毁")


def _because(ground: str, known: Known) -> str:
    return f"理由：{known.grounds.get(ground, ground)}"


@_sentence(events.LegacyFileImported)
def _file_imported(fact: events.LegacyFileImported, _known: Known) -> Told:
    return Told("批量导入历史信息", f"{fact.items}条")


@_sentence(events.ItemImported)
def _imported(_fact: events.ItemImported, _known: Known) -> Told:
    return Told("从原网站导入")


@_sentence(DeadlineNear)
def _near(fact: DeadlineNear, _known: Known) -> Told:
    return Told(f"公开期限将满：{chinese_date(fact.due_on)}")


@_sentence(DeadlinePassed)
def _passed(fact: DeadlinePassed, _known: Known) -> Told:
    return Told(f"公开期限已满：{chinese_date(fact.due_on)}")


@_sentence(DeadlineMoved)
def _moved(fact: DeadlineMoved, _known: Known) -> Told:
    after = chinese_date(fact.after) if fact.after else "暂停计算"
    return Told(f"公开期限因放假安排变动：{after}", "暂定" if fact.provisional else "")


# --- for the public --------------------------------------------------------------------------

PUBLIC_NAMES = {
    events.ItemReleased.__name__: "发布",
    events.ItemImported.__name__: "从原网站导入",
    events.ItemCorrected.__name__: "更正",
    events.ItemWithdrawn.__name__: "撤回",
    events.ItemRestored.__name__: "恢复公开",
    events.ItemErased.__name__: "删除内容",
    events.OlderVersionsErased.__name__: "删除旧版本的内容",
    FROM_THE_LOG: "（平台恢复备份以前登记）",
}


def moment(at: datetime) -> str:
    """A moment as the pages write it."""
    return stamp(timezone.localtime(at))
