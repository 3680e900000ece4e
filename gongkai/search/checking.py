"""Does the index hold what it should? Counted by kind; and how far it has read."""

from __future__ import annotations

from gongkai.journal.models import Line
from gongkai.search import places
from gongkai.search.registry import Audience, kinds_for
from gongkai.search.tantivy_engine import ENGINE

MEND = "可以运行 gongkai search rebuild 重建。"


def check() -> list[str]:
    """Sentences about what differs; nothing where no index was built yet. Changes nothing."""
    found: list[str] = []
    last = Line.objects.filter(pk=1).values_list("last", flat=True).first() or 0
    for audience in Audience:
        folder = places.current(audience)
        if folder is None or not ENGINE.exists(folder):
            continue
        reader = ENGINE.reader(folder)
        behind = last - int(reader.state().get("seq", 0))
        if behind > 0:
            found.append(f"搜索索引落后 {behind} 条记录；后台（gongkai work）是否在运行？")
            continue  # then the counts differ anyway
        counts = reader.kinds()
        for kind in kinds_for(audience):
            filed, there = counts.get(kind.name, 0), kind.count()
            if filed != there:
                found.append(f"搜索索引中“{kind.label}”有 {filed} 条，应有 {there} 条；{MEND}")
    return found
