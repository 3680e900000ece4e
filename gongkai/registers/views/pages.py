"""What these pages share: finding things by their addresses, the trail, a page with one form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import TypeVar

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from gongkai.journal.recording import Refused
from gongkai.registers.models import Catalogue, CatalogueEntry
from gongkai.screens.components import Link

T = TypeVar("T")


def catalogue_or_404(code: str) -> Catalogue:
    """The catalogue of an address."""
    return get_object_or_404(Catalogue.objects.select_related("body"), code=code)


def duty_or_404(code: str, duty: str) -> CatalogueEntry:
    """The duty of an address."""
    entries = CatalogueEntry.objects.select_related("catalogue__body", "current__responsible_body")
    return get_object_or_404(entries, catalogue__code=code, code=duty)


def trail() -> list[Link]:
    """公开目录."""
    return [Link("公开目录", reverse("registers:catalogues"))]


def trail_to(catalogue: Catalogue) -> list[Link]:
    """公开目录 › 标准目录."""
    return [*trail(), Link(catalogue.name, reverse("registers:catalogue", args=[catalogue.code]))]


def trail_to_duty(entry: CatalogueEntry) -> list[Link]:
    """公开目录 › 标准目录 › 0505."""
    address = reverse("registers:duty", args=[entry.catalogue.code, entry.code])
    return [*trail_to(entry.catalogue), Link(entry.code, address)]


def attempt(form: Form, do: Callable[[], T]) -> T | None:
    """What the operation returns; None when it refused, with its reasons above the form."""
    try:
        return do()
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return None


def form_page(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    label: str,
    crumbs: Sequence[Link],
    reasons: Sequence[str] = (),
    template: str = "registers/form_page.html",
    **more: object,
) -> HttpResponse:
    """A page with one form; the last of `crumbs` is the way back."""
    context = {
        "form": form,
        "page_title": title,
        "label": label,
        "breadcrumbs": [*crumbs, Link(title, "")],
        "back": crumbs[-1],
        "reasons": reasons,
        **more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, context, status=status)
