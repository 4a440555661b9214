"""The Django application of this package."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """制度版本."""

    name = "dengming.editions"
    verbose_name = "制度版本"
