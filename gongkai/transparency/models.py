"""Tables of the log: documents, entries, the commitments to their parts, and signed checkpoints.

The files of the log are what counts; these tables say what belongs to which thing here, and hold
the salts, which are secrets as long as the content they cover is.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from gongkai.journal.models import Entry

PUBLIC = "public"


class Document(models.Model):
    """A thing of ours and the random name under which the log knows it."""

    reference = models.CharField("关于", max_length=80, unique=True)  # item:2026-00017
    doc = models.UUIDField("登记册中的名称", unique=True, default=uuid.uuid4)

    class Meta:
        verbose_name = "登记的信息"


class Checkpoint(models.Model):
    """A signed state of a log, word for word as it was published."""

    log = models.CharField(max_length=40, default=PUBLIC)
    size = models.PositiveBigIntegerField("条数")
    note = models.TextField("签名的检查点")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "检查点"
        constraints = [
            models.UniqueConstraint(fields=["log", "size"], name="transparency_checkpoint_once"),
        ]


class LogEntry(models.Model):
    """One entry of a log. Its place is given once; the bytes are hashed as they are, for ever."""

    log = models.CharField(max_length=40, default=PUBLIC)
    index = models.PositiveBigIntegerField("序号")
    content = models.BinaryField("条目")
    act = models.CharField("事由", max_length=20)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    revision = models.PositiveIntegerField("登记册中的版次", null=True)  # counts from 1
    number = models.PositiveIntegerField("版本", null=True)  # what the domain calls the revision
    of = models.PositiveBigIntegerField("所删条目", null=True)  # index, of an erasure
    ground = models.CharField("理由", max_length=40, blank=True)  # the code of our own list
    at = models.DateTimeField("时刻")
    # The fact that it came from. Reading a batch of the journal twice makes no entry twice; none
    # for what was taken back from the files and cannot be found in the journal.
    fact = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")
    ordinal = models.PositiveIntegerField(default=0)  # one fact may make several entries
    checkpoint = models.ForeignKey(  # none as long as it is not in the files
        Checkpoint, models.PROTECT, null=True, related_name="entries"
    )

    class Meta:
        verbose_name = "登记册条目"
        constraints = [
            models.UniqueConstraint(fields=["log", "index"], name="transparency_index_once"),
            models.UniqueConstraint(
                fields=["log", "fact", "ordinal"], name="transparency_fact_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["log", "index"],
                name="transparency_waiting",
                condition=Q(checkpoint__isnull=True),
            ),
        ]


class PartCommitment(models.Model):
    """One part of a revision: what the log is bound to, and the secret that opens it.

    Erased: salt and digest are destroyed, the commitment stays. Without the salt it tells nothing.
    """

    entry = models.ForeignKey(LogEntry, models.CASCADE, related_name="parts")
    name = models.CharField("部分", max_length=10)  # meta, body, a1 …
    commitment = models.BinaryField(max_length=32)
    sm3 = models.BinaryField(max_length=32, null=True)
    salt = models.BinaryField(max_length=32, null=True)
    sha256 = models.CharField("内容摘要", max_length=64, blank=True)
    erased = models.PositiveBigIntegerField("删除条目", null=True)  # index of the tombstone
    destroyed_at = models.DateTimeField("销毁时间", null=True)

    class Meta:
        verbose_name = "承诺"
        constraints = [
            models.UniqueConstraint(fields=["entry", "name"], name="transparency_part_once"),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | Q(salt__isnull=True, sha256=""),
                name="transparency_destroyed_leaves_nothing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["erased"],
                name="transparency_to_destroy",
                condition=Q(erased__isnull=False, destroyed_at__isnull=True),
            ),
        ]


class Sealed(models.Model):
    """What a revision said, from the decision to erase it until its tombstone is in the log.

    Nobody is shown it; the domain reads it only to commit to what was published a moment before.
    """

    reference = models.CharField("关于", max_length=80)
    number = models.PositiveIntegerField("版本")
    content = models.JSONField("内容")
    sealed_at = models.DateTimeField("封存时间")

    class Meta:
        verbose_name = "待销毁的内容"
        constraints = [
            models.UniqueConstraint(fields=["reference", "number"], name="transparency_sealed_once")
        ]
