"""Why content cannot be erased, or not destroyed yet, in Chinese sentences."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.disclosure import verbs
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.queries.reasons import without_ground, without_right
from gongkai.people.actors import Staff
from gongkai.people.models import Body
from gongkai.reference.queries import codes
from gongkai.transparency.leaves import is_decision_number
from gongkai.transparency.queries import to_destroy


def reasons_not_to_erase(
    item: Item, ground: str, note: str, staff: Staff, decision: str = ""
) -> list[str]:
    """Why the content of the item cannot be destroyed."""
    reasons = without_right(staff, verbs.ERASE, item.unit)
    if item.visibility == Item.Visibility.ERASED:
        reasons.append("该信息的内容已经删除。")
    return reasons + without_ground(ground, note) + _unfit_number(decision)


def reasons_not_to_erase_older(
    item: Item, ground: str, staff: Staff, decision: str = ""
) -> list[str]:
    """Why what earlier versions said cannot be destroyed."""
    reasons = without_right(staff, verbs.ERASE, item.unit)
    if item.visibility == Item.Visibility.ERASED:
        reasons.append("该信息的内容已经删除。")
    elif not older_versions(item).exists():
        reasons.append("没有可删除的旧版本：先用“更正”发布遮盖或改正后的版本，再删除旧版本。")
    if ground not in {code.code for code in codes("end-grounds")}:
        reasons.append("请从列表中选择删除的理由。")
    return reasons + _unfit_number(decision)


def older_versions(item: Item) -> QuerySet[Version]:
    """What came before the version in public, and still says something: released or abandoned."""
    if item.released is None:
        return item.versions.none()
    older = item.versions.filter(status=Version.Status.CLOSED, number__lt=item.released.number)
    return older.exclude(title="", body_html="").order_by("number")


def _unfit_number(decision: str) -> list[str]:
    """The number goes into the public log for ever: it must be one of ours, and nothing else."""
    number = decision.strip()
    if not number:
        return []
    prefixes = Body.objects.exclude(document_prefix="").values_list("document_prefix", flat=True)
    if not is_decision_number(number) or not number.startswith(tuple(prefixes)):
        return [
            "“决定文号”会永久写入公开登记册，只能是本地机关的发文字号，如“名府办发〔2026〕3号”；"
            "没有文号的，请留空。"
        ]
    return []


def reasons_not_to_destroy(item: Item) -> list[str]:
    """Why nothing of the item is destroyed: what is not in the log is not destroyed in silence."""
    if to_destroy(item.reference):
        return []
    return ["删除还没有写入公开登记册，或者内容已经销毁。"]
