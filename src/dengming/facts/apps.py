"""The Django application of this package."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """事实."""

    name = "dengming.facts"
    verbose_name = "事实"
