from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    name = "gongkai.transparency"
    verbose_name = "公开登记册"

    def ready(self) -> None:
        """Announce the followers, the log's own facts, and the folder that no clean-up touches."""
        from gongkai.transparency import (  # noqa: F401
            cosigning,
            directory,
            keys,
            numbering,
            pages,
            stamping,
            writing,
        )
        from gongkai.transparency.verifier import pages as verifier  # noqa: F401
