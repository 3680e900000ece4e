"""Addresses of the desk's pages of catalogues, below /desk/."""

from __future__ import annotations

from django.urls import path

from gongkai.registers.views import catalogues, duties, importing

DUTY = "catalogues/<slug:code>/duties/<str:duty>"

app_name = "registers"
urlpatterns = [
    path("catalogues/", catalogues.catalogues, name="catalogues"),
    path("catalogues/new/", catalogues.new_catalogue, name="new_catalogue"),
    path("catalogues/limit/", duties.limit, name="limit"),
    path("catalogues/<slug:code>/", catalogues.catalogue, name="catalogue"),
    path("catalogues/<slug:code>/export/", catalogues.export, name="export"),
    path("catalogues/<slug:code>/import/", importing.upload, name="import"),
    path("catalogues/<slug:code>/import/<int:pk>/", importing.preview, name="preview"),
    path("catalogues/<slug:code>/new-duty/", duties.add_duty, name="add_duty"),
    path(f"{DUTY}/", duties.duty, name="duty"),
    path(f"{DUTY}/adjust/", duties.adjust_duty, name="adjust_duty"),
    path(f"{DUTY}/end/", duties.end_duty, name="end_duty"),
    path(f"{DUTY}/column/", duties.set_column, name="set_column"),
]
