from django.apps import AppConfig


class AnnualReportsConfig(AppConfig):
    name = "gongkai.annualreports"
    verbose_name = "政府信息公开工作年度报告"

    def ready(self) -> None:
        """Make the facts and the verbs known in every process."""
        from gongkai.annualreports import events, verbs  # noqa: F401
