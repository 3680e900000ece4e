from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gongkai.portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from gongkai.portal import chores, frame, searching  # noqa: F401 - each announces itself
        from gongkai.portal.pages import (  # noqa: F401 - each announces its pages
            bodies,
            catalogues,
            classes,
            columns,
            duties,
            fixed,
            home,
            latest,
            platform,
            requests,
            sitemaps,
            staleness,
            topics,
        )
