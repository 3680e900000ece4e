from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gongkai.search"
    verbose_name = "搜索"

    def ready(self) -> None:
        """Announce the follower and the chores."""
        from gongkai.search import keeping, missed, rebuilding, verbs  # noqa: F401
