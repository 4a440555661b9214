"""The Django application of this package."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """纪实."""

    name = "dengming.records"
    verbose_name = "纪实"
