"""What follows an answer that somebody does not accept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.foi.models.requests import FoiRequest


class Remedy(models.Model):
    """Reconsideration or lawsuit, as the third table of the annual report counts them."""

    class Kind(models.TextChoices):
        RECONSIDERATION = "reconsideration", "行政复议"
        DIRECT_LITIGATION = "direct_litigation", "未经复议直接起诉"
        LATER_LITIGATION = "later_litigation", "复议后起诉"

    class Result(models.TextChoices):  # the class; the words of the decision stand beside
        UPHELD = "upheld", "结果维持"
        CORRECTED = "corrected", "结果纠正"
        OTHER = "other", "其他结果"
        PENDING = "pending", "尚未审结"

    foi_request = models.ForeignKey(FoiRequest, models.PROTECT, related_name="remedies")
    serial = models.PositiveSmallIntegerField()
    kind = models.CharField("种类", max_length=20, choices=Kind)
    filed_on = models.DateField("申请或起诉日期")
    organ = models.CharField("复议机关或法院", max_length=120)
    case_number = models.CharField("案号", max_length=80, blank=True)
    result = models.CharField("结果", max_length=10, choices=Result, default=Result.PENDING)
    decision = models.CharField("裁决内容", max_length=500, blank=True)  # 维持、撤销、确认违法 …
    decided_on = models.DateField("裁决日期", null=True, blank=True)

    class Meta:
        verbose_name = "复议诉讼"
        ordering = ["foi_request", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["foi_request", "serial"], name="foi_remedy_once"),
            models.CheckConstraint(
                condition=(Q(result="pending") & Q(decided_on__isnull=True))
                | (~Q(result="pending") & Q(decided_on__isnull=False)),
                name="foi_remedy_decided_has_day",
            ),
        ]
        indexes = [models.Index(fields=["kind", "filed_on"], name="foi_remedy_year")]
