"""Tables of the trail: cases with their pseudonyms, entries with their salts, anchors."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from gongkai.journal.models import Entry


class Case(models.Model):
    """What entries are about, the random name it has in the trail, and the end of its chain."""

    reference = models.CharField("关于", max_length=80, unique=True)  # foi:2026-00017
    case = models.UUIDField("留痕中的名称", unique=True, default=uuid.uuid4)
    seq = models.PositiveIntegerField("步数", default=0)
    leaf = models.BinaryField("最后一步的散列", max_length=32, null=True)

    class Meta:
        verbose_name = "留痕的事项"


class TrailEntry(models.Model):
    """One entry of the trail: its place, its bytes, and the secret behind its commitment."""

    index = models.PositiveBigIntegerField("序号", unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField("第几步")
    # The key of the journal's row. No foreign key: the trail is there to notice that it is gone.
    fact = models.BigIntegerField("留痕记录", null=True, unique=True)
    salt = models.BinaryField(max_length=32, null=True)  # none: known from the files only
    content = models.BinaryField("条目")
    written = models.BooleanField("已写入文件", default=False)

    class Meta:
        verbose_name = "留痕条目"
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="trail_step_once"),
        ]
        indexes = [
            models.Index(fields=["index"], name="trail_waiting", condition=Q(written=False)),
        ]


class Anchor(models.Model):
    """A state of the trail that the public log was told, with the trail's own checkpoint."""

    size = models.PositiveBigIntegerField("条数", unique=True)
    note = models.TextField("签名的检查点")
    fact = models.OneToOneField(Entry, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "锚定"
