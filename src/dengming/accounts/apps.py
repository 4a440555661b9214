"""The Django application of this package."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """账号与审计."""

    name = "dengming.accounts"
    verbose_name = "账号与审计"

    def ready(self) -> None:
        """Connect the receivers that journal sign-ins."""
        from dengming.accounts import sign_in  # noqa: F401
