from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "gongkai.clocks"
    verbose_name = "期限"

    def ready(self) -> None:
        """Announce the reader of facts, the bell and the follower of the calendar."""
        from gongkai.clocks import keeping, moving, ringing  # noqa: F401
