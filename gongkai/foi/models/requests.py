"""The request itself, apart from who made it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.files.models import StoredFile
from gongkai.people.models import Body, Person, Unit


class FoiRequest(models.Model):
    """One request for one thing (一事一申请). Where it stands, how it ended, what is due: three
    questions; the last is answered by its clocks and never kept here."""

    class Channel(models.TextChoices):
        COUNTER = "counter", "当面提交"
        SIGNED_MAIL = "signed_mail", "邮寄（签收）"
        PLAIN_MAIL = "plain_mail", "邮寄（平常信函）"
        FAX = "fax", "传真"
        EMAIL = "email", "电子邮件"
        ONLINE = "online", "网上提交"

    class RequesterKind(models.TextChoices):  # the columns of the annual report's second table
        NATURAL = "natural", "自然人"
        BUSINESS = "business", "商业企业"
        RESEARCH = "research", "科研机构"
        WELFARE = "welfare", "社会公益组织"
        LEGAL = "legal", "法律服务机构"
        OTHER = "other", "其他法人或组织"

    class Status(models.TextChoices):
        SUBMITTED = "submitted", "待确认收到"
        OPEN = "open", "办理中"
        CLARIFYING = "clarifying", "待补正"
        CLOSED = "closed", "已办结"

    class Way(models.TextChoices):  # 第二十九条: the form wanted, with way and route
        POST = "post", "邮寄"
        EMAIL = "email", "电子邮件"
        FAX = "fax", "传真"
        COLLECT = "collect", "自行领取"
        READ = "read", "当场查阅、抄录"

    class Carrier(models.TextChoices):
        PAPER = "paper", "纸质"
        ELECTRONIC = "electronic", "电子文档"
        DISC = "disc", "光盘"
        ANY = "any", "不限"

    number = models.CharField("编号", max_length=20, unique=True)  # 2026-00017
    code_hash = models.CharField("查询码摘要", max_length=64)  # the code itself is never kept
    body = models.ForeignKey(Body, models.PROTECT, related_name="foi_requests")  # who answers
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="foi_requests")  # handling unit
    handler = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="foi_requests", db_index=False
    )
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", db_index=False
    )  # split under 一事一申请
    channel = models.CharField("提交方式", max_length=12, choices=Channel)
    requester_kind = models.CharField("申请人类型", max_length=10, choices=RequesterKind)
    submitted_at = models.DateTimeField("提交时间")  # the upload, or the day a letter arrived
    received_on = models.DateField("收到日期", null=True, blank=True)  # 第三十一条
    status = models.CharField("状态", max_length=12, choices=Status, default=Status.SUBMITTED)
    outcome = models.CharField("办理结果", max_length=8, blank=True)  # a code of answers.toml
    closed_on = models.DateField("办结日期", null=True, blank=True)
    # After a reopening: until when a decision or judgment wants the new answer, if it says so.
    redo_by = models.DateField("重新答复期限", null=True, blank=True)
    archived_at = models.DateTimeField("归档时间", null=True, blank=True)
    retention = models.CharField("保管期限", max_length=20, blank=True)

    wanted = models.TextField("所需信息内容描述")
    wanted_before_split = models.TextField("拆分前的描述", blank=True)
    wanted_title = models.CharField("信息名称", max_length=300, blank=True)
    wanted_number = models.CharField("文号", max_length=60, blank=True)
    way = models.CharField("获取方式", max_length=10, choices=Way, default=Way.POST)
    carrier = models.CharField("载体形式", max_length=12, choices=Carrier, default=Carrier.PAPER)
    needs_help = models.BooleanField("需要协助", default=False)  # 第四十三条
    form_key = models.UUIDField(null=True, unique=True, editable=False)  # sent twice, made once

    class Meta:
        verbose_name = "政府信息公开申请"
        constraints = [
            models.CheckConstraint(
                condition=Q(status="submitted") | Q(received_on__isnull=False) | Q(outcome="R17"),
                name="foi_open_has_receipt",
            ),
            models.CheckConstraint(
                condition=(Q(status="closed") & ~Q(outcome="") & Q(closed_on__isnull=False))
                | (~Q(status="closed") & Q(outcome="") & Q(closed_on__isnull=True)),
                name="foi_outcome_when_closed",
            ),
        ]
        indexes = [
            # These two hold all that the annual report counts, so that no row is read for it.
            models.Index(
                fields=["body", "received_on", "closed_on", "requester_kind"],
                name="foi_body_received",
            ),
            models.Index(
                fields=["body", "closed_on", "outcome", "requester_kind", "received_on"],
                name="foi_body_closed",
            ),
            # The open ones are few, and found by their status; SQLite cannot see from a bound value
            # that a partial index would do.
            models.Index(fields=["status", "unit"], name="foi_status_unit"),
            models.Index(fields=["handler", "status"], name="foi_handler_status"),
            models.Index(
                fields=["-closed_on", "-id"],
                name="foi_closed_latest",
                condition=Q(closed_on__isnull=False),
            ),
            # Hardly any has parts: an index of all would seem useless to a planner.
            models.Index(fields=["part_of"], name="foi_parts", condition=Q(part_of__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def reference(self) -> str:
        return f"foi:{self.number}"

    @property
    def is_open(self) -> bool:
        return self.status != self.Status.CLOSED


class Requester(models.Model):
    """Who asked. Kept apart: only those who need it read this row (`queries.visibility`)."""

    class IdentityKind(models.TextChoices):
        CITIZEN_CARD = "citizen_card", "居民身份证"
        PASSPORT = "passport", "护照"
        RESIDENCE_PERMIT = "residence_permit", "港澳台居民居住证"
        CREDIT_CODE = "credit_code", "统一社会信用代码"
        OTHER = "other", "其他证件"

    foi_request = models.OneToOneField(FoiRequest, models.CASCADE, related_name="requester")
    name = models.CharField("姓名或名称", max_length=120)
    identity_kind = models.CharField("证件名称", max_length=20, choices=IdentityKind)
    identity_number = models.CharField("证件号码", max_length=40)
    workplace = models.CharField("工作单位", max_length=120, blank=True)
    representative = models.CharField("法定代表人", max_length=40, blank=True)
    contact = models.CharField("联系人", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    address = models.CharField("联系地址", max_length=200, blank=True)
    postcode = models.CharField("邮政编码", max_length=10, blank=True)
    # Keyed hash of the identity number: finds earlier requests of one person without reading names.
    fingerprint = models.CharField(max_length=64, db_index=True)

    class Meta:
        verbose_name = "申请人"


class RequestFile(models.Model):
    """A file that came with a request, or belongs to its handling."""

    class Kind(models.TextChoices):
        IDENTITY = "identity", "身份证明"
        LETTER = "letter", "申请书原件"  # the paper itself, with name and signature
        DESCRIPTION = "description", "申请材料"
        AUTHORISATION = "authorisation", "授权委托书"
        CLARIFICATION = "clarification", "补正材料"
        OPINION = "opinion", "意见材料"
        DELIVERY = "delivery", "送达证明"
        REMEDY = "remedy", "复议诉讼材料"

    foi_request = models.ForeignKey(FoiRequest, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=16, choices=Kind)
    name = models.CharField("名称", max_length=200)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "申请附件"
        ordering = ["foi_request", "pk"]
