from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "gongkai.publishing"
    verbose_name = "页面发布"

    def ready(self) -> None:
        from gongkai.publishing import following  # noqa: F401 - announces the follower
