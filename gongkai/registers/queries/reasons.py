"""Why something cannot be done to a catalogue: sentences for the screen and for the operation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from gongkai.journal.actors import Actor
from gongkai.people.actors import Staff
from gongkai.people.models import Body
from gongkai.people.queries import acting, acting_over_body, units_where
from gongkai.registers.columns import WITHHELD, DutyColumns, changed_columns
from gongkai.registers.models import Catalogue, CatalogueEntry, CatalogueImport, EntryVersion
from gongkai.registers.queries.comparing import Comparison
from gongkai.registers.verbs import MAINTAIN

_CODE = re.compile(r"[^\s/\\?#%]{1,40}")
_CATALOGUE_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,23}")
_TAKEN_BY_PAGES = {"new", "limit"}
_RUNNING_NUMBER = re.compile(r"\d{1,3}")


def capacity(actor: Actor, body: Body) -> Actor | None:
    """The capacity in which the actor keeps the catalogues of a body; None when there is none."""
    if not isinstance(actor, Staff):
        return actor
    over_all = acting_over_body(actor, MAINTAIN, body)
    if over_all:
        return over_all
    unit = units_where(actor.person, MAINTAIN).filter(body=body).first()
    return acting(actor, MAINTAIN, unit) if unit else None


def reasons_not_to_maintain(body: Body, actor: Actor) -> list[str]:
    """Why the actor may not keep the catalogues that this body compiles."""
    if capacity(actor, body):
        return []
    return [f"您没有维护{body.name}公开目录的权限，如需调整请联系目录编制单位。"]


def reasons_not_to_create_catalogue(
    code: str, name: str, kind: str, body: Body, actor: Actor
) -> list[str]:
    """Why this catalogue cannot be set up."""
    reasons = reasons_not_to_maintain(body, actor)
    if not _CATALOGUE_CODE.fullmatch(code) or code in _TAKEN_BY_PAGES:
        reasons.append("代码由小写字母、数字和连字符组成，不超过24个字符。")
    elif Catalogue.objects.filter(code=code).exists():
        reasons.append(f"代码“{code}”已经有目录在用，请换一个。")
    if not name.strip():
        reasons.append("请填写目录名称。")
    if kind not in Catalogue.Kind.values:
        reasons.append("请选择目录类别。")
    return reasons


def reasons_not_to_add_duty(
    catalogue: Catalogue, actor: Actor, columns: DutyColumns | None = None
) -> list[str]:
    """Why a duty (this one, where given) cannot be added."""
    reasons = reasons_not_to_maintain(catalogue.body, actor)
    if columns is None:
        return reasons
    if columns.code:
        reasons += _faults_of_code(catalogue, columns.code)
    return [*reasons, *_faults(catalogue, columns)]


def _faults_of_code(catalogue: Catalogue, code: str) -> Iterator[str]:
    if not _CODE.fullmatch(code):
        yield "编号不超过40个字符，不能有空格和斜杠。"
    elif _RUNNING_NUMBER.fullmatch(code):
        yield "编号不能只是一两位的序号（序号会变），请用“0505”或“财政预决算-003”这样的编号。"
    elif catalogue.entries.filter(code=code).exists():
        yield f"编号“{code}”已经用过，编号不能重复使用，请换一个。"


def _faults(catalogue: Catalogue, columns: DutyColumns) -> Iterator[str]:
    withheld = catalogue.kind == Catalogue.Kind.WITHHELD
    if not columns.level1.strip():
        yield "请填写一级事项。"
    if withheld != (columns.route == WITHHELD):
        if withheld:
            yield "不予公开目录里的事项，公开方式只能是“不予公开”。"
        else:
            yield "“不予公开”的事项请列入不予公开目录。"
    if withheld and not columns.ground:
        yield "请选择不予公开的理由（条例第十四条至第十六条）。"
    if withheld and columns.review_on is None:
        yield "请填写下次复审日期（条例第十八条要求定期评估审查）。"


def reasons_not_to_adjust_duty(
    entry: CatalogueEntry,
    actor: Actor,
    columns: DutyColumns | None = None,
    *,
    effective_on: date | None = None,
    explanation: str = "",
    against: int | None = None,
    remarks: Mapping[str, str] | None = None,
) -> list[str]:
    """Why a duty cannot be adjusted (to these columns). `against`: the version that was read."""
    reasons = reasons_not_to_maintain(entry.catalogue.body, actor)
    if entry.ended_on:
        reasons.append("这一事项已经取消，不能再调整；如需恢复请作为新的事项列入。")
    if columns is None:
        return reasons
    latest = latest_of(entry)
    if against is not None and latest.number != against:
        reasons.append(
            "您编辑期间，这一事项已被他人调整。您填写的内容仍在下面，请对照最新内容后重新提交。"
        )
    if effective_on and effective_on < latest.effective_on:
        reasons.append(f"生效日期不能早于上一版本的生效日期（{latest.effective_on}）。")
    if not explanation.strip():
        reasons.append("请填写调整说明：为什么调整、依据是什么。")
    if not changed_columns(latest.columns, columns) and not changed_remarks(latest, remarks):
        reasons.append("没有改动任何一栏，无需调整。")
    return [*reasons, *_faults(entry.catalogue, columns)]


def changed_remarks(latest: EntryVersion, remarks: Mapping[str, str] | None) -> list[str]:
    """Which of `source` and `unconfirmed` would say something else."""
    return [name for name, text in (remarks or {}).items() if getattr(latest, name) != text]


def latest_of(entry: CatalogueEntry) -> EntryVersion:
    """The newest version, also when its day is still to come."""
    return entry.versions.order_by("-number").select_related("entry__catalogue")[0]


def reasons_not_to_end_duty(
    entry: CatalogueEntry, actor: Actor, *, on: date | None = None, note: str | None = None
) -> list[str]:
    """Why a duty cannot be ended; `on` would be its last day, `note` the reason."""
    reasons = reasons_not_to_maintain(entry.catalogue.body, actor)
    if entry.ended_on:
        reasons.append("这一事项已经取消。")
    if on is not None:
        first = entry.versions.order_by("number")[0]
        if on < first.effective_on:
            reasons.append(f"最后有效日不能早于列入目录的日期（{first.effective_on}）。")
    if note is not None and not note.strip():
        reasons.append("请填写取消的原因和依据。")
    return reasons


def reasons_not_to_set_column(entry: CatalogueEntry, actor: Actor) -> list[str]:
    """Why the column of the site cannot be changed for a duty."""
    reasons = reasons_not_to_maintain(entry.catalogue.body, actor)
    return reasons + (["这一事项已经取消。"] if entry.ended_on else [])


def reasons_not_to_upload(catalogue: Catalogue, actor: Actor) -> list[str]:
    """Why no table can be uploaded for this catalogue."""
    return reasons_not_to_maintain(catalogue.body, actor)


def reasons_not_to_import(
    pending: CatalogueImport,
    actor: Actor,
    comparison: Comparison,
    *,
    seen: str | None = None,
    end_missing: bool = False,
) -> list[str]:
    """Why an uploaded table cannot be taken over. `seen`: the state that was shown."""
    reasons = reasons_not_to_maintain(pending.catalogue.body, actor)
    if pending.applied_at:
        return [*reasons, "这份文件已经导入过。"]
    if seen is not None and seen != comparison.seen:
        reasons.append("预览之后目录又有调整，请重新核对下面的对照结果，再确认导入。")
    if comparison.errors:
        reasons.append(
            f"文件里有{len(comparison.errors)}处错误，请改好后重新上传；目录没有任何变动。"
        )
    elif not (comparison.added or comparison.changed or (comparison.missing and end_missing)):
        reasons.append("与现行目录相比没有变化，无需导入。")
    return reasons
