"""How Django draws forms here: `{{ form }}` and `{{ field.as_field_group }}`.

`FORM_RENDERER = "gongkai.screens.forms.FormRenderer"` in the settings, with `django.forms` among
the installed apps. Label, hint and error are tied to the input, and a form with errors opens with
a summary that links to the fields.
"""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Draws fields with `screens/form_field.html` and forms with `screens/form.html`."""

    form_template_name = "screens/form.html"
    field_template_name = "screens/form_field.html"


def first_input_id(field: BoundField) -> str:
    """The id of the first input of a field: where a link in the error summary leads."""
    if not field.use_fieldset:
        return field.id_for_label or field.auto_id
    inputs = [widget.data for widget in field.subwidgets]
    if inputs and inputs[0].get("subwidgets"):
        inputs = inputs[0]["subwidgets"]
    return str(inputs[0]["attrs"].get("id") or field.auto_id) if inputs else field.auto_id


def errors_in_words(field: BoundField) -> list[str]:
    """The errors of a field; an empty one is told what to do, not that "this field is required"."""
    problems: list[ValidationError] = field.errors.as_data()
    return [
        what_to_do(field) if is_stock_required(problem) else message
        for problem in problems
        for message in problem.messages
    ]


def is_stock_required(problem: ValidationError) -> bool:
    """Whether this is Django's own sentence for an empty field, and not one the form chose."""
    stock = str(forms.Field.default_error_messages["required"])
    return problem.code == "required" and problem.messages == [stock]


def what_to_do(field: BoundField) -> str:
    """What an empty field asks for: to be filled in, chosen, ticked or given a file."""
    if isinstance(field.field.widget, forms.CheckboxInput):
        return f"请勾选“{field.label}”。"
    if isinstance(field.field.widget, forms.FileInput):
        return f"请选择文件：{field.label}。"
    verb = "选择" if isinstance(field.field.widget, forms.widgets.ChoiceWidget) else "填写"
    return f"请{verb}“{field.label}”。"


def errors_for_summary(field: BoundField) -> list[str]:
    """The same errors, each naming its field, for the list at the top of the page."""
    label = str(field.label)
    return [text if label in text else f"{label}：{text}" for text in errors_in_words(field)]
