"""`gongkai init`: make the instance, or bring it up to date. Safe to repeat."""

from __future__ import annotations

import argparse
from pathlib import Path

import gongkai

RULES = Path(gongkai.__file__).parent / "rules"


def configure(parser: argparse.ArgumentParser) -> None:
    """No options: everything comes from the environment."""


def run(_: argparse.Namespace) -> int:
    """Migrate, load lists and calendars, collect static files."""
    create_instance()
    from django.conf import settings

    print(f"实例已就绪：{settings.HOME}")
    return 0


def create_instance() -> None:
    """Everything that an instance needs before anyone signs in."""
    from django.conf import settings
    from django.core.management import call_command

    for folder in (settings.HOME, settings.PUBLIC_ROOT, settings.FILES_ROOT):
        Path(folder).mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_reference()


def load_reference() -> None:
    """The lists and the working calendars that ship with the platform."""
    from gongkai.reference.models import CalendarYear
    from gongkai.reference.operations import load_calendar_year, load_lists

    load_lists(RULES / "lists")
    known = set(CalendarYear.objects.values_list("year", flat=True))
    for path in sorted((RULES / "calendar").glob("*.toml")):
        if int(path.stem) not in known:
            load_calendar_year(path)
