from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "gongkai.intake"
    verbose_name = "文件入库"
