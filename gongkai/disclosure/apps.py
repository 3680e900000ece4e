from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "gongkai.disclosure"
    verbose_name = "主动公开"

    def ready(self) -> None:
        """Announce the clocks, the counters, the chores, the public pages, what a unit must finish,
        and what the public log is told."""
        from gongkai.disclosure import (  # noqa: F401
            closing,
            destroying,
            log,
            pages,
            proofs,
            searching,
            standing,
        )
        from gongkai.disclosure.clocks import announce_clocks
        from gongkai.disclosure.operations import releasing  # noqa: F401

        announce_clocks()
