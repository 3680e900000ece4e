from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "gongkai.files"
    verbose_name = "文件"

    def ready(self) -> None:
        """Announce what the worker does for files."""
        from gongkai.files import working  # noqa: F401
