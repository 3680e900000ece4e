"""Addresses of the staff screens, below /desk/."""

from __future__ import annotations

from django.urls import path, register_converter

from gongkai.disclosure.views import (
    asides,
    attaching,
    bringing,
    checking,
    editing,
    items,
    legacy,
    reviewing,
    starting,
    versions,
    workspace,
)


class NumberConverter:
    """An item's number: 2026-00017."""

    regex = r"\d{4}-\d{5,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NumberConverter, "item")

app_name = "disclosure"

urlpatterns = [
    path("items/", items.items, name="items"),
    path("items/new/", starting.new, name="new"),
    path("items/new/duties/", starting.duties, name="duties"),
    path("items/new/document/", bringing.bring, name="bring"),
    path("items/new/document/<str:token>/", bringing.document, name="document"),
    path("items/legacy/", legacy.upload, name="legacy"),
    path("items/legacy/<str:token>/", legacy.preview, name="legacy_preview"),
    path("items/<item:number>/", workspace.item, name="item"),
    path("items/<item:number>/act/<slug:name>/", workspace.act, name="act"),
    path("items/<item:number>/edit/", editing.edit, name="edit"),
    path("items/<item:number>/pictures/", attaching.pictures, name="pictures"),
    path("items/<item:number>/aside/<int:pk>/", asides.aside, name="aside"),
    path("items/<item:number>/check/", checking.check, name="check"),
    path("items/<item:number>/review/", reviewing.review, name="review"),
    path("items/<item:number>/versions/<int:old>..<int:new>/", versions.compare, name="versions"),
    path("items/<item:number>/v<int:k>/preview/", versions.preview, name="preview"),
    path("items/<item:number>/v<int:k>/files/<str:name>", versions.file, name="file"),
]
