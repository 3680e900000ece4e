"""The three screens of the words of the search."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from gongkai.screens.components import Link

TITLE = "搜索维护"


def tabs(request: HttpRequest) -> list[Link]:
    """Synonyms, best bets, and what was not found."""
    return [
        Link(title, url, request.path == url)
        for title, url in (
            ("同义词", reverse("search:synonyms")),
            ("推荐结果", reverse("search:best_bets")),
            ("没有找到的搜索", reverse("search:missed")),
        )
    ]
