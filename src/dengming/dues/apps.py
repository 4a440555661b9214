"""The Django application of this package."""

from django.apps import AppConfig


class DuesConfig(AppConfig):
    """党费."""

    name = "dengming.dues"
    verbose_name = "党费"
