"""Tables of disclosure catalogues: catalogue, entry (duty), and the versions of each entry."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.people.models import Body, Person
from gongkai.registers import channels as channel_list
from gongkai.registers import limits
from gongkai.registers.columns import DutyColumns, audience_parts
from gongkai.registers.elements import Element
from gongkai.registers.limits import LimitPart


class Catalogue(models.Model):
    """One catalogue, for instance the grass-roots standard catalogue of the county."""

    class Kind(models.TextChoices):
        CORE = "core", "主动公开基本目录"
        GRASSROOTS = "grassroots", "基层政务公开标准目录"
        WITHHELD = "withheld", "不予公开目录"

    code = models.SlugField("代码", max_length=24, unique=True)
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    body = models.ForeignKey(Body, models.PROTECT, related_name="catalogues")  # who compiles it
    basis = models.TextField("编制依据", blank=True)
    # What ■ and □ mean differs from table to table (chosen, or obligatory): as the table says.
    channel_legend = models.CharField("渠道标记说明", max_length=200, blank=True)
    order = models.PositiveIntegerField("次序", default=0)

    class Meta:
        verbose_name = "公开目录"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return f"catalogue:{self.code}"


class CatalogueEntry(models.Model):
    """One duty. What it says now stands in its current version; its code never changes."""

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="entries")
    code = models.CharField("编号", max_length=40)  # 0505, or 财政预决算-003
    # Derived: the version in force today, moved by `operations.bring_into_force` when its day
    # comes. For another day ask `queries.duty_on`.
    current = models.ForeignKey(
        "EntryVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_on = models.DateField("取消日期", null=True, blank=True)  # last day of the duty
    end_note = models.CharField("取消说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "目录事项"
        ordering = ["catalogue", "code"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "code"], name="registers_entry_once"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(end_note=""),
                name="registers_ended_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.current.title if self.current else self.code

    @property
    def reference(self) -> str:
        return f"duty:{self.catalogue.code}.{self.code}"


class EntryVersion(models.Model):
    """What a duty says from one day on: the official columns, and how they were understood."""

    class Stage(models.TextChoices):
        """五公开."""

        DECISION = "decision", "决策"
        IMPLEMENTATION = "implementation", "执行"
        MANAGEMENT = "management", "管理"
        SERVICE = "service", "服务"
        RESULT = "result", "结果"

    class Route(models.TextChoices):
        PROACTIVE = "proactive", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        WITHHELD = "withheld", "不予公开"

    class Level(models.TextChoices):
        """公开层级."""

        CITY = "city", "市级"
        COUNTY = "county", "县级"
        TOWNSHIP = "township", "乡级"
        VILLAGE = "village", "村级"

    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本")
    effective_on = models.DateField("生效日期")
    field = models.CharField("领域", max_length=60, blank=True)  # a code of the list "fields"
    level1 = models.CharField("一级事项", max_length=100)
    level2 = models.CharField("二级事项", max_length=200, blank=True)
    level3 = models.CharField("三级事项", max_length=200, blank=True)
    elements = models.JSONField("公开内容（要素）", default=list, blank=True)  # one text each
    # One row may be 主动 for one element and 依申请 for another, and ● or 〇: what belongs to each
    # element, in the same order, [{"routes": [...], "optional": false}]; empty: all as `route`.
    element_details = models.JSONField("要素的公开方式", default=list, blank=True)
    legal_basis = models.TextField("公开依据", blank=True)
    limit_text = models.TextField("公开时限（原文）", blank=True)
    limit_parts = models.JSONField("公开时限（解析）", default=list, blank=True)  # see limits.py
    keep_for = models.CharField("公开时长", max_length=60, blank=True)  # a column of its own
    responsible_text = models.CharField("公开主体（原文）", max_length=200, blank=True)
    responsible_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="duties"
    )
    # A county row that every township must also do: inherited, not copied.
    also_responsible = models.ManyToManyField(Body, related_name="shared_duties", blank=True)
    # All thirteen standard options and more, [{"name", "selected"}]; see channels.py.
    channels = models.JSONField("公开渠道和载体", default=list, blank=True)
    audience = models.CharField("公开对象", max_length=200, default="全社会", blank=True)
    route = models.CharField("公开方式", max_length=12, choices=Route, default=Route.PROACTIVE)
    levels = models.JSONField("公开层级", default=list, blank=True)  # values of Level
    stages = models.JSONField("五公开阶段", default=list, blank=True)  # values of Stage
    local_columns = models.JSONField("本地增加的栏", default=dict, blank=True)  # {"责任处室": …}
    column_code = models.CharField("网站栏目", max_length=40, blank=True)  # a column of the portal
    # A code of the list "openness-grounds" (条例 第十四条 to 第十六条).
    ground = models.CharField("不予公开的理由", max_length=20, blank=True)
    # What is withheld is looked at again (条例 第十八条): by this day at the latest.
    review_on = models.DateField("下次复审日期", null=True, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)  # an article, a standards row
    unconfirmed = models.CharField("待核实之处", max_length=300, blank=True)
    adjustment = models.CharField("调整说明", max_length=300, blank=True)  # why this version
    made_at = models.DateTimeField("记录时间", auto_now_add=True)

    class Meta:
        verbose_name = "目录事项版本"
        ordering = ["entry", "number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="registers_version_once"),
            models.CheckConstraint(condition=~Q(level1=""), name="registers_version_has_level1"),
            models.CheckConstraint(
                condition=~Q(route="withheld") | (~Q(ground="") & Q(review_on__isnull=False)),
                name="registers_withheld_with_ground",
            ),
        ]
        indexes = [models.Index(F("responsible_body"), name="registers_by_body")]

    @property
    def title(self) -> str:
        """The duty's name as it is read: level 1, then the more exact ones."""
        return " / ".join(part for part in (self.level1, self.level2, self.level3) if part)

    @property
    def columns(self) -> DutyColumns:
        """The official columns as the table has them, with the code of the field for its name."""
        same = {name: getattr(self, name) for name in DutyColumns.SAME_NAMES}
        return DutyColumns(
            code=self.entry.code,
            elements=self.parts,
            responsible=self.responsible_text,
            channels=channel_list.from_json(self.channels),
            levels=tuple(self.levels),
            stages=tuple(self.stages),
            local_columns=dict(self.local_columns),
            **same,
        )

    @property
    def parts(self) -> tuple[Element, ...]:
        """The elements, each with its own routes."""
        details = self.element_details or [{}] * len(self.elements)
        return tuple(
            Element(text, tuple(detail.get("routes") or [self.route]), bool(detail.get("optional")))
            for text, detail in zip(self.elements, details, strict=True)
        )

    @property
    def limit(self) -> list[LimitPart]:
        """How the wording of 公开时限 was understood."""
        parts: list[LimitPart] = self.limit_parts
        return parts

    @property
    def limit_explained(self) -> str:
        """The limit in a Chinese sentence."""
        return limits.explain(self.limit)

    @property
    def limit_doubts(self) -> list[str]:
        """What a person must look at in the limit; empty when all was understood."""
        return limits.doubts(self.limit)

    @property
    def kept_for(self) -> str:
        """How long it stays public: the column of its own, or what 公开时限 says about it."""
        return self.keep_for or limits.keeping(self.limit)

    @property
    def selected_channels(self) -> list[str]:
        """The channels that are chosen, as they are read; 其他 with what was filled in."""
        return [
            f"{one['name']}：{one['text']}" if one.get("text") else one["name"]
            for one in self.channels
            if one["selected"]
        ]

    @property
    def is_for_everyone(self) -> bool:
        """Whether the whole of society is addressed (公开对象 全社会)."""
        return audience_parts(self.audience)[0]


class CatalogueImport(models.Model):
    """An uploaded table that waits to be confirmed, so that nobody uploads twice."""

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="imports")
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("内容摘要", max_length=64)
    content = models.BinaryField("文件", default=b"")  # emptied once it was applied
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField("上传时间")
    applied_at = models.DateTimeField("导入时间", null=True, blank=True)

    class Meta:
        verbose_name = "目录导入"
        ordering = ["-uploaded_at"]
