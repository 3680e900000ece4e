"""What happens between receipt and answer. Rows hold words; days stand in the journal as well."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.foi.models.requests import FoiRequest
from gongkai.people.models import Body, Person, Unit


class Clarification(models.Model):
    """补正 (第三十条): asked once for all points; answered, or deemed abandoned."""

    foi_request = models.ForeignKey(FoiRequest, models.PROTECT, related_name="clarifications")
    asked_on = models.DateField("告知日期")
    points = models.TextField("需要补正的内容")
    answer_by = models.DateField("补正期限")
    letter = models.CharField("告知书编号", max_length=60)
    answered_on = models.DateField("收到补正日期", null=True, blank=True)
    answer = models.TextField("补正内容", blank=True)
    # Sent by the requester over the site; it counts from the day that both sides confirm.
    offered_at = models.DateTimeField("网上提交补正的时间", null=True, blank=True)

    class Meta:
        verbose_name = "补正"
        ordering = ["foi_request", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["foi_request"],
                condition=Q(answered_on__isnull=True),
                name="foi_one_open_clarification",
            ),
        ]


class UnitTask(models.Model):
    """Joint handling inside the body, or by another body of the county: its part and opinion."""

    foi_request = models.ForeignKey(FoiRequest, models.PROTECT, related_name="unit_tasks")
    serial = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="foi_tasks")
    question = models.CharField("协办内容", max_length=500)
    asked_on = models.DateField("交办日期")
    replied_on = models.DateField("反馈日期", null=True, blank=True)
    opinion = models.TextField("协办意见", blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "协办"
        ordering = ["foi_request", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["foi_request", "serial"], name="foi_unit_serial_once"),
            models.UniqueConstraint(
                fields=["foi_request", "unit"],
                condition=Q(replied_on__isnull=True),
                name="foi_unit_asked_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit"], name="foi_unit_waiting", condition=Q(replied_on__isnull=True)
            ),
        ]

    @property
    def reference(self) -> str:
        return f"{self.foi_request.reference}/unit/{self.serial}"


class Consultation(models.Model):
    """A third party (第三十二条), a joint maker (第三十四条) or a body concerned (第三十三条第三款)
    asked for its opinion in writing."""

    class Kind(models.TextChoices):
        THIRD_PARTY = "third-party", "第三方"
        OTHER_BODY = "other-body", "共同制作机关"  # its silence is consent
        CONCERNED_BODY = "concerned-body", "有关机关"  # its silence is nothing

    class Position(models.TextChoices):
        CONSENT = "consent", "同意公开"
        OBJECTION = "objection", "不同意公开"
        PARTIAL = "partial", "同意部分公开"
        SILENT = "silent", "逾期未提出意见"

    foi_request = models.ForeignKey(FoiRequest, models.PROTECT, related_name="consultations")
    kind = models.CharField("对象", max_length=16, choices=Kind)
    serial = models.PositiveSmallIntegerField()  # third parties and bodies are counted apart
    name = models.CharField("名称", max_length=120)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField("联系地址", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    question = models.CharField("征求意见内容", max_length=1000)
    interests = models.CharField("可能涉及的权益", max_length=200, blank=True)  # of a third party
    answer_by = models.DateField("请于何日前回复", null=True, blank=True)  # a body concerned
    letter = models.CharField("函件编号", max_length=60)
    asked_on = models.DateField("发出日期")
    letter_received_on = models.DateField("对方收到日期", null=True, blank=True)
    replied_on = models.DateField("收到答复日期", null=True, blank=True)
    position = models.CharField("意见", max_length=10, choices=Position, blank=True)
    opinion = models.TextField("意见内容", blank=True)
    # 第十五条: disclosed in spite of an objection, since withholding would greatly harm the public
    overruled_because = models.CharField("不采纳的理由", max_length=1000, blank=True)
    overruled_letter = models.CharField("告知书编号", max_length=60, blank=True)  # 第三十二条

    class Meta:
        verbose_name = "征求意见"
        ordering = ["foi_request", "kind", "serial"]
        constraints = [
            models.UniqueConstraint(
                fields=["foi_request", "kind", "serial"], name="foi_consulted_serial_once"
            ),
            models.CheckConstraint(
                condition=(Q(replied_on__isnull=True) & Q(position=""))
                | (Q(replied_on__isnull=False) & ~Q(position="")),
                name="foi_reply_has_position",
            ),
        ]

    @property
    def reference(self) -> str:
        return f"{self.foi_request.reference}/{self.kind}/{self.serial}"


class Extension(models.Model):
    """延期答复 (第三十三条): once for each count, decided by the head of the 工作机构, and told."""

    foi_request = models.ForeignKey(FoiRequest, models.PROTECT, related_name="extensions")
    on = models.DateField("批准日期")
    days = models.PositiveSmallIntegerField("延长的工作日")
    reason = models.CharField("延期理由", max_length=500)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    letter = models.CharField("告知书编号", max_length=60)

    class Meta:
        verbose_name = "延期"
        ordering = ["foi_request", "pk"]


class Explanation(models.Model):
    """Why somebody asks so much or so often, after having been asked (第三十五条)."""

    foi_request = models.OneToOneField(FoiRequest, models.PROTECT, related_name="explanation")
    received_on = models.DateField("收到说明的日期")
    text = models.TextField("申请人说明的理由")

    class Meta:
        verbose_name = "说明理由"


class Delay(models.Model):
    """延迟答复 (第三十五条): a reasonable later day, told to the requester. No clock reads it."""

    foi_request = models.OneToOneField(FoiRequest, models.PROTECT, related_name="delay")
    on = models.DateField("告知日期")
    until = models.DateField("确定的答复期限")
    reason = models.CharField("不能按期答复的原因", max_length=500)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    letter = models.CharField("告知书编号", max_length=60)

    class Meta:
        verbose_name = "延迟答复"


class FeeNotice(models.Model):
    """信息处理费 (第四十二条, 国办函〔2020〕109号): by one of two standards, never both."""

    class Standard(models.TextChoices):
        COUNT = "count", "按件"
        PAGES = "pages", "按量"

    foi_request = models.ForeignKey(FoiRequest, models.PROTECT, related_name="fee_notices")
    serial = models.PositiveSmallIntegerField()
    standard = models.CharField("计费标准", max_length=6, choices=Standard)
    # By count: the place of this request among those of the requester in its month; by volume: the
    # pages provided.
    quantity = models.PositiveIntegerField("数量")
    yuan = models.PositiveIntegerField("金额（元）")
    letter = models.CharField("通知书编号", max_length=60)
    notified_on = models.DateField("通知日期")
    received_on = models.DateField("申请人收到日期", null=True, blank=True)
    paid_on = models.DateField("缴费日期", null=True, blank=True)
    cancelled_on = models.DateField("撤销日期", null=True, blank=True)
    cancelled_because = models.CharField("撤销的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "缴费通知"
        ordering = ["foi_request", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["foi_request", "serial"], name="foi_fee_serial_once"),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True)
                | (Q(paid_on__isnull=True) & ~Q(cancelled_because="")),
                name="foi_fee_cancelled_unpaid",
            ),
        ]

    @property
    def reference(self) -> str:
        return f"{self.foi_request.reference}/fee/{self.serial}"
