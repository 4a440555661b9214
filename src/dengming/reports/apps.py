"""The Django application of this package."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """报表."""

    name = "dengming.reports"
    verbose_name = "报表"
