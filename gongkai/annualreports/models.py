"""Tables of annual reports: what people write in them, and the editions that were frozen.

The numbers are no tables: until a report is frozen they are counted whenever somebody looks.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.disclosure.models import Item
from gongkai.foi.models import FoiRequest
from gongkai.people.models import Body, Person


class AnnualReport(models.Model):
    """The report of one body on one year: its own work, or rolled up over those below it."""

    class Status(models.TextChoices):
        DRAFT = "draft", "编写"
        APPROVED = "approved", "已审定"
        FROZEN = "frozen", "已定稿"

    key = models.SlugField("编号", max_length=60, unique=True)  # finance-2026, government-2026-all
    body = models.ForeignKey(Body, models.PROTECT, related_name="annual_reports")
    year = models.PositiveSmallIntegerField("年度")
    rolled_up = models.BooleanField("汇总", default=False)
    members = models.ManyToManyField(Body, related_name="rolled_up_in", blank=True)
    form = models.CharField("格式", max_length=40)  # a file of rules/reports
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT)
    started_at = models.DateTimeField("开始时间")
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_hash = models.CharField("审定的内容摘要", max_length=64, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField("审定时间", null=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="annual_reports")

    class Meta:
        verbose_name = "年度报告"
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "rolled_up"], name="annualreports_report_once"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", approved_hash="")
                | (~Q(status="draft") & ~Q(approved_hash="")),
                name="annualreports_approved_content",
            ),
        ]
        indexes = [models.Index(fields=["year", "body"], name="annualreports_year")]

    def __str__(self) -> str:
        return f"{self.body.name}{self.year}年度{'（汇总）' if self.rolled_up else ''}"

    @property
    def reference(self) -> str:
        return f"annual-report:{self.key}"

    @property
    def is_frozen(self) -> bool:
        return self.status == self.Status.FROZEN


class Section(models.Model):
    """The prose of one section, as it was written last."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="sections")
    number = models.CharField("部分", max_length=2)  # 一 … 六
    text = models.TextField("文字", blank=True)
    revision = models.PositiveIntegerField("修订次数", default=0)  # two writers: who saved last
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "报告文字"
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="annualreports_section_once")
        ]


class Figure(models.Model):
    """A number of the first table that somebody typed, and who answers for it. No row: blank."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="figures")
    cell = models.CharField("格", max_length=60)  # 1/licensing.decisions
    value = models.DecimalField("数字", max_digits=16, decimal_places=4)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    source = models.CharField("数据来源", max_length=200, blank=True)

    class Meta:
        verbose_name = "填报数字"
        constraints = [
            models.UniqueConstraint(fields=["report", "cell"], name="annualreports_figure_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="annualreports_not_negative"),
        ]


class Note(models.Model):
    """Why a rule is not kept, where that can be explained."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="notes")
    rule = models.CharField("规则", max_length=4)
    text = models.CharField("说明", max_length=500)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "差异说明"
        constraints = [
            models.UniqueConstraint(fields=["report", "rule"], name="annualreports_note_once"),
            models.CheckConstraint(condition=~Q(text=""), name="annualreports_note_says"),
        ]


class Edition(models.Model):
    """What a report said when it was frozen. Never edited; only its end is noted."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("版次")
    content = models.JSONField("内容")  # see `content.py`
    content_hash = models.CharField("内容摘要", max_length=64)
    seq = models.BigIntegerField("留痕位置")
    frozen_at = models.DateTimeField("定稿时间")
    frozen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField("撤销定稿时间", null=True)
    reopened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reopen_reason = models.CharField("撤销定稿的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "定稿"
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="annualreports_edition_once"),
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(reopened_at__isnull=True),
                name="annualreports_one_edition_in_force",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | ~Q(reopen_reason=""),
                name="annualreports_reopened_with_reason",
            ),
        ]


class RowChoice(models.Model):
    """The row of the second table in which a person counted a request, and why.

    Which row an answer falls in is a reading of the form, so a person may decide otherwise.
    """

    foi_request = models.OneToOneField(FoiRequest, models.CASCADE, related_name="report_row")
    row = models.CharField("行", max_length=8)  # 3.4.1
    reason = models.CharField("理由", max_length=300)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "归类调整"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="annualreports_row_with_reason")
        ]
