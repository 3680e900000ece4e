"""Divisions, code lists and calendar years, each with its origin and its time."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q


class Dated(models.Model):
    """A row that comes from somewhere and holds for a time; `valid_until` is the last day."""

    origin = models.CharField("来源", max_length=200)
    valid_from = models.DateField("生效日期", null=True, blank=True)
    valid_until = models.DateField("失效日期", null=True, blank=True)

    class Meta:
        abstract = True


class Division(Dated):
    """An administrative division, by its six-digit (or longer) code."""

    class Level(models.TextChoices):
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"
        TOWNSHIP = "township", "乡级"
        VILLAGE = "village", "村级"

    code = models.CharField("区划代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        verbose_name = "行政区划"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return f"division:{self.code}"


class CodeList(models.Model):
    """A list of codes, such as subject classes (主题分类), kinds of documents (文种) or fields."""

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=60)
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "代码表"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return f"list:{self.code}"


def no_aliases() -> list[str]:
    """Within `Code` the name `list` is the code list, not Python's."""
    return []


class Code(Dated):
    """One row of a list; a code is never reused for something else."""

    list = models.ForeignKey(CodeList, models.PROTECT, related_name="codes")
    code = models.CharField("代码", max_length=60)
    name = models.CharField("名称", max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    order = models.PositiveIntegerField("次序", default=0)
    aliases = models.JSONField("别名", default=no_aliases, blank=True)
    # Changed on screen by those who may: loading the shipped list again leaves this row alone.
    kept_here = models.BooleanField("本地维护", default=False)

    class Meta:
        verbose_name = "代码"
        ordering = ["list", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["list", "code"], name="reference_code_once"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="reference_code_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def holds_on(self, day: date) -> bool:
        """Whether the code may be chosen on a day; things already marked with it keep it."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)


class CalendarYear(models.Model):
    """The working calendar of one year as officially announced, and as it was loaded here."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    notice = models.CharField("通知文号", max_length=60)
    table = models.JSONField("放假与调休")  # the form of rules/calendar/*.toml
    loaded_at = models.DateTimeField("载入时间")

    class Meta:
        verbose_name = "工作日历"
        ordering = ["year"]

    @property
    def reference(self) -> str:
        return f"calendar:{self.year}"
