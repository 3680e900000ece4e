"""A duty as a form: the official columns in their order, one element a line."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from gongkai.people.forms.fields import DayField
from gongkai.reference import queries as reference
from gongkai.registers import channels as channel_list
from gongkai.registers import elements as element_list
from gongkai.registers.channels import OTHER, STANDARD, Channel
from gongkai.registers.columns import (
    EVERYONE,
    LEVELS,
    ROUTES,
    STAGES,
    WITHHELD,
    DutyColumns,
    audience_parts,
    audience_text,
    duty_route,
)
from gongkai.registers.elements import ON_REQUEST, PROACTIVE
from gongkai.registers.fields import LIST as FIELDS
from gongkai.registers.models import Catalogue, EntryVersion

OPEN_ROUTES = [(code, ROUTES[code]) for code in (PROACTIVE, ON_REQUEST)]
_SAME = ("level1", "level2", "level3", "legal_basis", "limit_text", "keep_for", "responsible")


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DutyForm(forms.Form):
    """The columns of one duty. `columns()` gives them once the form is valid."""

    code = forms.CharField(
        label="编号",
        max_length=40,
        required=False,
        help_text="留空则按领域自动编号，例如“社会救助-012”。编号一经使用不能改变。",
    )
    field = forms.CharField(label="领域", max_length=60, required=False)
    level1 = forms.CharField(label="一级事项", max_length=100)
    level2 = forms.CharField(label="二级事项", max_length=200, required=False)
    level3 = forms.CharField(label="三级事项", max_length=200, required=False)
    elements = forms.CharField(
        label="公开内容（要素）",
        widget=_lines(6),
        required=False,
        help_text="每行一个要素。可以不公开的要素在行首加“〇”；个别要素依申请公开的，"
        "在行末写“（依申请公开）”。",
    )
    legal_basis = forms.CharField(
        label="公开依据", widget=_lines(3), required=False, help_text="写到条款。"
    )
    limit_text = forms.CharField(
        label="公开时限",
        widget=_lines(2),
        required=False,
        help_text="照目录原文填写，系统会说明它是怎样理解的。留空适用条例第二十六条：20个工作日。",
    )
    keep_for = forms.CharField(label="公开时长", max_length=60, required=False)
    responsible = forms.CharField(
        label="公开主体",
        max_length=200,
        required=False,
        help_text="多个机关用顿号分开；“乡镇人民政府”指全部乡镇。",
    )
    channels = forms.MultipleChoiceField(
        label="公开渠道和载体",
        choices=[(name, name) for name in STANDARD],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other_channel = forms.CharField(label="“其他”请写明", max_length=100, required=False)
    more_channels = forms.CharField(
        label="本领域增加的渠道", max_length=200, required=False, help_text="多个用顿号分开。"
    )
    everyone = forms.BooleanField(label="公开对象包括全社会", required=False, initial=True)
    group = forms.CharField(
        label="特定群体", max_length=150, required=False, help_text="例如：申请人、项目单位。"
    )
    route = forms.ChoiceField(label="公开方式", choices=OPEN_ROUTES, initial=PROACTIVE)
    levels = forms.MultipleChoiceField(
        label="公开层级",
        choices=list(LEVELS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    stages = forms.MultipleChoiceField(
        label="五公开阶段",
        choices=list(STAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ground = forms.ChoiceField(label="不予公开的理由", required=False)
    review_on = DayField(label="下次复审日期", required=False, help_text="条例第十八条。")
    local_columns = forms.CharField(
        label="本地增加的栏",
        widget=_lines(2),
        required=False,
        help_text="每行一栏，写成“栏名：内容”。",
    )
    source = forms.CharField(label="来源", max_length=200, required=False)
    unconfirmed = forms.CharField(
        label="待核实之处", max_length=300, required=False, help_text="核实后请清空。"
    )
    effective_on = DayField(label="生效日期")
    explanation = forms.CharField(
        label="调整说明",
        max_length=300,
        required=False,
        widget=_lines(2),
        help_text="为什么列入或调整、依据是什么。公众可以在调整记录里看到。",
    )

    def __init__(
        self,
        catalogue: Catalogue,
        data: Any = None,
        *,
        version: EntryVersion | None = None,
        today: date,
    ) -> None:
        initial = {"effective_on": today} | (_initial(version) if version else {})
        super().__init__(data, initial=initial)
        self.withheld = catalogue.kind == Catalogue.Kind.WITHHELD
        self.version = version
        self._offer_fields(version.field if version else "")
        if version is not None:
            del self.fields["code"]
            self.fields["explanation"].required = True
        if self.withheld:
            self._fit_withheld()
        else:
            del self.fields["ground"], self.fields["review_on"]

    def _offer_fields(self, chosen: str) -> None:
        choices = reference.choices(FIELDS, chosen=chosen)
        known = {code for code, _ in choices}
        choices[0] = ("", "不分领域")
        if chosen not in known:
            choices.append((chosen, chosen))  # a field of the place
        label = self.fields["field"].label
        self.fields["field"] = forms.ChoiceField(label=label, choices=choices, required=False)

    def _fit_withheld(self) -> None:
        for name in ("route", "limit_text", "channels", "other_channel", "more_channels",
                     "everyone", "group", "keep_for", "stages"):  # fmt: skip
            del self.fields[name]
        grounds = reference.choices("openness-grounds")
        self.fields["ground"] = forms.ChoiceField(label="不予公开的理由", choices=grounds)
        self.fields["review_on"].required = True

    def columns(self) -> DutyColumns:
        """What was filled in; columns that the form does not show stay as they were."""
        said = self.cleaned_data
        route = WITHHELD if self.withheld else said["route"]
        elements = element_list.from_lines(said["elements"], (route,))
        return DutyColumns(
            code=self.version.entry.code if self.version else said["code"].strip(),
            field=said["field"],
            elements=elements,
            channels=self._channels(),
            audience=audience_text(said.get("everyone", True), _group(said.get("group", "")))
            or EVERYONE,
            route=duty_route(elements, route),
            levels=tuple(one for one in LEVELS if one in said["levels"]),
            stages=tuple(one for one in STAGES if one in said.get("stages", [])),
            ground=said.get("ground", ""),
            review_on=said.get("review_on"),
            local_columns=_pairs(said["local_columns"]),
            **{name: _text(said.get(name, "")) for name in _SAME},
        )

    def remarks(self) -> dict[str, str]:
        """What belongs to the version and is no column of the table."""
        return {name: self.cleaned_data[name].strip() for name in ("source", "unconfirmed")}

    def _channels(self) -> tuple[Channel, ...]:
        if self.withheld:
            return channel_list.complete(())
        said = self.cleaned_data
        other = said["other_channel"].strip(" ：:")
        found = [
            Channel(name, name in said["channels"] or (name == OTHER and bool(other)),
                    other if name == OTHER else "")
            for name in STANDARD
        ]  # fmt: skip
        more, _ = channel_list.parse(said["more_channels"])
        unchosen = [
            one
            for one in channel_list.from_json(self.version.channels if self.version else [])
            if one.name not in STANDARD and not one.selected
        ]
        return channel_list.complete([*found, *(one for one in more if one.selected), *unchosen])


def _initial(version: EntryVersion) -> dict[str, Any]:
    columns = version.columns
    everyone, group = audience_parts(columns.audience)
    chosen = [one for one in columns.channels if one.selected]
    return {name: getattr(columns, name) for name in _SAME} | {
        "field": columns.field,
        "elements": element_list.to_lines(columns.elements, (columns.route,)),
        "channels": [one.name for one in chosen],
        "other_channel": next((one.text for one in chosen if one.name == OTHER), ""),
        "more_channels": "、".join(one.name for one in chosen if one.name not in STANDARD),
        "everyone": everyone,
        "group": group,
        "route": columns.route,
        "levels": list(columns.levels),
        "stages": list(columns.stages),
        "ground": columns.ground,
        "review_on": columns.review_on,
        "local_columns": "\n".join(
            f"{name}：{text}" for name, text in columns.local_columns.items()
        ),
        "source": version.source,
        "unconfirmed": version.unconfirmed,
    }


def _text(value: str) -> str:
    """As cells hold it: plain line ends, no blanks around."""
    return "\n".join(line.strip() for line in value.replace("\r\n", "\n").split("\n")).strip()


def _group(text: str) -> str:
    return "；".join(part.strip() for part in text.replace(";", "；").split("；") if part.strip())


def _pairs(text: str) -> dict[str, str]:
    """Lines of “栏名：内容”; a line without a colon belongs to the column before it."""
    found: dict[str, str] = {}
    name = ""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        head, colon, rest = line.partition("：")
        if colon and head.strip():
            name = head.strip()
            found[name] = rest.strip()
        elif name:
            found[name] += f"\n{line}"
        else:
            found["备注"] = line
            name = "备注"
    return found
