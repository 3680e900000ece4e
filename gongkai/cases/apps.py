from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "gongkai.cases"
    verbose_name = "办件文书"

    def ready(self) -> None:
        """Announce the facts, which other apps' operations record through ours."""
        from gongkai.cases import events  # noqa: F401
