"""The print page and the Word document of a letter, for apps that decide who may see it.

Nothing is mounted here: a letter is as visible as the matter that it is about, and only the app of
the matter knows.
"""

from __future__ import annotations

import io

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.cases.letters import html_of
from gongkai.cases.letters.word import MEDIA_TYPE
from gongkai.cases.models import Letter
from gongkai.cases.queries import lines_of, word_file

_KEEP_NO_COPY = "private, no-store"  # it holds a name and an address


def letter_page(
    request: HttpRequest, letter: Letter, *, download_url: str = "", back_url: str = ""
) -> HttpResponse:
    """The page to read and to print on A4."""
    response = render(
        request,
        "cases/letter.html",
        {
            "page_title": f"{letter.title} {letter.number}",
            "letter": letter,
            "letter_html": html_of(lines_of(letter)),
            "download_url": download_url,
            "back_url": back_url,
        },
    )
    response["Cache-Control"] = _KEEP_NO_COPY
    return response


def letter_download(letter: Letter) -> FileResponse:
    """The Word document, to be saved under the letter's title and number."""
    name, data = word_file(letter)
    response = FileResponse(
        io.BytesIO(data), as_attachment=True, filename=name, content_type=MEDIA_TYPE
    )
    response["Cache-Control"] = _KEEP_NO_COPY
    return response
