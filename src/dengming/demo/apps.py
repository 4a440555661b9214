"""The Django application of this package."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """演示."""

    name = "dengming.demo"
    verbose_name = "演示"
