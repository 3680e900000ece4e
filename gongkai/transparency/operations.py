"""The verbs: content that is to go is sealed, and destroyed once the log says so.

An erasure has three steps. The domain decides: it seals the content (nobody sees it any more) and
records its fact. The fact becomes tombstones in the log. Only then are content, salts and digests
destroyed, so that nothing can vanish without a trace in public (个人信息保护法 第四十七条 asks for
the deletion, 政府信息公开条例 for the record).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from gongkai.transparency.models import PUBLIC, LogEntry, PartCommitment, Sealed


def seal(reference: str, number: int, content: Mapping[str, Any]) -> None:
    """Keep what a revision said, unseen, until its erasure is logged."""
    Sealed.objects.get_or_create(
        reference=reference,
        number=number,
        defaults={"content": dict(content), "sealed_at": timezone.now()},
    )


def forget(reference: str, numbers: list[int]) -> int:
    """Destroy the sealed content, the salts and the digests of these revisions; how many parts.

    Part of the domain's own operation, which records the fact. Only what the log has a tombstone
    for is forgotten.
    """
    revisions = LogEntry.objects.filter(
        log=PUBLIC, document__reference=reference, number__in=numbers
    )
    parts = PartCommitment.objects.filter(
        entry__in=list(revisions.values_list("pk", flat=True)),
        erased__isnull=False,
        destroyed_at__isnull=True,
    )
    count = parts.update(salt=None, sha256="", destroyed_at=timezone.now())
    Sealed.objects.filter(reference=reference, number__in=numbers).delete()
    return count
