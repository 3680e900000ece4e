"""The public form of an application, page by page. The sentences come from `queries.faults`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from gongkai.files.kinds import ACCEPTED
from gongkai.files.queries import reasons_not_to_accept
from gongkai.foi.content import Wanted, Who
from gongkai.foi.drafts import MOST_BYTES, MOST_FILES, Draft
from gongkai.foi.models import FoiRequest, Requester
from gongkai.foi.queries.faults import (
    LONGEST_WANTED,
    OF_ORGANISATIONS,
    OF_PEOPLE,
    Faults,
    faults_of_wanted,
    faults_of_way,
    faults_of_who,
)
from gongkai.people.models import Body

MEGA = 1024 * 1024
FILE_HINT = (
    f"可以上传 {ACCEPTED}，单个文件不超过 {MOST_BYTES // MEGA} MB，全部不超过 {MOST_FILES} 个。"
)


class PageForm(forms.Form):
    """A page of the form: one column, no red before anything was sent."""

    use_required_attribute = False
    draft: Draft

    def __init__(self, draft: Draft, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        self.draft = draft
        super().__init__(data, files, **kwargs)

    def blame(self, faults: Faults) -> None:
        """Put sentences to their fields; a field that was blamed already keeps its own."""
        for name, sentences in faults.items():
            field = name if name in self.fields else None
            if field is None or field not in self.errors:
                self.add_error(field, cast(Any, sentences))

    def typed(self) -> dict[str, Any]:
        """What to keep of the page: everything but files."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not isinstance(self.fields[name], forms.FileField)
        }


def line(label: str, most: int, *, required: bool = False, **attrs: Any) -> forms.CharField:
    """One line of text; its length is judged with the rest, in our words."""
    hint = str(attrs.pop("hint", ""))
    widget = forms.TextInput(attrs={"maxlength": most, **attrs})
    return forms.CharField(label=label, required=required, help_text=hint, widget=widget)


class BodyForm(PageForm):
    """Whom do you ask."""

    body = forms.ChoiceField(
        label="受理机关",
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择受理机关。",
            "invalid_choice": "没有这个机关，请从列表中选择。",
        },
    )

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["body"])
        field.choices = [(one.code, one.name) for one in bodies]


class OneFile(forms.FileField):
    """A file that may come with a page: not too large, of a kind that the house takes."""

    default_error_messages = {
        "empty": "文件是空的（0 字节）。请确认文件已保存，再重新上传。",
    }

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__(label=label, required=False, help_text=f"{hint}{FILE_HINT}")

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            reasons = self._too_large(file) or self._unfit(file)
            if reasons:
                raise ValidationError(reasons)
        return file

    def _unfit(self, file: UploadedFile[Any]) -> list[str]:
        """The kind, and whether the inside is what the name promises: told on this page already."""
        content = file.read()
        file.seek(0)
        return reasons_not_to_accept(file.name or "", content)

    def _too_large(self, file: UploadedFile[Any]) -> list[str]:
        size = file.size or 0
        if size <= MOST_BYTES:
            return []
        return [
            f"“{file.name}”有 {size / MEGA:.1f} MB，超过单个文件 {MOST_BYTES // MEGA} MB 的上限。"
            "请降低扫描分辨率或分成几份，也可以改为邮寄或当面提交。"
        ]


class WithFile(PageForm):
    """A page on which a file may be added; `file_kind` says what it is."""

    file_kind = ""

    def clean(self) -> None:
        """Not too many altogether."""
        super().clean()
        if self.cleaned_data.get("file") and len(self.draft.files()) >= MOST_FILES:
            self.add_error("file", f"最多上传 {MOST_FILES} 个文件，请先移除不需要的。")

    def keep_file(self) -> None:
        """Put the file of this page into the waiting room."""
        file = self.cleaned_data.get("file")
        if isinstance(file, UploadedFile):
            self.draft.add_file(cast(BinaryIO, file), name_of(file), self.file_kind)


def name_of(file: UploadedFile[Any]) -> str:
    """What the person calls the file, without folders of their computer, and not too long."""
    name = (file.name or "").replace("\\", "/").rpartition("/")[2].strip()
    stem, dot, extension = name.rpartition(".")
    return f"{stem[: 190 - len(extension)]}{dot}{extension}" if len(name) > 190 else name


class WantedForm(WithFile):
    """What do you want. No purpose is asked."""

    file_kind = "description"
    wanted = forms.CharField(
        label="所需信息",
        help_text="请尽量写明名称、文号、形成时间或其他便于查找的特征。一份申请只写一件事。"
        "不需要说明用途。",
        widget=forms.Textarea(attrs={"rows": 7, "maxlength": LONGEST_WANTED}),
    )
    wanted_title = line("文件或信息的名称", 300, hint="知道的话请填写。")
    wanted_number = line("文号", 60, hint="如“清政办发〔2025〕3号”，知道的话请填写。")
    file = OneFile("补充材料", "例如地块图、截图。")

    def clean(self) -> None:
        super().clean()
        told = self.cleaned_data
        if "wanted" in told:
            title, number = told.get("wanted_title") or "", told.get("wanted_number") or ""
            self.blame(faults_of_wanted(Wanted(told["wanted"], title, number)))


class KindForm(PageForm):
    """As whom do you ask: the columns of the annual report."""

    kind = forms.ChoiceField(
        label="申请人类型",
        choices=FoiRequest.RequesterKind.choices,
        widget=forms.RadioSelect,
        help_text="以单位名义申请的，请选择单位的类型。这一项只用于年度统计，不影响办理。",
        error_messages={"required": "请选择申请人类型。"},
    )


class WhoForm(WithFile):
    """Name, proof of identity, contact (第二十九条第一项); tailored to people or organisations."""

    file_kind = "identity"
    natural = True
    name = line("姓名", 120, required=True, autocomplete="name")
    identity_kind = forms.ChoiceField(
        label="证件名称", error_messages={"required": "请选择证件名称。"}
    )
    identity_number = line("证件号码", 40, required=True, autocomplete="off", spellcheck="false")
    file = OneFile("身份证明", "证件的照片或扫描件。暂时没有的可以不传，工作人员与您联系时再补。")
    phone = line("联系电话", 40, autocomplete="tel", inputmode="tel")
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={"invalid": "电子邮箱的写法不对，应当像 name@example.com 这样。"},
    )
    address = line("联系地址", 200, autocomplete="street-address")
    postcode = line("邮政编码", 10, autocomplete="postal-code", inputmode="numeric")

    def __init__(self, draft: Draft, *args: Any, **kwargs: Any) -> None:
        super().__init__(draft, *args, **kwargs)
        allowed = OF_PEOPLE if self.natural else OF_ORGANISATIONS
        labels = dict(Requester.IdentityKind.choices)
        field = cast(forms.ChoiceField, self.fields["identity_kind"])
        field.choices = [(kind.value, labels[kind.value]) for kind in allowed]

    def clean(self) -> None:
        super().clean()
        told = {
            name: str(self.cleaned_data.get(name) or "")
            for name in Who.__dataclass_fields__
            if name not in ("kind", "fax")
        }
        kind = self.draft.page("kind").get("kind", "")
        self.blame(faults_of_who(Who(kind=kind, **told)))


class PersonForm(WhoForm):
    """A natural person."""

    workplace = line("工作单位", 120)
    field_order = ("name", "identity_kind", "identity_number", "file", "phone", "email", "address",
                   "postcode", "workplace")  # fmt: skip


class OrganisationForm(WhoForm):
    """A legal person or another organisation."""

    natural = False
    name = line("单位名称", 120, required=True, autocomplete="organization")
    representative = line("法定代表人", 40)
    contact = line("联系人", 40, autocomplete="name")
    field_order = ("name", "identity_kind", "identity_number", "file", "representative", "contact",
                   "phone", "email", "address", "postcode")  # fmt: skip


class WayForm(PageForm):
    """In which form, way and route (第二十九条第三项); what is missing to reach you that way."""

    way = forms.ChoiceField(
        label="获取方式",
        choices=FoiRequest.Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择获取方式。"},
    )
    carrier = forms.ChoiceField(
        label="载体形式",
        choices=FoiRequest.Carrier.choices,
        widget=forms.RadioSelect,
        help_text="没有您所选载体的，会与您商量以其他形式提供。",
        error_messages={"required": "请选择载体形式。"},
    )
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        help_text="选择电子邮件的请填写。",
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={"invalid": "电子邮箱的写法不对，应当像 name@example.com 这样。"},
    )
    address = line("联系地址", 200, hint="选择邮寄的请填写。", autocomplete="street-address")
    fax = line("传真号码", 40, hint="选择传真的请填写。", inputmode="tel")
    needs_help = forms.BooleanField(
        label="阅读有困难，或者有视听障碍，希望得到帮助",
        required=False,
        help_text="依照条例第四十三条，行政机关应当为您提供必要的帮助。",
    )

    def __init__(self, draft: Draft, *args: Any, **kwargs: Any) -> None:
        super().__init__(draft, *args, **kwargs)
        told = draft.page("who")
        for name in ("email", "address"):  # asked only where the page before left it empty
            if told.get(name):
                del self.fields[name]

    def clean(self) -> None:
        super().clean()
        who = self.draft.page("who")
        reach = {k: self.cleaned_data.get(k) or who.get(k, "") for k in ("email", "address", "fax")}
        told = Who("", "", "", "", **reach)
        if self.cleaned_data.get("way"):
            self.blame(faults_of_way(self.cleaned_data["way"], told))

    def way_told(self) -> dict[str, Any]:
        """Form, way and route."""
        return {name: self.cleaned_data[name] for name in ("way", "carrier", "needs_help")}

    def reach_told(self) -> dict[str, str]:
        """What was added to the contact."""
        names = [name for name in ("email", "address", "fax") if name in self.fields]
        return {name: self.cleaned_data.get(name) or "" for name in names}


class HumanForm(forms.Form):
    """The last page before sending: the script's proof, or the answer to a question."""

    use_required_attribute = False
    proof = forms.CharField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    answer = forms.CharField(
        label="验证问题",
        required=False,
        widget=forms.TextInput(
            attrs={"class": "short", "autocomplete": "off", "inputmode": "numeric", "maxlength": 4}
        ),
    )
