from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "gongkai.registers"
    verbose_name = "目录与清单"

    def ready(self) -> None:
        """Announce the verb, the facts, the chore that brings versions into force, and what a
        body must hand over."""
        from gongkai.registers import chores, closing, events, verbs  # noqa: F401
