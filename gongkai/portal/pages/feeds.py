"""Atom feeds of lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from gongkai.disclosure.queries.shelves import ListedItem
from gongkai.publishing.media_types import FEED
from gongkai.publishing.rendering import frame_in_use, full_url


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """When the newest item was published; Django would also look at corrections."""
        newest: datetime = max(item["pubdate"] for item in self.items)
        return newest


def atom_feed(title: str, address: str, items: Sequence[ListedItem]) -> bytes:
    """The feed of a list that is not empty; the same items give the same bytes."""
    site = frame_in_use()
    feed = _Feed(
        title=f"{title} - {site.site_name}",
        link=full_url(address),
        feed_url=full_url(f"{address}{FEED}"),
        description=None,
        author_name=site.host_body or site.site_name,
        language="zh-CN",
    )
    for item in items:
        feed.add_item(
            title=item.title,
            link=full_url(item.url),
            description=item.summary,
            author_name=item.issued_by or None,
            pubdate=timezone.localtime(item.published_at),
            updateddate=timezone.localtime(item.published_at),
            unique_id=full_url(item.url),
        )
    return feed.writeString("utf-8").encode()
