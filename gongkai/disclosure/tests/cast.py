"""The people and things of these tests: a finance bureau, its office, and who does what there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.disclosure import verbs
from gongkai.disclosure.content import Content, content_of, current_hash
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.operations import drafting, releasing, reviewing
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Person, Unit
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.reference.models import Code, CodeList
from gongkai.registers.limits import parse_limit
from gongkai.registers.models import Catalogue, CatalogueEntry, EntryVersion

LIMIT = "信息形成或者变更之日起20个工作日内"


@dataclass
class Cast:
    """A small bureau with one duty."""

    body: Body
    unit: Unit
    duty: CatalogueEntry
    clerk: Staff
    reviewer: Staff
    secrecy: Staff
    leader: Staff
    outsider: Staff  # a clerk of another bureau

    def draft(self, **content: Any) -> Version:
        """A complete draft by the clerk."""
        said = {"title": "名川县2026年财政预算", "body_html": "<p>收入十亿元。</p>"} | content
        return drafting.draft(
            self.duty, self.unit, Content(**said), formed_on=date(2026, 5, 6), staff=self.clerk
        )

    def approve_all(self, version: Version) -> Version:
        """Through all three steps, each by its own person."""
        reviewing.submit(version, staff=self.clerk)
        for person in (self.reviewer, self.secrecy, self.leader):
            seen = current_hash(Version.objects.get(pk=version.pk))
            reviewing.approve(version, seen_hash=seen, staff=person)
        return Version.objects.get(pk=version.pk)

    def publish(self, **content: Any) -> Item:
        """From draft to public."""
        return releasing.release(self.approve_all(self.draft(**content)), staff=self.leader)

    def edit(self, version: Version, staff: Staff | None = None, **changes: Any) -> drafting.Saving:
        """Save changes over the latest revision."""
        now = Version.objects.get(pk=version.pk)
        content = Content(**{**content_of(now).__dict__, **changes})
        return drafting.save(now, content, revision=now.revision, staff=staff or self.clerk)


def make_cast() -> Cast:
    body = make_body("finance", "名川县财政局")
    unit = make_unit(body, "办公室")
    elsewhere = make_unit(make_body("health", "名川县卫生健康局"), "办公室")
    grounds, _ = CodeList.objects.get_or_create(code="end-grounds", defaults={"name": "理由"})
    for code, name in (("mistake", "内容有误"), ("privacy", "涉及个人信息")):
        Code.objects.get_or_create(
            list=grounds, code=code, defaults={"name": name, "origin": "测试"}
        )
    return Cast(
        body=body,
        unit=unit,
        duty=make_duty(body),
        clerk=_staff("chen", "陈静", unit, verbs.DRAFT),
        reviewer=_staff("wang", "王建国", unit, verbs.UNIT_REVIEW),
        secrecy=_staff("zhao", "赵敏", unit, verbs.SECRECY_REVIEW),
        leader=_staff(
            "li", "李明", unit, verbs.SIGN_OFF, verbs.RELEASE, verbs.URGENT, verbs.WITHDRAW,
            verbs.ERASE,
        ),
        outsider=_staff("sun", "孙悦", elsewhere, verbs.DRAFT),
    )  # fmt: skip


def _staff(username: str, name: str, unit: Unit, *held: Any) -> Staff:
    person: Person = make_person(username, name, unit=unit, verbs=held)
    return Staff(person)


def make_duty(body: Body, code: str = "0501", level2: str = "政府预算") -> CatalogueEntry:
    catalogue, _ = Catalogue.objects.get_or_create(
        code="grassroots", defaults={"name": "名川县标准目录", "kind": "grassroots", "body": body}
    )
    duty = CatalogueEntry.objects.create(catalogue=catalogue, code=code)
    duty.current = EntryVersion.objects.create(
        entry=duty, number=1, effective_on=date(2025, 1, 1), field="finance", level1="财政预决算",
        level2=level2, limit_text=LIMIT, limit_parts=parse_limit(LIMIT),
        responsible_body=body,
    )  # fmt: skip
    duty.save()
    return duty
