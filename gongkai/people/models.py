"""Tables of bodies, units, posts, people, rights and delegations."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from gongkai.reference.models import Division


class Body(models.Model):
    """A body (机关): it issues documents and answers for duties in its own name."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", "人民政府"
        OFFICE = "office", "政府办公室"
        DEPARTMENT = "department", "工作部门"
        TOWNSHIP = "township", "乡镇人民政府"
        INSTITUTION = "institution", "事业单位"

    code = models.SlugField("代码", max_length=40, unique=True)  # stands in addresses
    name = models.CharField("全称", max_length=100, unique=True)
    short_names = models.JSONField("简称", default=list, blank=True)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    division = models.ForeignKey(Division, models.PROTECT, related_name="bodies")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    document_prefix = models.CharField("发文机关代字", max_length=20, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    office_hours = models.CharField("办公时间", max_length=100, blank=True)
    order = models.PositiveIntegerField("次序", default=0)
    # 机构改革: what is closed keeps its history and its public pages, and gets nothing new.
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    class Meta:
        verbose_name = "机关"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(closed_on__isnull=False),
                name="people_body_merged_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return f"body:{self.code}"


class Unit(models.Model):
    """An inner unit of a body (内设机构). Every body has at least one, its office."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="units")
    code = models.SlugField("代码", max_length=60, unique=True)
    name = models.CharField("名称", max_length=60)
    order = models.PositiveIntegerField("次序", default=0)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    class Meta:
        verbose_name = "内设机构"
        ordering = ["body", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["body", "name"], name="people_unit_name_once"),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(closed_on__isnull=False),
                name="people_unit_merged_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.name}{self.name}"

    @property
    def reference(self) -> str:
        return f"unit:{self.code}"


class Post(models.Model):
    """A post (岗位) in a unit; it holds the rights, whoever sits on it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    name = models.CharField("名称", max_length=60)
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = "岗位"
        ordering = ["unit", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="people_post_name_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}{self.name}"

    @property
    def reference(self) -> str:
        return f"post:{self.pk}"


class Right(models.Model):
    """A post may do one verb over its unit, over its whole body, or everywhere."""

    class Reach(models.TextChoices):
        UNIT = "unit", "本单位内设机构"
        BODY = "body", "本机关"
        EVERYWHERE = "everywhere", "全县"

    post = models.ForeignKey(Post, models.CASCADE, related_name="rights")
    verb = models.CharField("事权", max_length=60)  # a code of people.verbs
    reach = models.CharField("范围", max_length=12, choices=Reach, default=Reach.UNIT)

    class Meta:
        verbose_name = "权限"
        ordering = ["post", "verb"]
        constraints = [
            models.UniqueConstraint(fields=["post", "verb"], name="people_right_once"),
        ]


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, username: str, name: str, password: str | None = None) -> Person:
        person = self.model(username=username, name=name)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """A member of staff who signs in."""

    username = models.CharField("账号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    is_active = models.BooleanField("在用", default=True)
    failed_sign_ins = models.PositiveSmallIntegerField("连续失败次数", default=0)
    locked_until = models.DateTimeField("锁定至", null=True, blank=True)
    totp_secret = models.CharField("动态口令密钥（加密）", max_length=200, blank=True)
    totp_last_step = models.BigIntegerField("最近用过的动态口令时段", default=0)
    must_change_password = models.BooleanField("须修改口令", default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        verbose_name = "人员"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return f"person:{self.username}"

    @property
    def is_locked(self) -> bool:
        """Whether nobody can sign in to the account at this moment, after too many failures."""
        return self.locked_until is not None and timezone.now() < self.locked_until


class Tenure(models.Model):
    """A person holds a post from one day to another; `ends_on` is the last day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    begins_on = models.DateField("任职自")
    ends_on = models.DateField("任职至", null=True, blank=True)

    class Meta:
        verbose_name = "任职"
        ordering = ["begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="people_tenure_ends_after_it_begins",
            ),
        ]


class Delegation(models.Model):
    """Someone lends the verbs of a post to a colleague (委托), from one day to another."""

    giver = models.ForeignKey(Person, models.PROTECT, related_name="delegations_given")
    taker = models.ForeignKey(Person, models.PROTECT, related_name="delegations_taken")
    post = models.ForeignKey(Post, models.PROTECT, related_name="delegations")
    begins_on = models.DateField("自")
    ends_on = models.DateField("至")
    reason = models.CharField("事由", max_length=200)
    revoked_at = models.DateTimeField("撤销于", null=True, blank=True)

    class Meta:
        verbose_name = "委托"
        ordering = ["-begins_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")),
                name="people_delegation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")), name="people_delegation_to_another"
            ),
        ]


class Tally(models.Model):
    """How often one subject tried one thing of late; see tallies.py. Swept once it is over."""

    key = models.CharField(max_length=64, unique=True)  # a keyed hash of the limit and the subject
    tries = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)
