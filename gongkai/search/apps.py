from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gongkai.search"
    verbose_name = "搜索"

    def ready(self) -> None:
        """Announce the facts, the follower, the chores and the right."""
        from gongkai.search import events, keeping, missed, rebuilding, verbs  # noqa: F401
