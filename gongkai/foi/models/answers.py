"""The answer: prepared, reviewed, signed, given. Approvals are bound to its content hash."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

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
        SIGNED = "signed", "待送达"
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


class AnswerSetAside(models.Model):
    """What somebody wrote while a colleague saved: kept whole until it was dealt with."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="set_aside")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    against_revision = models.PositiveIntegerField("所据修订")
    typed = models.JSONField("内容")
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = "另存的文字"
        ordering = ["answer", "at"]


class AnswerConfirmation(models.Model):
    """Somebody looked at what seems to be personal data and says why it may be given."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="confirmations")
    fingerprint = models.CharField(max_length=64)  # of kind, place and text; never the text itself
    kind = models.CharField("种类", max_length=20)
    reason = models.CharField("保留的理由", max_length=300)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "个人信息核对"
        ordering = ["answer", "pk"]
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


class AnswerOpinion(models.Model):
    """What one person decided at one step, about exactly this content. Never edited."""

    class Step(models.TextChoices):
        SUBMISSION = "submission", "送审"
        REVIEW = "review", "审核"
        SECRECY_REVIEW = "secrecy_review", "保密审查"
        SIGN_OFF = "sign_off", "签发"

    class Decision(models.TextChoices):
        APPROVED = "approved", "同意"
        RETURNED = "returned", "退回修改"

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="opinions")
    step = models.CharField("环节", max_length=16, choices=Step)
    decision = models.CharField("意见", max_length=10, choices=Decision)
    text = models.CharField("具体意见", max_length=1000, blank=True)
    content_hash = models.CharField("所审内容摘要", max_length=64)
    person = models.ForeignKey(Person, models.PROTECT, related_name="foi_opinions")
    on_behalf_of = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    post_name = models.CharField("岗位", max_length=160, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "审签意见"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision="returned") | ~Q(text=""), name="foi_returned_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_of__isnull=True) | ~Q(on_behalf_of=F("person")),
                name="foi_opinion_not_for_oneself",
            ),
        ]
