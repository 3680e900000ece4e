"""Import a table: upload, compare, confirm. The upload is kept, so nobody chooses a file twice."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai.people.access import StaffRequest, staff_view
from gongkai.registers import operations, queries
from gongkai.registers.forms.catalogue import ConfirmForm, UploadForm
from gongkai.registers.models import CatalogueImport
from gongkai.registers.queries.reasons import reasons_not_to_import, reasons_not_to_upload
from gongkai.registers.views.pages import attempt, catalogue_or_404, form_page, trail_to
from gongkai.screens.components import Link

WARNINGS_SHOWN = 200  # at once; a table that lost all its ticks has thousands


@require_http_methods(["GET", "POST"])
@staff_view
def upload(request: StaffRequest, code: str) -> HttpResponse:
    """Choose a table, or go on with one that waits."""
    catalogue = catalogue_or_404(code)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        pending = attempt(
            form,
            lambda: operations.upload(catalogue, file.read(), file.name or "", actor=request.staff),
        )
        if pending:
            return redirect("registers:preview", code, pending.pk)
    return form_page(
        request,
        form,
        title="导入表格",
        label="上传并对照",
        crumbs=trail_to(catalogue),
        reasons=reasons_not_to_upload(catalogue, request.staff),
        template="registers/upload.html",
        catalogue=catalogue,
        waiting=catalogue.imports.filter(applied_at__isnull=True).select_related("person")[:5],
    )


@require_http_methods(["GET", "POST"])
@staff_view
def preview(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """What the table would change, cell by cell what is odd, and the button that does it."""
    catalogue = catalogue_or_404(code)
    pending = get_object_or_404(CatalogueImport, pk=pk, catalogue=catalogue)
    if pending.applied_at:
        messages.info(request, f"“{pending.file_name}”已经导入。")
        return redirect("registers:catalogue", code)
    comparison = queries.compare(catalogue, bytes(pending.content))
    today = timezone.localdate()
    form = ConfirmForm(comparison, request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("seen", "effective_on", "explanation")}
        done = attempt(
            form,
            lambda: operations.import_catalogue(
                pending,
                actor=request.staff,
                end_missing=form.cleaned_data.get("end_missing", False),
                **said,
            ),
        )
        if done:
            messages.success(request, _told(done, form.cleaned_data.get("end_missing", False)))
            return redirect("registers:catalogue", code)
    if form.errors:
        form.show_again(comparison)
    context = {
        "page_title": "对照导入的表格",
        "breadcrumbs": [*trail_to(catalogue), Link("导入表格", "")],
        "catalogue": catalogue,
        "pending": pending,
        "comparison": comparison,
        "cells": [*comparison.errors, *comparison.warnings[:WARNINGS_SHOWN]],
        "hidden_warnings": max(0, len(comparison.warnings) - WARNINGS_SHOWN),
        "form": form,
        "reasons": reasons_not_to_import(pending, request.staff, comparison, end_missing=True),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "registers/preview.html", context, status=status)


def _told(done: queries.Comparison, end_missing: bool) -> str:
    ended = len(done.missing) if end_missing else 0
    return (
        f"已导入：新增{len(done.added)}项，调整{len(done.changed)}项，取消{ended}项，"
        f"{done.unchanged}项没有变化。"
    )
