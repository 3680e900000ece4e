"""Letters that were issued, and the counters of running numbers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.people.models import Body


class Counter(models.Model):
    """Running numbers, one row per series and year; see counting.py. Locked while one is taken."""

    series = models.CharField(max_length=80)  # letter:名财公开告, item, index:…, request
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="cases_counter_once")
        ]


class Letter(models.Model):
    """One letter as it was issued. Its lines are kept, so that a new template changes nothing.

    Facts and lines hold names and addresses: whoever shows a letter decides first who may see the
    matter that it is about.
    """

    matter = models.CharField("所属事项", max_length=80, db_index=True)  # foi:2026-00017
    body = models.ForeignKey(Body, models.PROTECT, related_name="letters")
    template = models.CharField("模板", max_length=60)
    version = models.CharField("模板版本", max_length=20)
    number = models.CharField("编号", max_length=60, unique=True)
    title = models.CharField("标题", max_length=100)
    facts = models.JSONField("要素", default=dict)
    lines = models.JSONField("正文", default=list)  # [kind, text] each
    content_hash = models.CharField("内容摘要", max_length=64)
    issued_on = models.DateField("成文日期")
    issued_at = models.DateTimeField("制发时间")
    issued_by = models.CharField("制发人", max_length=80)  # a reference
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    class Meta:
        verbose_name = "文书"
        ordering = ["issued_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(voided_at__isnull=True) & Q(void_reason=""))
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="cases_voided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | Q(voided_at__isnull=False),
                name="cases_superseded_is_void",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")),
                name="cases_not_superseded_by_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）"

    @property
    def reference(self) -> str:
        return f"letter:{self.pk}"

    @property
    def stands(self) -> bool:
        """Whether it still holds."""
        return self.voided_at is None
