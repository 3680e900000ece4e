from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "gongkai.disclosure"
    verbose_name = "主动公开"

    def ready(self) -> None:
        """Announce the counters, the chores and the public pages."""
        from gongkai.disclosure import pages, standing  # noqa: F401
        from gongkai.disclosure.operations import releasing  # noqa: F401
