from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    name = "gongkai.transparency"
    verbose_name = "公开登记册"

    def ready(self) -> None:
        """Announce the followers, the log's own facts, and the folder that no clean-up touches."""
        from gongkai.transparency import keys, numbering, pages, writing  # noqa: F401
        from gongkai.transparency.verifier import pages as verifier  # noqa: F401
