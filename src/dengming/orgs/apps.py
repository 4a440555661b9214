"""The Django application of this package."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    """组织与党员."""

    name = "dengming.orgs"
    verbose_name = "组织与党员"
