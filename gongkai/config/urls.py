"""All addresses that are answered by a program; everything else in public is a baked file."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("desk/", include("gongkai.screens.urls")),
    path("desk/", include("gongkai.desk.urls")),
    path("", include("gongkai.portal.urls")),
]
