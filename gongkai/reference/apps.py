from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "gongkai.reference"
    verbose_name = "基础数据"
