"""Tables of the journal: entries, the head of the line, bookmarks, and who is at work."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.journal.facts import FACTS, Fact, from_data


class Entry(models.Model):
    """One fact, as it was recorded. Triggers in the database forbid changing or deleting it."""

    seq = models.BigIntegerField("次序", null=True, unique=True)  # given after commit
    name = models.CharField("事实", max_length=80)
    about = models.CharField("关于", max_length=80)  # a reference such as item:2026-00017
    actor = models.JSONField("经办")  # a snapshot: it must read right when people have moved on
    on = models.DateField("法律日期")
    at = models.DateTimeField("时刻")
    data = models.JSONField("内容")

    class Meta:
        verbose_name = "留痕记录"
        indexes = [
            models.Index(fields=["about", "id"], name="journal_about"),
            models.Index(fields=["id"], name="journal_waiting", condition=Q(seq__isnull=True)),
            models.Index(fields=["name", "on"], name="journal_name_on"),
        ]

    @property
    def fact(self) -> Fact:
        """The fact itself, typed."""
        return from_data(FACTS[self.name], self.data)


class Line(models.Model):
    """The head of the line: the last `seq` that was given. One row, locked by the sequencer."""

    last = models.BigIntegerField(default=0)


class Bookmark(models.Model):
    """How far one follower has read, and what stopped it, if something did."""

    follower = models.CharField("跟随者", max_length=80, unique=True)
    seq = models.BigIntegerField("读到", default=0)
    moved_at = models.DateTimeField("移动于", null=True)
    failing_since = models.DateTimeField("失败自", null=True)
    failures = models.PositiveIntegerField("失败次数", default=0)
    problem = models.CharField("问题", max_length=500, blank=True)


class Worker(models.Model):
    """The process that does the following now; stand-bys wait for its lock."""

    name = models.CharField("进程", max_length=120)
    active_since = models.DateTimeField("开始于")
    seen_at = models.DateTimeField("最近活动")
