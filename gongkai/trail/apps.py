from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "gongkai.trail"
    verbose_name = "办理留痕"

    def ready(self) -> None:
        """Announce the follower, the chores, and what the public log says of the trail."""
        from gongkai.trail import anchoring, numbering, writing  # noqa: F401
