"""批量导入历史信息: upload a table, see what would be taken over and what is wrong, confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.disclosure import verbs
from gongkai.disclosure.forms.legacy import LegacyForm
from gongkai.disclosure.legacy.judging import Judge, Judged
from gongkai.disclosure.legacy.rows import UnreadableFile, rows_of_table
from gongkai.disclosure.legacy.taking import Outcome, note, reasons_not_to_import_for
from gongkai.disclosure.operations.importing_files import (
    reasons_not_to_import_file,
    take_over_file,
)
from gongkai.files.models import StoredFile
from gongkai.files.operations import receive
from gongkai.files.queries import path_of
from gongkai.journal.recording import Refused
from gongkai.journal.statistics import refresh_statistics
from gongkai.people.access import StaffRequest, needs
from gongkai.people.models import Unit
from gongkai.people.queries import units_where
from gongkai.registers.models import CatalogueEntry
from gongkai.screens.components import Fact, Link

SALT = "disclosure.legacy"
KEPT_FOR = 24 * 3600  # seconds during which an uploaded table can be confirmed
MOST = 2000  # rows on the desk: taken over while somebody waits
SHOWN = 100
NAMES = (".xlsx", ".csv")


@dataclass(frozen=True)
class Table:
    """An uploaded table, and where its items go."""

    file: StoredFile
    name: str
    unit: Unit
    duty: CatalogueEntry | None

    def token(self, person: str) -> str:
        """The address under which only this person finds it, for a day."""
        duty = self.duty.pk if self.duty else None
        said = [self.file.sha256, self.name, self.unit.code, duty, person]
        return signing.dumps(said, salt=SALT)

    @classmethod
    def of(cls, token: str, person: str) -> Table:
        try:
            sha256, name, unit, duty, whose = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
        except signing.BadSignature:
            raise Http404("这份表格的链接已过期，请重新上传。") from None
        file = StoredFile.objects.filter(sha256=sha256, status=StoredFile.Status.ACCEPTED).first()
        found = Unit.objects.filter(code=unit).select_related("body").first()
        if whose != person or file is None or found is None:
            raise Http404("没有这份表格，请重新上传。")
        return cls(file, name, found, CatalogueEntry.objects.filter(pk=duty).first())


@require_http_methods(["GET", "POST"])
@needs(verbs.IMPORT)
def upload(request: StaffRequest) -> HttpResponse:
    """Choose a table and where it belongs."""
    units = list(units_where(request.staff.person, verbs.IMPORT).select_related("body"))
    form = LegacyForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            table = _taken_in(request, form)
            _judged(table)
        except (Refused, UnreadableFile) as problem:
            for reason in problem.reasons if isinstance(problem, Refused) else [str(problem)]:
                form.add_error("file", reason)
        else:
            return redirect("disclosure:legacy_preview", table.token(_who(request)))
    context = {"page_title": "批量导入历史信息", "breadcrumbs": _trail(), "form": form}
    status = 422 if form.errors else 200
    return render(request, "disclosure/desk_legacy.html", context, status=status)


def _taken_in(request: StaffRequest, form: LegacyForm) -> Table:
    file: UploadedFile[Any] = form.cleaned_data["file"]
    name = (file.name or "").replace("\\", "/").rpartition("/")[2]
    if not name.lower().endswith(NAMES):
        raise UnreadableFile("这里只能导入 .xlsx 或 .csv 表格，请另存后再上传。")
    stored = receive(cast(BinaryIO, file), name=name, actor=request.staff)
    if stored.status != StoredFile.Status.ACCEPTED:
        raise Refused(stored.reasons or ["文件还在检查，请稍后再上传一次。"])
    return Table(stored, name, form.cleaned_data["unit"], form.cleaned_data["duty"])


def _judged(table: Table) -> list[Judged]:
    rows = rows_of_table(path_of(table.file).read_bytes(), table.name)
    if len(rows) > MOST:
        raise UnreadableFile(
            f"表格有{len(rows)}行，网页上一次最多{MOST}行；请分成几份，"
            "或者请系统管理员用命令 gongkai import-legacy 导入。"
        )
    if not rows:
        raise UnreadableFile("表头下面没有数据。")
    return Judge(table.duty).judge(rows)


@require_http_methods(["GET", "POST"])
@needs(verbs.IMPORT)
def preview(request: StaffRequest, token: str) -> HttpResponse:
    """What would be taken over, row by row what is wrong, and the button that does it."""
    table = Table.of(token, _who(request))
    try:
        judged = _judged(table)
    except UnreadableFile as problem:
        messages.error(request, str(problem))
        return redirect("disclosure:legacy")
    outcome = Outcome()
    note(judged, outcome, skip_known=True)
    rows = sorted(
        (one.legacy for one in judged if one.legacy), key=lambda legacy: legacy.published_on
    )
    reasons = _reasons(table, outcome, len(rows), request)
    if request.method == "POST" and not reasons:
        try:
            made = take_over_file(table.file, rows, table.unit, staff=request.staff)
        except Refused as refused:
            reasons = refused.reasons
        else:
            refresh_statistics()
            messages.success(request, f"已导入{len(made)}条历史信息，公开页面稍后生成。")
            return redirect(f"{reverse('disclosure:items')}?unit={table.unit.code}")
    context = {
        "page_title": "核对要导入的历史信息",
        "breadcrumbs": [*_trail(), Link("核对", "")],
        "table": table,
        "figures": [
            Fact("将要导入", str(len(rows))),
            Fact("已导入过，略过", str(len(outcome.known))),
            Fact("有问题", str(len(outcome.problems))),
        ],
        "problems": outcome.problems[:SHOWN],
        "hidden_problems": max(0, len(outcome.problems) - SHOWN),
        "known": outcome.known[:SHOWN],
        "rows": rows[:SHOWN],
        "hidden_rows": max(0, len(rows) - SHOWN),
        "without_number": sum(not row.index_number for row in rows),
        "reasons": reasons,
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "disclosure/desk_legacy_preview.html", context, status=status)


def _reasons(table: Table, outcome: Outcome, usable: int, request: StaffRequest) -> Sequence[str]:
    reasons = reasons_not_to_import_for(table.unit, request.staff)
    if outcome.problems:
        count = len(outcome.problems)
        reasons.append(f"表格里有{count}处问题，请在表格里改好，再重新上传；还没有导入任何一条。")
    elif not usable:
        reasons.append("表格里的信息都已经导入过，没有新的。")
    return reasons + reasons_not_to_import_file(table.file, table.unit)


def _who(request: StaffRequest) -> str:
    return request.staff.person.reference


def _trail() -> list[Link]:
    items = Link("公开信息", reverse("disclosure:items"))
    return [items, Link("批量导入历史信息", reverse("disclosure:legacy"))]
