"""The Django application of this package."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    """台账."""

    name = "dengming.ledgers"
    verbose_name = "台账"

    def ready(self) -> None:
        """Tell the storage which bytes are needed: it is below and does not know of cases."""
        from dengming.files import storage
        from dengming.ledgers import materials

        storage.provide(materials.needs)
