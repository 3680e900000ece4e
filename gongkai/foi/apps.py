from django.apps import AppConfig


class FoiConfig(AppConfig):
    name = "gongkai.foi"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        """Announce the clocks, the chores, the mail, and what a unit must finish."""
        from gongkai.foi import chores, closing, messages  # noqa: F401
        from gongkai.foi.clocks import announce_clocks

        announce_clocks()
