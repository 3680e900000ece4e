from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "gongkai.clocks"
    verbose_name = "期限"

    def ready(self) -> None:
        """Announce the reader of facts; each module announces itself."""
        from gongkai.clocks import keeping  # noqa: F401
