"""Mail to requesters: what waits, what went out, what could not be sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.foi.models.requests import FoiRequest


class Message(models.Model):
    """One message about one fact; its words are made when it is sent and say the number only."""

    foi_request = models.ForeignKey(FoiRequest, models.CASCADE, related_name="messages")
    seq = models.PositiveBigIntegerField(unique=True)  # of the fact in the line: told once
    about = models.CharField("事由", max_length=40)  # the name of the fact
    tries = models.PositiveSmallIntegerField("尝试次数", default=0)
    next_at = models.DateTimeField("下次发送时间")
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    given_up_at = models.DateTimeField("放弃时间", null=True, blank=True)

    class Meta:
        verbose_name = "邮件"
        ordering = ["seq"]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="foi_mail_waiting",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
        ]
