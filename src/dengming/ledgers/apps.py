"""The Django application of this package."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    """台账."""

    name = "dengming.ledgers"
    verbose_name = "台账"
