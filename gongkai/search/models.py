"""What editors add to the search, and what was asked for in vain."""

from __future__ import annotations

from django.db import models


class Synonym(models.Model):
    """Two words for one thing. Both are kept folded, as questions are."""

    word = models.CharField("词", max_length=40)  # 低保
    means = models.CharField("同义词", max_length=60)  # 最低生活保障
    both_ways = models.BooleanField("双向", default=True)  # who asks for either finds the other
    origin = models.CharField("来源", max_length=200)
    # Changed on screen: loading the shipped list again leaves this row alone.
    kept_here = models.BooleanField("本地维护", default=False)
    is_used = models.BooleanField("使用", default=True)

    class Meta:
        verbose_name = "同义词"
        ordering = ["word", "means"]
        constraints = [
            models.UniqueConstraint(fields=["word", "means"], name="search_synonym_once"),
        ]

    def __str__(self) -> str:
        return f"{self.word}＝{self.means}"

    @property
    def reference(self) -> str:
        return f"synonym:{self.pk}"


class BestBet(models.Model):
    """A page that stands above all hits for certain questions, chosen by an editor."""

    questions = models.JSONField("搜索词", default=list)  # normalised, as `Question.normal`
    title = models.CharField("标题", max_length=100)
    url = models.CharField("网址", max_length=300)  # on this site, or https
    text = models.CharField("说明", max_length=200, blank=True)
    until = models.DateField("显示至", null=True, blank=True)

    class Meta:
        verbose_name = "推荐结果"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        return f"bestbet:{self.pk}"


class Missed(models.Model):
    """How often something was searched for in vain on a day. No word of whom; nothing that looks
    like personal data is ever written here (个人信息保护法 第六条)."""

    day = models.DateField("日期")
    words = models.CharField("搜索词", max_length=40)
    times = models.PositiveIntegerField("次数", default=1)

    class Meta:
        verbose_name = "未找到的搜索"
        constraints = [
            models.UniqueConstraint(fields=["day", "words"], name="search_missed_once_a_day"),
        ]
