"""The Django application of this package."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """纪实."""

    name = "dengming.records"
    verbose_name = "纪实"

    def ready(self) -> None:
        """Listen to changes of the roster, which is below and does not know of records."""
        from dengming.orgs.spans import spans_changed
        from dengming.records.reemission import on_spans_changed

        spans_changed.connect(on_spans_changed, dispatch_uid="records.reemission")
