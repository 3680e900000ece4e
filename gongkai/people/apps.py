from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "gongkai.people"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        """Announce the chore that forgets addresses."""
        from gongkai.people import chores  # noqa: F401
