"""One table: what each clock said when it was last read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.people.models import Body, Unit

OPEN = Q(stopped_on__isnull=True)


class Clock(models.Model):
    """A copy of one reading, by which loops and boards find it. Nothing here is the truth.

    "Overdue" is not stored: it depends on the day on which one asks.
    """

    about = models.CharField("关于", max_length=80)  # the reference that has the clock
    matter = models.CharField("事项", max_length=80, db_index=True)  # the whole it is a part of
    rule = models.CharField("期限规则", max_length=60)
    rule_version = models.CharField("规则版本", max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", db_index=False)
    started_on = models.DateField("起算于")
    due_on = models.DateField("到期日", null=True)  # None while it is paused
    due_at = models.DateTimeField("到期时刻", null=True)  # rules in hours only
    promised_on = models.DateField("承诺日期", null=True)
    # Filled only while a delay that was told (条例 第三十五条) is what is due: then `due_on` again.
    delayed_until = models.DateField("延迟至", null=True)
    provisional = models.BooleanField("暂定", default=False)
    paused_since = models.DateField("暂停自", null=True)
    paused_for = models.CharField("暂停事由", max_length=200, blank=True)
    remaining = models.IntegerField("剩余", null=True)  # of the rule's unit, while it is paused
    stopped_on = models.DateField("终止于", null=True)
    doubts = models.JSONField("存疑", default=list)
    # The due date for which it rang: one that moves may ring anew.
    near_rung_for = models.DateField("已提醒临期", null=True)
    passed_rung_for = models.DateField("已提醒超期", null=True)
    # When the newest calendar year known to this reading had been loaded.
    calendar_at = models.DateTimeField("所据日历", null=True)
    trouble = models.CharField("无法推算", max_length=500, blank=True)
    troubled_at = models.DateTimeField("无法推算自", null=True)

    class Meta:
        verbose_name = "期限"
        constraints = [
            models.UniqueConstraint(fields=["about", "rule"], name="clocks_once"),
        ]
        # A county keeps a million clocks, of which a few thousand run: only these are indexed.
        indexes = [
            models.Index(fields=["due_on", "id"], name="clocks_open_due", condition=OPEN),
            models.Index(fields=["unit", "due_on"], name="clocks_open_unit_due", condition=OPEN),
            models.Index(
                fields=["body", "unit", "due_on", "due_at", "rule", "stopped_on", "delayed_until"],
                name="clocks_open_tally",
                condition=OPEN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.rule}"
