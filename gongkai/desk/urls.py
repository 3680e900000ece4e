"""Addresses of the desk itself; domains bring their own below /desk/."""

from __future__ import annotations

from django.urls import path

from gongkai.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("coverage/", views.coverage, name="coverage"),
    path("operations/", views.operations, name="operations"),
]
