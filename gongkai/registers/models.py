"""Tables of disclosure catalogues: catalogue, entry (duty), and the versions of each entry."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.people.models import Body


class Catalogue(models.Model):
    """One catalogue, for instance the grass-roots standard catalogue of the county."""

    class Kind(models.TextChoices):
        CORE = "core", "主动公开基本目录"
        GRASSROOTS = "grassroots", "基层政务公开标准目录"
        WITHHELD = "withheld", "不予公开目录"

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    body = models.ForeignKey(Body, models.PROTECT, related_name="catalogues")  # who compiles it
    basis = models.TextField("编制依据", blank=True)
    order = models.PositiveIntegerField("次序", default=0)

    class Meta:
        verbose_name = "公开目录"
        ordering = ["order", "code"]


class CatalogueEntry(models.Model):
    """One duty. What it says now stands in its current version; its code never changes."""

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="entries")
    code = models.CharField("编号", max_length=40)  # 0505, or 财政-03
    current = models.ForeignKey(
        "EntryVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_on = models.DateField("取消日期", null=True, blank=True)  # last day of the duty

    class Meta:
        verbose_name = "目录事项"
        ordering = ["catalogue", "code"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "code"], name="registers_entry_once"),
        ]

    @property
    def reference(self) -> str:
        return f"duty:{self.catalogue.code}.{self.code}"

    def __str__(self) -> str:
        return self.current.title if self.current else self.code


class EntryVersion(models.Model):
    """What a duty says from one day on: the official columns, and how they were understood."""

    class Stage(models.TextChoices):
        """五公开."""

        DECISION = "decision", "决策"
        IMPLEMENTATION = "implementation", "执行"
        MANAGEMENT = "management", "管理"
        SERVICE = "service", "服务"
        RESULT = "result", "结果"

    class Route(models.TextChoices):
        PROACTIVE = "proactive", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        WITHHELD = "withheld", "不予公开"

    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本")
    effective_on = models.DateField("生效日期")
    field = models.CharField("领域", max_length=60, blank=True)  # a code of the list "fields"
    level1 = models.CharField("一级事项", max_length=100)
    level2 = models.CharField("二级事项", max_length=200, blank=True)
    level3 = models.CharField("三级事项", max_length=200, blank=True)
    elements = models.JSONField("公开内容（要素）", default=list)  # texts, one per element
    legal_basis = models.TextField("公开依据", blank=True)
    limit_text = models.TextField("公开时限（原文）", blank=True)
    limit_parts = models.JSONField("公开时限（解析）", default=list)  # see registers/limits.py
    keep_for = models.CharField("公开时长", max_length=60, blank=True)
    responsible_text = models.CharField("公开主体（原文）", max_length=200, blank=True)
    responsible_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="duties"
    )
    channels = models.JSONField("公开渠道和载体", default=list)  # [{"name":…, "selected": true}]
    audience = models.CharField("公开对象", max_length=200, default="全社会")
    route = models.CharField("公开方式", max_length=12, choices=Route, default=Route.PROACTIVE)
    levels = models.JSONField("公开层级", default=list)  # ["county", "township"]
    stages = models.JSONField("五公开阶段", default=list)  # values of Stage
    column_code = models.CharField("网站栏目", max_length=40, blank=True)  # a column of the portal
    adjustment = models.CharField("调整说明", max_length=300, blank=True)  # why this version
    made_at = models.DateTimeField("记录时间", auto_now_add=True)

    class Meta:
        verbose_name = "目录事项版本"
        ordering = ["entry", "number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="registers_version_once"),
            models.CheckConstraint(condition=~Q(level1=""), name="registers_version_has_level1"),
        ]
        indexes = [models.Index(F("responsible_body"), name="registers_by_body")]

    @property
    def title(self) -> str:
        """The duty's name as it is read: level 1, then the more exact ones."""
        return " / ".join(part for part in (self.level1, self.level2, self.level3) if part)
