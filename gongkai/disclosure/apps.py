from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "gongkai.disclosure"
    verbose_name = "主动公开"

    def ready(self) -> None:
        """Announce the counters, the chores, the public pages, and what a unit must finish."""
        from gongkai.disclosure import closing, pages, standing  # noqa: F401
        from gongkai.disclosure.operations import releasing  # noqa: F401
