from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "gongkai.registers"
    verbose_name = "目录与清单"

    def ready(self) -> None:
        """Announce the verb, the facts, and the chore that brings versions into force."""
        from gongkai.registers import chores, events, verbs  # noqa: F401
