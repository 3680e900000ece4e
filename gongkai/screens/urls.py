"""One address: the page that shows every component. Wired below `/desk/`."""

from __future__ import annotations

from django.urls import path

from gongkai.screens.views import styleguide

app_name = "screens"
urlpatterns = [path("styleguide/", styleguide, name="styleguide")]
