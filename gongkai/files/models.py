"""What is stored: one row per content."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """One content, by its SHA-256: in quarantine, then accepted or refused, at last destroyed.

    What a file is called is the business of those who use it; two attachments with different names
    may be one content.
    """

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
    hidden = models.JSONField("隐藏内容", default=list, blank=True)  # [kind, place, text] each
    text = models.TextField("可检索文字", blank=True)  # what everyone sees, for search
    release_sha256 = models.CharField("发布副本摘要", max_length=64, blank=True)
    received_at = models.DateTimeField("收到时间")
    received_from = models.CharField("上传人", max_length=80)  # a reference
    examined_at = models.DateTimeField("检查时间", null=True, blank=True)
    destroyed_at = models.DateTimeField("销毁时间", null=True, blank=True)

    class Meta:
        verbose_name = "文件"
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(reasons=[]), name="files_refused_with_reasons"
            ),
            models.CheckConstraint(
                condition=Q(status="quarantined")
                | Q(examined_at__isnull=False)
                | Q(status="destroyed"),
                name="files_examined_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status="destroyed")
                | Q(destroyed_at__isnull=False, text="", hidden=[], release_sha256=""),
                name="files_destroyed_leaves_nothing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_at"], name="files_waiting", condition=Q(status="quarantined")
            ),
        ]

    @property
    def reference(self) -> str:
        """How the journal speaks of it."""
        return f"file:{self.sha256}"

    @property
    def is_accepted(self) -> bool:
        return self.status == self.Status.ACCEPTED
