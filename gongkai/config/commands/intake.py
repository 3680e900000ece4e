"""`gongkai intake FILE…`: read documents as they are; with an instance, make drafts of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.intake import commands

if TYPE_CHECKING:
    from gongkai.intake.reading import Reading
    from gongkai.people.models import Body
    from gongkai.registers.models import CatalogueEntry


def configure(parser: argparse.ArgumentParser) -> None:
    """What intake itself asks for, and on whose behalf drafts are made."""
    commands.configure(parser)
    parser.add_argument("--as", dest="username", metavar="账号", help="以谁的名义起草")
    parser.add_argument("--unit", metavar="单位代码", help="由哪个内设机构提供；默认为其所在单位")
    parser.add_argument("--duty", metavar="事项", help="目录事项，如 grassroots.0501；默认自动推荐")


def run(arguments: argparse.Namespace) -> int:
    """Only read with `--dry-run`; otherwise make drafts through the operation people use."""
    if arguments.dry_run:
        return commands.run(arguments)
    if not arguments.username:
        print("请用 --as 账号 写明以谁的名义起草；只想看识别结果请加 --dry-run。", file=sys.stderr)
        return 2
    from gongkai.config.cli import set_up_django

    set_up_django()
    return commands.run(arguments, drafting_for(arguments))


def drafting_for(arguments: argparse.Namespace) -> Callable[[str, Reading], str]:
    """A function that makes a draft of a reading and says in a sentence what became of it."""
    from django.utils import timezone

    from gongkai.disclosure import verbs
    from gongkai.disclosure.operations.taking_in import content_from, formed_on, take_in
    from gongkai.journal.recording import Refused
    from gongkai.people.actors import Staff
    from gongkai.people.models import Person
    from gongkai.people.queries import units_where

    person = Person.objects.filter(username=arguments.username).first()
    units = units_where(person, verbs.DRAFT, timezone.localdate()) if person else None

    def take(name: str, reading: Reading) -> str:
        if person is None or units is None:
            return f"没有账号“{arguments.username}”，未入库。"
        unit = units.filter(code=arguments.unit).first() if arguments.unit else units.first()
        if unit is None:
            return f"“{person.name}”在该单位没有起草权限，未入库。"
        duty = _duty(arguments.duty, reading, unit.body)
        if duty is None:
            return "没有找到合适的目录事项，未入库；请用 --duty 指定。"
        path = Path(name)
        original = (path.name, path.read_bytes()) if path.is_file() else None
        try:
            version = take_in(
                reading, content_from(reading), duty, unit,
                formed=formed_on(reading), staff=Staff(person), original=original,
            )  # fmt: skip
        except Refused as refused:
            return "未入库：" + "".join(refused.reasons)
        return f"已生成草稿 {version.item.number}，目录事项：{duty}。"

    return take


def _duty(reference: str | None, reading: Reading, body: Body) -> CatalogueEntry | None:
    from gongkai.registers.models import CatalogueEntry
    from gongkai.registers.queries import propose_duty

    if reference:
        catalogue, _, code = reference.removeprefix("duty:").partition(".")
        return CatalogueEntry.objects.filter(catalogue__code=catalogue, code=code).first()
    proposed = propose_duty(
        reading.body_text, reading.title or "", body, document_number=reading.document_number or ""
    )
    return proposed[0][0] if proposed else None
