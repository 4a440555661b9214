"""The Django application of this package."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """纪实."""

    name = "dengming.records"
    verbose_name = "纪实"

    def ready(self) -> None:
        """Listen to the roster, tell the storage which bytes are needed: both are below and do not know of records."""
        from dengming.files import storage
        from dengming.orgs.spans import spans_changed
        from dengming.records import evidence, scans
        from dengming.records.reemission import on_spans_changed

        spans_changed.connect(on_spans_changed, dispatch_uid="records.reemission")
        storage.provide(evidence.needs, scans.needs)
