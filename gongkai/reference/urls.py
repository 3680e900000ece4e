"""Addresses of the screens of reference data. Mounted below desk/."""

from __future__ import annotations

from django.urls import path

from gongkai.reference.views import calendar, lists

app_name = "reference"
urlpatterns = [
    path("reference/", lists.lists, name="lists"),
    path("reference/lists/<slug:code>/", lists.code_list, name="list"),
    path("reference/lists/<slug:code>/new/", lists.new_code, name="new_code"),
    path("reference/codes/<int:pk>/", lists.change_code, name="change_code"),
    path("reference/divisions/", lists.divisions, name="divisions"),
    path("reference/divisions/new/", lists.new_division, name="new_division"),
    path("reference/divisions/<str:code>/", lists.change_division, name="change_division"),
    path("reference/calendar/", calendar.this_year, name="calendar"),
    path("reference/calendar/load/", calendar.load, name="load"),
    path("reference/calendar/<int:year>/", calendar.year, name="year"),
]
