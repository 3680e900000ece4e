"""`gongkai intake FILE…`: read documents as they are; with an instance, make drafts of them."""

from __future__ import annotations

import argparse

from gongkai.intake import commands


def configure(parser: argparse.ArgumentParser) -> None:
    commands.configure(parser)


def run(arguments: argparse.Namespace) -> int:
    """Only read with `--dry-run`; otherwise make drafts through the operation people use."""
    if arguments.dry_run:
        return commands.run(arguments)
    from gongkai.config.cli import set_up_django

    set_up_django()
    from gongkai.disclosure.taking_in import take_in_from_command

    return commands.run(arguments, take_in_from_command)
