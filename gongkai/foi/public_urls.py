"""Addresses of the public pages, below /foi/. No name, code or text ever stands in one."""

from __future__ import annotations

from django.urls import path

from gongkai.foi.views import applying, progress, sending, trail

app_name = "foi_public"

urlpatterns = [
    path("apply/", applying.step, name="apply"),
    path("apply/similar/", applying.similar, name="similar"),
    path("apply/check/", sending.check, name="check"),
    path("apply/done/", sending.done, name="done"),
    path("apply/<slug:name>/", applying.step, name="step"),
    path("progress/", progress.progress, name="progress"),
    path("progress/leave/", progress.leave, name="leave"),
    path("progress/<slug:number>/", progress.one, name="request"),
    path("progress/<slug:number>/clarify/", progress.clarify, name="clarify"),
    path("progress/<slug:number>/withdraw/", progress.withdraw, name="withdraw"),
    path("progress/<slug:number>/trail/", trail.for_requester, name="trail"),
    path("progress/<slug:number>/letters/<int:pk>/", progress.letter, name="letter"),
    path("progress/<slug:number>/letters/<int:pk>/word/", progress.letter_word, name="letter_word"),
    path("progress/<slug:number>/files/<int:pk>/", progress.file, name="file"),
]
