"""An answer for machines: the same for the address `/search.json` and for the command."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from gongkai.search.asking import Answer, Shown


def as_json(answer: Answer) -> dict[str, Any]:
    """Everything of an answer. `partial_hits` have some of the words only and are no part of the
    total; what is said to be estimated comes from a sample. `snippet` and `title_html` are
    HTML with <mark>, and safe."""
    return {
        "query": answer.asked.text,
        "total": answer.total,
        "page": answer.asked.page,
        "pages": answer.pages,
        "took_ms": answer.took_ms,
        "relaxed": answer.relaxed,
        "total_estimated": answer.total_estimated,
        "facets_estimated": answer.facets_estimated,
        "suggestion": answer.suggestion,
        "best_bets": [
            {"title": one.title, "url": _whole_address(one.url), "text": one.text}
            for one in answer.best_bets
        ],
        "hits": [_hit(hit) for hit in answer.hits],
        "partial_hits": [_hit(hit) for hit in answer.partial],
        "facets": {
            facet.name: [
                {"value": one.value, "label": one.label, "count": one.count} for one in facet.values
            ]
            for facet in answer.facets
        },
    }


def _hit(hit: Shown) -> dict[str, Any]:
    return {
        "reference": hit.reference,
        "kind": hit.kind,
        "title": hit.title,
        "title_html": str(hit.title_html),
        "document_number": hit.document_number,
        "issued_by": hit.issued_by,
        "published_on": hit.published_on.isoformat() if hit.published_on else None,
        "validity": hit.validity,
        "url": _whole_address(hit.url),
        "snippet": str(hit.snippet),
    }


def _whole_address(url: str) -> str:
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url
