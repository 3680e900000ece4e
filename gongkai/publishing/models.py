"""What has been baked: one row per file under the public root."""

from __future__ import annotations

from django.db import models


class BakedPage(models.Model):
    """One file that stands in public, and the hash it must have."""

    path = models.CharField("路径", max_length=300, unique=True)  # /items/2026/00017/index.html
    source = models.CharField("来源", max_length=80)  # the page kind that declared it
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    baked_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "已生成页面"
        indexes = [models.Index(fields=["source"], name="publishing_source")]
