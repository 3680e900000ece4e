"""`gongkai init`: make the instance, or bring it up to date. Safe to repeat."""

from __future__ import annotations

import argparse
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    """No options: everything comes from the environment."""


def run(_: argparse.Namespace) -> int:
    """Migrate, load lists and calendars, collect static files, make the key of the public log."""
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
    keep_key()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_reference()
    begin_log()


def keep_key() -> None:
    """The key with which this process began, when there was no folder to keep it in."""
    from django.conf import settings

    from gongkai.config.secret import keep

    if not settings.ENV["GONGKAI_SECRET_KEY"]:
        keep(Path(settings.HOME), settings.SECRET_KEY)


def begin_log() -> None:
    """The key of the public log, if it never had one; a lost one is not replaced in silence."""
    from gongkai.transparency import keys

    keys.ensure()


def load_reference() -> None:
    """The lists, working calendars and synonyms that ship with the platform; what is known is
    left."""
    from gongkai.journal.actors import SYSTEM
    from gongkai.reference.operations import load_calendar, load_lists
    from gongkai.search.operations import load_synonyms

    load_lists(actor=SYSTEM)
    load_calendar(actor=SYSTEM)
    load_synonyms(actor=SYSTEM)
