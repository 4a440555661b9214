"""The Django application of this package."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """账号与审计."""

    name = "dengming.accounts"
    verbose_name = "账号与审计"
