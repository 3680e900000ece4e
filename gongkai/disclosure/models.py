"""Tables of items, their versions, attachments, opinions and places on shelves.

Status, outcome and visibility are three questions and three fields: where a version stands
(`Version.status`), how it ended (`Version.outcome`), and what the public sees of the item
(`Item.visibility`). The database ties them together.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.cases.reviewing import FindingConfirmed, ReviewOpinion, TextSetAside
from gongkai.files.models import StoredFile
from gongkai.people.models import Body, Person, Unit
from gongkai.registers.models import CatalogueEntry, EntryVersion


class Item(models.Model):
    """One thing published, or to be published, under a duty."""

    class Visibility(models.TextChoices):
        HIDDEN = "hidden", "未公开"
        PUBLIC = "public", "已公开"
        WITHDRAWN = "withdrawn", "已撤回"
        ERASED = "erased", "已删除"

    number = models.CharField("编号", max_length=20, unique=True)  # 2026-00017
    duty = models.ForeignKey(CatalogueEntry, models.PROTECT, related_name="items")
    body = models.ForeignKey(Body, models.PROTECT, related_name="items")  # who publishes it
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="items")  # who provides it
    author = models.ForeignKey(Person, models.PROTECT, related_name="items")
    created_at = models.DateTimeField("起草时间")
    formed_on = models.DateField("信息形成日期")  # starts the clock: 条例 第二十六条
    # Which form it was drafted with: the same form sent twice makes one item.
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    visibility = models.CharField("可见", max_length=10, choices=Visibility, default="hidden")
    index_number = models.CharField("索引号", max_length=40, blank=True)  # given at first release
    released = models.ForeignKey("Version", models.PROTECT, null=True, blank=True, related_name="+")
    first_released_at = models.DateTimeField("首次发布时间", null=True, blank=True)
    ended_at = models.DateTimeField("撤回或删除时间", null=True, blank=True)
    end_ground = models.CharField("撤回或删除的理由", max_length=40, blank=True)  # a code
    end_note = models.CharField("公开说明", max_length=300, blank=True)  # shown on the page

    class Meta:
        verbose_name = "信息条目"
        constraints = [
            models.UniqueConstraint(
                fields=["index_number"], condition=~Q(index_number=""), name="disclosure_index_once"
            ),
            models.CheckConstraint(
                condition=~Q(visibility="public")
                | Q(released__isnull=False, first_released_at__isnull=False),
                name="disclosure_public_has_release",
            ),
            models.CheckConstraint(
                condition=~Q(visibility__in=["withdrawn", "erased"])
                | (Q(ended_at__isnull=False) & ~Q(end_ground="")),
                name="disclosure_ended_with_ground",
            ),
        ]
        indexes = [
            # With the moment, because a body's public items under a duty are counted at every
            # release.
            models.Index(
                fields=["duty", "visibility", "body", "first_released_at"], name="disclosure_duty"
            ),
            models.Index(fields=["unit", "-created_at"], name="disclosure_unit"),
            models.Index(fields=["body", "visibility"], name="disclosure_body"),
        ]

    @property
    def reference(self) -> str:
        return f"item:{self.number}"

    @property
    def path(self) -> str:
        """The address of its public page; it never changes."""
        year, serial = self.number.split("-")
        return f"/items/{year}/{serial}/"


class Version(models.Model):
    """One state of an item's content. Once released it is never changed again."""

    class Status(models.TextChoices):
        DRAFT = "draft", "起草"
        UNIT_REVIEW = "unit_review", "单位审核"
        SECRECY_REVIEW = "secrecy_review", "保密审查"
        SIGN_OFF = "sign_off", "签发"
        APPROVED = "approved", "待发布"
        CLOSED = "closed", "已结束"

    class Outcome(models.TextChoices):
        NONE = "", "—"
        RELEASED = "released", "已发布"
        ABANDONED = "abandoned", "已放弃"

    class Validity(models.TextChoices):
        NOT_APPLICABLE = "", "—"
        IN_FORCE = "in_force", "现行有效"
        AMENDED = "amended", "已修改"
        REPEALED = "repealed", "废止"
        EXPIRED = "expired", "失效"

    class Nature(models.TextChoices):  # the first table of the annual report counts by it
        UNSAID = "", "—"
        REGULATION = "regulation", "规章"
        NORMATIVE = "normative", "行政规范性文件"
        OTHER = "other", "其他文件"

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本")
    status = models.CharField("状态", max_length=16, choices=Status, default=Status.DRAFT)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, default="", blank=True)
    revision = models.PositiveIntegerField("修订次数", default=1)  # two editors: who saved last

    title = models.CharField("名称", max_length=300)
    body_html = models.TextField("正文", blank=True)  # sanitised; see disclosure/richtext.py
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    issued_by = models.CharField("发文机关", max_length=200, blank=True)
    document_kind = models.CharField("文种", max_length=40, blank=True)  # list "document-kinds"
    subject = models.CharField("主题分类", max_length=60, blank=True)  # list "subjects"
    column_code = models.CharField("栏目", max_length=40, blank=True)
    summary = models.CharField("内容概述", max_length=500, blank=True)
    keywords = models.JSONField("关键词", default=list, blank=True)
    source = models.CharField("信息来源", max_length=100, blank=True)  # ContentSource
    adopted_on = models.DateField("成文日期", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("失效日期", null=True, blank=True)
    validity = models.CharField("有效性", max_length=10, choices=Validity, default="", blank=True)
    nature = models.CharField("文件性质", max_length=10, choices=Nature, default="", blank=True)
    route = models.CharField(
        "公开属性", max_length=12, choices=EntryVersion.Route, default="proactive"
    )

    content_hash = models.CharField("内容摘要", max_length=64)  # of all the above and attachments
    author = models.ForeignKey(Person, models.PROTECT, related_name="versions")
    editors = models.ManyToManyField(Person, related_name="edited_versions")  # all who wrote in it
    created_at = models.DateTimeField("起草时间")
    changed_at = models.DateTimeField("修改时间")
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    correction_note = models.CharField("更正说明", max_length=300, blank=True)  # public
    release_at = models.DateTimeField("定时发布", null=True, blank=True)
    urgent = models.BooleanField("紧急发布", default=False)
    approved_afterwards_at = models.DateTimeField("事后审签时间", null=True, blank=True)
    released_at = models.DateTimeField("发布时间", null=True, blank=True)

    class Meta:
        verbose_name = "版本"
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="disclosure_version_once"),
            models.UniqueConstraint(
                fields=["item"], condition=~Q(status="closed"), name="disclosure_one_open_version"
            ),
            models.CheckConstraint(
                condition=(Q(status="closed") & ~Q(outcome=""))
                | (~Q(status="closed") & Q(outcome="")),
                name="disclosure_outcome_when_closed",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="released") | Q(released_at__isnull=False),
                name="disclosure_released_has_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "submitted_at"], name="disclosure_queue"),
            models.Index(fields=["document_number"], name="disclosure_docnumber"),
            # For words in a title: read through without touching the rows, which hold long texts.
            models.Index(fields=["item", "title", "document_number"], name="disclosure_said"),
            models.Index(
                fields=["release_at"],
                name="disclosure_appointed",
                condition=Q(status="approved"),
            ),
            models.Index(  # urgent releases whose review is still to be made up for
                fields=["item"],
                name="disclosure_afterwards",
                condition=Q(urgent=True, approved_afterwards_at__isnull=True),
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.status != self.Status.CLOSED


class Attachment(models.Model):
    """A file of a version. A new version takes the same rows over as copies."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=200)  # as the public sees it
    order = models.PositiveIntegerField("次序", default=0)
    inline = models.BooleanField("正文图片", default=False)  # a picture inside the text

    class Meta:
        verbose_name = "附件"
        ordering = ["version", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="disclosure_name_once"),
        ]


class Opinion(ReviewOpinion):
    """What one person decided at one step about a version."""

    class Step(models.TextChoices):
        SUBMISSION = "submission", "送审"
        UNIT_REVIEW = "unit_review", "单位审核"
        SECRECY_REVIEW = "secrecy_review", "保密审查"
        SIGN_OFF = "sign_off", "签发"
        AFTERWARDS = "afterwards", "事后审签"

    version = models.ForeignKey(Version, models.PROTECT, related_name="opinions")
    step = models.CharField("环节", max_length=16, choices=Step)


class ConfirmedFinding(FindingConfirmed):
    """Why something in a version that looks like personal data may stay."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="confirmed_findings")
    place = models.CharField("位置", max_length=200)

    class Meta(FindingConfirmed.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["version", "fingerprint"], name="disclosure_finding_once"
            ),
        ]


class SetAside(TextSetAside):
    """A version's text that could not be saved because someone else had saved meanwhile."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="set_aside")


class Placement(models.Model):
    """An item's place on a shelf (a public list), counted from the oldest and never reused.

    Lists are paged by place, so a new item changes the newest page and no other, and a withdrawn
    one leaves a gap on its own page only.
    """

    shelf = models.CharField("书架", max_length=80)  # column:notices, body:xx, field:finance …
    place = models.PositiveIntegerField("位置")
    item = models.ForeignKey(Item, models.PROTECT, related_name="placements")

    class Meta:
        verbose_name = "列表位置"
        constraints = [
            models.UniqueConstraint(fields=["shelf", "place"], name="disclosure_place_once"),
            models.UniqueConstraint(fields=["shelf", "item"], name="disclosure_on_shelf_once"),
        ]


class Shelf(models.Model):
    """How many places a shelf has given out; the row is locked while one is given."""

    name = models.CharField(max_length=80, unique=True)
    places = models.PositiveIntegerField(default=0)


class Standing(models.Model):
    """How a body keeps a duty: a counter, kept by an at-once reader and rebuilt at any time.

    It exists so that the coverage of a thousand duties is one small query.
    """

    duty = models.ForeignKey(CatalogueEntry, models.CASCADE, related_name="standings")
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")  # whose items are counted
    public_items = models.PositiveIntegerField(default=0)
    last_released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "body"], name="disclosure_standing_once"),
        ]
