"""What editors type about the words of the search."""

from __future__ import annotations

from django import forms

from gongkai.people.forms.fields import DayField


class SynonymForm(forms.Form):
    """Two words that mean the same."""

    word = forms.CharField(label="词", max_length=40, help_text="群众常用的说法，例如“低保”。")
    means = forms.CharField(
        label="同义词", max_length=60, help_text="文件中的说法，例如“最低生活保障”。"
    )
    both_ways = forms.BooleanField(
        label="双向：搜索任何一个，都能找到另一个",
        required=False,
        initial=True,
        help_text="旧称、范围更窄的词不选双向：搜“环保局”能找到“生态环境局”，反过来不必。",
    )
    origin = forms.CharField(
        label="来源", max_length=200, help_text="从哪里得知，例如“热线常见说法”。"
    )


class ChangeSynonymForm(SynonymForm):
    """The same, and whether it is used."""

    is_used = forms.BooleanField(label="使用", required=False)


class BestBetForm(forms.Form):
    """A page, and the questions above whose hits it stands."""

    questions = forms.CharField(
        label="搜索词",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一个。搜索的词与其中一行完全相同（空格、繁简、全角不论）时显示。",
    )
    title = forms.CharField(label="标题", max_length=100)
    url = forms.CharField(
        label="网址", max_length=300, help_text="本站页面写“/”开头的部分，例如 /topics/flood/。"
    )
    text = forms.CharField(label="说明", max_length=200, required=False)
    until = DayField(label="显示至", required=False, help_text="留空则一直显示。")

    def clean_questions(self) -> list[str]:
        """One question a line."""
        typed: str = self.cleaned_data["questions"]
        return [line.strip() for line in typed.splitlines() if line.strip()]
