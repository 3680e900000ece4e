"""The answer: prepared, reviewed, signed, given. Approvals are bound to its content hash."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.cases.reviewing import FindingConfirmed, ReviewOpinion, TextSetAside
from gongkai.files.models import StoredFile
from gongkai.foi.models.requests import FoiRequest
from gongkai.people.models import Person


class Answer(models.Model):
    """One answer in the making, or given. An answer that was given is never changed again."""

    class Status(models.TextChoices):
        DRAFT = "draft", "起草"
        REVIEW = "review", "审核"
        SECRECY_REVIEW = "secrecy_review", "保密审查"
        SIGN_OFF = "sign_off", "签发"
        SIGNED = "signed", "待发出答复"
        GIVEN = "given", "已答复"
        DROPPED = "dropped", "已放弃"

    foi_request = models.ForeignKey(FoiRequest, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField("版本")
    status = models.CharField("状态", max_length=16, choices=Status, default=Status.DRAFT)
    revision = models.PositiveIntegerField("修订次数", default=1)
    kind = models.CharField("答复类型", max_length=8)  # a code of rules/foi/answers.toml
    ground = models.CharField("法定事由", max_length=12, blank=True)  # E14a … E16c, for R3 and R4
    ground_text = models.CharField(
        "依据条款", max_length=300, blank=True
    )  # which law, which article
    facts = models.JSONField("答复要素", default=dict, blank=True)  # what the letter needs, by name
    text = models.TextField("说明", blank=True)
    # 第十六条第二款: looked up that no law, regulation or rule requires disclosure
    reverse_checked = models.BooleanField("已核对没有应当公开的规定", default=False)
    content_hash = models.CharField("内容摘要", max_length=64)
    author = models.ForeignKey(Person, models.PROTECT, related_name="foi_answers")
    editors = models.ManyToManyField(Person, related_name="foi_answers_edited", blank=True)
    created_at = models.DateTimeField("起草时间")
    changed_at = models.DateTimeField("修改时间")
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    letter = models.CharField("答复书编号", max_length=60, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    served_on = models.DateField("送达日期", null=True, blank=True)
    served_way = models.CharField("送达方式", max_length=10, choices=FoiRequest.Way, blank=True)
    service_note = models.CharField("送达说明", max_length=200, blank=True)  # e.g. 邮件号

    class Meta:
        verbose_name = "答复"
        ordering = ["foi_request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["foi_request", "number"], name="foi_answer_once"),
            models.UniqueConstraint(
                fields=["foi_request"],
                condition=~Q(status__in=["given", "dropped"]),
                name="foi_one_open_answer",
            ),
            models.CheckConstraint(
                condition=~Q(status="given") | (Q(answered_on__isnull=False) & ~Q(letter="")),
                name="foi_given_has_letter",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "submitted_at"], name="foi_answer_queue"),
            models.Index(
                fields=["status", "answered_on"],
                name="foi_answer_unserved",
                condition=Q(served_on__isnull=True),
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.status not in (self.Status.GIVEN, self.Status.DROPPED)


class AnswerSetAside(TextSetAside):
    """An answer's text that could not be saved because someone else had saved meanwhile."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="set_aside")


class AnswerConfirmation(FindingConfirmed):
    """Why something in an answer that looks like personal data of others may be given."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="confirmations")

    class Meta(FindingConfirmed.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "fingerprint"], name="foi_finding_confirmed_once"
            ),
        ]


class AnswerFile(models.Model):
    """A file given with an answer; a redacted copy remembers what it was made of."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=200)
    order = models.PositiveIntegerField("次序", default=0)
    original = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )  # stays inside; never served to the requester
    areas = models.JSONField("遮盖位置", default=list, blank=True)

    class Meta:
        verbose_name = "答复附件"
        ordering = ["answer", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "name"], name="foi_answer_file_name_once"),
        ]


class AnswerOpinion(ReviewOpinion):
    """What one person decided at one step about an answer."""

    class Step(models.TextChoices):
        SUBMISSION = "submission", "送审"
        REVIEW = "review", "审核"
        SECRECY_REVIEW = "secrecy_review", "保密审查"
        SIGN_OFF = "sign_off", "签发"

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="opinions")
    step = models.CharField("环节", max_length=16, choices=Step)
