"""What has been baked: one row per file under the public root; and what is still to be done."""

from __future__ import annotations

from django.db import models


class BakedPage(models.Model):
    """One file that stands in public, and the hash it must have."""

    path = models.CharField("路径", max_length=400, unique=True)  # /items/2026/00017/index.html
    source = models.CharField("来源", max_length=80)  # the page kind that declared it
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    baked_at = models.DateTimeField("生成时间")  # when these bytes were written
    checked_at = models.DateTimeField("核对时间")  # when they were last found right by rendering

    class Meta:
        verbose_name = "已生成页面"
        indexes = [models.Index(fields=["source"], name="publishing_source")]


class FailedPage(models.Model):
    """A page that could not be rendered. It is tried again; the others did not wait for it."""

    path = models.CharField("路径", max_length=400, unique=True)
    source = models.CharField("来源", max_length=80)
    problem = models.CharField("问题", max_length=200)  # type and place, never data
    failed_at = models.DateTimeField("失败时间")

    class Meta:
        verbose_name = "未能生成的页面"


class Rebuild(models.Model):
    """One run over everything that should stand in public; the newest row is the one that counts.

    `fingerprint` says with which head, foot and release the pages were made.
    """

    reason = models.CharField("原因", max_length=100)
    fingerprint = models.CharField("页面框架摘要", max_length=64)
    requested_at = models.DateTimeField("提出时间")
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    done = models.PositiveIntegerField("已核对", default=0)
    total = models.PositiveIntegerField("总数", null=True, blank=True)

    class Meta:
        verbose_name = "全站重建"
