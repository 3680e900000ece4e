"""What every text keeps that several people write and review: an item's version, an answer.

Abstract tables; the apps add what the text is (`version`, `answer`) and which steps there are.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from gongkai.people.actors import Staff
from gongkai.people.models import Person

LONGEST_OPINION = 1000


class ReviewOpinion(models.Model):
    """What one person decided at one step, about exactly this content. Never edited.

    The app's table has `step` with its own choices besides.
    """

    class Decision(models.TextChoices):
        APPROVED = "approved", "同意"
        RETURNED = "returned", "退回修改"

    decision = models.CharField("意见", max_length=10, choices=Decision)
    text = models.CharField("具体意见", max_length=LONGEST_OPINION, blank=True)
    content_hash = models.CharField("所审内容摘要", max_length=64)
    person = models.ForeignKey(Person, models.PROTECT, related_name="%(app_label)s_opinions")
    on_behalf_of = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    post_name = models.CharField("岗位", max_length=160, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        abstract = True
        verbose_name = "审签意见"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision="returned") | ~Q(text=""),
                name="%(app_label)s_returned_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_of__isnull=True) | ~Q(on_behalf_of=F("person")),
                name="%(app_label)s_opinion_not_for_oneself",
            ),
        ]

    @classmethod
    def give(cls, *, decision: str, text: str, staff: Staff, **about: Any) -> Self:
        """Write down who thought what; `about` is the text, the step and the content's hash."""
        return cls._default_manager.create(
            decision=decision,
            text=text.strip(),
            person=staff.person,
            on_behalf_of=staff.on_behalf_of,
            post_name=str(staff.post or ""),
            at=timezone.now(),
            **about,
        )


def too_long(text: str) -> list[str]:
    """Why an opinion cannot be kept as it was written."""
    if len(text) <= LONGEST_OPINION:
        return []
    return [f"意见最多{LONGEST_OPINION}个字，现在有{len(text)}个字，请删减。"]


class TextSetAside(models.Model):
    """What somebody wrote while a colleague saved: kept whole until it was dealt with."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    against_revision = models.PositiveIntegerField("所据修订")
    typed = models.JSONField("所填内容")
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = "另存的文字"
        ordering = ["at", "pk"]


class FindingConfirmed(models.Model):
    """Something that looks like personal data, and why whoever wrote it says that it may stay."""

    fingerprint = models.CharField(max_length=64)  # of kind, place and text: never the text itself
    kind = models.CharField("种类", max_length=30)
    reason = models.CharField("保留的理由", max_length=300)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        abstract = True
        verbose_name = "个人信息核对"
        ordering = ["pk"]
