"""The site and what editors compose on it."""

from __future__ import annotations

from django.db import models

from gongkai.people.models import Body


class Site(models.Model):
    """The site: its official identity, printed in every head and foot (国办发〔2017〕47号)."""

    name = models.CharField("网站名称", max_length=100)  # SiteName
    domain = models.CharField("域名", max_length=100)  # SiteDomain
    site_id_code = models.CharField("网站标识码", max_length=10, blank=True)  # SiteIDCode
    host_body = models.CharField("主办单位", max_length=100)
    contact = models.CharField("联系方式", max_length=200, blank=True)
    icp = models.CharField("ICP备案编号", max_length=60, blank=True)
    police_record = models.CharField("公安机关备案号", max_length=60, blank=True)
    conac_id = models.CharField("党政机关网站标识", max_length=32, blank=True)
    mistake_report = models.BooleanField("显示“我为政府网站找错”", default=False)
    introduction = models.TextField("首页导语", blank=True)
    about_html = models.TextField("关于本站", blank=True)

    class Meta:
        verbose_name = "网站"


class Column(models.Model):
    """A column (栏目): a shelf of items, a hand-picked list, or prose."""

    class Kind(models.TextChoices):
        SHELF = "shelf", "信息列表"
        PICKED = "picked", "精选列表"
        PROSE = "prose", "文字页面"

    code = models.SlugField("代码", max_length=40, unique=True)  # stands in addresses
    name = models.CharField("名称", max_length=60)  # ColumnName
    description = models.CharField("说明", max_length=300)  # ColumnDescription
    keywords = models.CharField("关键词", max_length=200)  # ColumnKeywords
    column_type = models.CharField("栏目类别", max_length=60)  # ColumnType, as printed
    kind = models.CharField("形式", max_length=8, choices=Kind, default=Kind.SHELF)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级栏目",
    )
    order = models.PositiveIntegerField("次序", default=0)
    in_navigation = models.BooleanField("在导航中", default=True)
    on_home = models.BooleanField("在首页", default=True)
    prose_html = models.TextField("正文", blank=True)
    picked = models.JSONField("精选", default=list, blank=True)  # item numbers, in order

    class Meta:
        verbose_name = "栏目"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return f"column:{self.code}"

    @property
    def shelf(self) -> str:
        """The shelf of items that the column shows."""
        return f"column:{self.code}"


class Topic(models.Model):
    """A topic (专题): introduction, and sections of the same three kinds.

    A section is {"title", "kind": shelf | picked | prose} with "shelf", "picked" or "prose".
    """

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=60)
    introduction = models.TextField("导语", blank=True)
    sections = models.JSONField("版块", default=list, blank=True)
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField("归档日期", null=True, blank=True)
    order = models.PositiveIntegerField("次序", default=0)

    class Meta:
        verbose_name = "专题"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return f"topic:{self.code}"


class Guide(models.Model):
    """The disclosure guide (公开指南) of a body; what it must say stands in 条例 第十二条."""

    body = models.OneToOneField(Body, models.CASCADE, related_name="guide")
    classification = models.TextField("信息分类和编排体系", blank=True)
    ways = models.TextField("获取方式", blank=True)
    office_name = models.CharField("工作机构名称", max_length=100, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    hours = models.CharField("办公时间", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    fax = models.CharField("传真号码", max_length=40, blank=True)
    email = models.CharField("互联网联系方式", max_length=100, blank=True)
    changed_at = models.DateTimeField("更新时间")

    class Meta:
        verbose_name = "公开指南"
