"""Addresses of the board, below /desk/."""

from __future__ import annotations

from django.urls import path

from gongkai.clocks import views

app_name = "clocks"

urlpatterns = [
    path("clocks/", views.board, name="board"),
    path("clocks/moved/", views.moved, name="moved"),
    path("clocks/<int:pk>/why/", views.why, name="why"),
]
