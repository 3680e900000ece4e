"""What is stored: one row per content."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """One content, by its SHA-256. Status, outcome: stands in quarantine, then accepted or refused."""

    class Status(models.TextChoices):
        QUARANTINED = "quarantined", "待检查"
        ACCEPTED = "accepted", "已通过"
        REFUSED = "refused", "未通过"
        DESTROYED = "destroyed", "已销毁"

    sha256 = models.CharField("内容摘要", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=100)  # found from content, never believed
    extension = models.CharField("扩展名", max_length=10)  # that belongs to the type
    status = models.CharField("状态", max_length=12, choices=Status, default=Status.QUARANTINED)
    reasons = models.JSONField("未通过的原因", default=list, blank=True)  # Chinese sentences
    hidden = models.JSONField("隐藏内容", default=list, blank=True)  # comments, hidden sheets …
    text = models.TextField("可检索文字", blank=True)
    release_sha256 = models.CharField("发布副本摘要", max_length=64, blank=True)
    received_at = models.DateTimeField("收到时间")
    received_from = models.CharField("上传人", max_length=80)  # a reference

    class Meta:
        verbose_name = "文件"
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(reasons=[]), name="files_refused_with_reasons"
            ),
        ]
