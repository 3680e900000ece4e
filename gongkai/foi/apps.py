from django.apps import AppConfig


class FoiConfig(AppConfig):
    name = "gongkai.foi"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        """Announce clocks, chores, mail, what a unit must finish, and what a requester may know."""
        from gongkai.foi import chores, closing, messages, searching  # noqa: F401
        from gongkai.foi.clocks import announce_clocks
        from gongkai.foi.queries.visibility import requester_may_know
        from gongkai.trail.registry import open_to_parties

        announce_clocks()
        open_to_parties("foi", requester_may_know)
