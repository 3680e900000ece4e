"""Mail to requesters: what waits, what went out, what could not be sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.foi.models.requests import FoiRequest
from gongkai.people.models import Person


class Message(models.Model):
    """One message about one fact; its words are made when it is sent and say the number only."""

    class ToldWay(models.TextChoices):
        PHONE = "phone", "电话"
        IN_PERSON = "in_person", "当面"
        POST = "post", "邮寄"
        EMAIL = "email", "更正邮箱后另发邮件"
        LATER = "later", "之后的文书已经送达，不用再告知"

    foi_request = models.ForeignKey(FoiRequest, models.CASCADE, related_name="messages")
    seq = models.PositiveBigIntegerField(unique=True)  # of the fact in the line: told once
    about = models.CharField("事由", max_length=40)  # the name of the fact
    tries = models.PositiveSmallIntegerField("尝试次数", default=0)
    next_at = models.DateTimeField("下次发送时间")
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    given_up_at = models.DateTimeField("放弃时间", null=True, blank=True)
    # One that could not be sent: how and when the requester was told all the same, and by whom.
    told_way = models.CharField("另行告知的方式", max_length=10, choices=ToldWay, blank=True)
    told_on = models.DateField("另行告知的日期", null=True, blank=True)
    told_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "邮件"
        ordering = ["seq"]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="foi_mail_waiting",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
            models.Index(  # could not be sent, and nobody told the requester yet
                fields=["foi_request"],
                name="foi_mail_unsent",
                condition=Q(given_up_at__isnull=False, told_on__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_on__isnull=True, told_way="", told_by__isnull=True)
                | Q(told_on__isnull=False, told_by__isnull=False) & ~Q(told_way=""),
                name="foi_told_how_when_by_whom",
            ),
        ]

    @property
    def reference(self) -> str:
        return f"{self.foi_request.reference}/message/{self.seq}"

    @property
    def subject(self) -> str:
        """What the requester should have been told."""
        return SUBJECTS.get(self.about, "办理进展")


# What a message is about, by the fact that it tells.
SUBJECTS = {
    "RequestReceived": "已确认收到",
    "ClarificationAsked": "需要您补正",
    "DeadlineExtended": "延期答复",
    "RequestAnswered": "已答复",
}
