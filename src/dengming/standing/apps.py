"""The Django application of this package."""

from django.apps import AppConfig


class StandingConfig(AppConfig):
    """完成情况."""

    name = "dengming.standing"
    verbose_name = "完成情况"

    def ready(self) -> None:
        """Enter what is judged here where rooms below ask for it."""
        from dengming.standing.eligibility import enter_sources

        enter_sources()
