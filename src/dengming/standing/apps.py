"""The Django application of this package."""

from django.apps import AppConfig


class StandingConfig(AppConfig):
    """完成情况."""

    name = "dengming.standing"
    verbose_name = "完成情况"
