"""The Django application of this package."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """报表."""

    name = "dengming.reports"
    verbose_name = "报表"

    def ready(self) -> None:
        """What bulletins ask for stands in 本月待办 with everything else."""
        from dengming.reports.issues.tasks import to_sign, to_verify
        from dengming.reports.suggestions import suggestion_tasks
        from dengming.standing.tasks import provide

        provide(to_verify, to_sign, suggestion_tasks)
