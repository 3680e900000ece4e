"""All addresses that are answered by a program; everything else in public is a baked file."""

from __future__ import annotations

from django.urls import include, path

STAFF = (
    "desk", "people", "reference", "clocks", "registers", "disclosure", "foi", "annualreports",
    "search", "screens",
)  # fmt: skip

urlpatterns = [path("desk/", include(f"gongkai.{app}.urls")) for app in STAFF]
urlpatterns += [
    path("foi/", include("gongkai.foi.public_urls")),
    path("", include("gongkai.portal.urls")),
]

handler404 = "gongkai.portal.views.not_found"  # the baked page in public
