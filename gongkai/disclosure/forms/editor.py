"""The rich-text editor: django-prose-editor's parts, put together in `static/disclosure/editor.js`.

Without script it is the text area that it is made from, holding HTML. What comes back is sanitised
by the operations, whatever the editor does.
"""

from __future__ import annotations

import json
from typing import Any

from django import forms


class EditorWidget(forms.Textarea):
    """A text area that becomes an editor.

    `pictures_url` is where a picture is sent to and asked for ("" where none can be added), and
    `files_url` the folder in which the desk shows the files of the version.
    """

    def __init__(self, *, pictures_url: str = "", files_url: str = "") -> None:
        super().__init__(attrs={"rows": 24, "class": "body-text", "spellcheck": "false"})
        self.told = {"pictures": pictures_url, "files": files_url}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-editor"] = json.dumps(self.told)
        return context

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            css={
                "all": [
                    "django_prose_editor/material-icons.css",
                    "django_prose_editor/editor.css",
                    "disclosure/editor.css",
                ]
            },
            js=[forms.Script("disclosure/editor.js", type="module")],  # type: ignore[list-item]
        )
