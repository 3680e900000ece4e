"""Addresses of the desk's pages of annual reports, below /desk/."""

from __future__ import annotations

from django.urls import path

from gongkai.annualreports.views import cells, listing, report, rows, writing

REPORT = "annual-reports/<slug:key>"

app_name = "annualreports"
urlpatterns = [
    path("annual-reports/", listing.reports, name="reports"),
    path("annual-reports/start/", listing.start, name="start"),
    path("annual-reports/rows/<str:number>/", rows.row, name="row"),
    path(f"{REPORT}/", report.report, name="report"),
    path(f"{REPORT}/report.<str:kind>", report.download, name="download"),
    path(f"{REPORT}/act/<slug:name>/", report.act, name="act"),
    path(f"{REPORT}/sections/<int:place>/", writing.section, name="section"),
    path(f"{REPORT}/figures/", writing.figures, name="figures"),
    path(f"{REPORT}/members/", writing.members, name="members"),
    path(f"{REPORT}/cells/<path:cell>/", cells.cell, name="cell"),
]
