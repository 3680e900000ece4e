"""The app: templates, static files and template tags; no tables."""

from __future__ import annotations

from django.apps import AppConfig


class ScreensConfig(AppConfig):
    """Registers the templates and the tag library `screens`."""

    name = "gongkai.screens"
    verbose_name = "界面"
