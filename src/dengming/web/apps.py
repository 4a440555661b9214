"""The Django application of this package."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """页面."""

    name = "dengming.web"
    verbose_name = "页面"
