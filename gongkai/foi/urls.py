"""Addresses of the staff screens, below /desk/."""

from __future__ import annotations

from django.urls import path, register_converter

from gongkai.foi.views import (
    acting,
    answering,
    asides,
    case,
    checking,
    files,
    letters,
    queue,
    redacting,
    registering,
    reviewing,
    trail,
)


class NumberConverter:
    """A request's number: 2026-00017."""

    regex = r"\d{4}-\d{5,8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NumberConverter, "foi")

app_name = "foi"

urlpatterns = [
    path("foi/", queue.queue, name="queue"),
    path("foi/new/", registering.register, name="register"),
    path("foi/new/similar/", registering.similar, name="similar"),
    path("foi/<foi:number>/", case.case, name="case"),
    path("foi/<foi:number>/related/", case.related, name="related"),
    path("foi/<foi:number>/act/<slug:name>/", acting.act, name="act"),
    path("foi/<foi:number>/act/<slug:name>/<int:of>/", acting.act, name="act"),
    path("foi/<foi:number>/answer/", answering.answer, name="answer"),
    path("foi/<foi:number>/answer/<int:k>/", reviewing.review, name="review"),
    path("foi/<foi:number>/answer/aside/<int:pk>/", asides.aside, name="answer_aside"),
    path("foi/<foi:number>/answer/check/", checking.check, name="answer_check"),
    path("foi/<foi:number>/answer/files/<int:pk>/", files.answer_file, name="answer_file"),
    path("foi/<foi:number>/answer/redact/<int:pk>/", redacting.redacting, name="redact"),
    path(
        "foi/<foi:number>/answer/redact/<int:pk>/page/<int:page>/",
        redacting.picture,
        name="redact_page",
    ),
    path("foi/<foi:number>/files/<int:pk>/", files.file, name="file"),
    path("foi/<foi:number>/trail/", trail.for_staff, name="trail"),
    path("foi/<foi:number>/letters/<int:pk>/", letters.letter, name="letter"),
    path("foi/<foi:number>/letters/<int:pk>/word/", letters.download, name="letter_download"),
]
