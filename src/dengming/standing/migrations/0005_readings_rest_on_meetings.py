"""Papers frozen before rest on their meetings too: whoever withdraws the record ends the reading."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def rest(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Name for each paper's source the source of its meeting's record, which is the record's number."""
    del editor
    sources = apps.get_model("facts", "Source").objects
    for source, record in apps.get_model("standing", "PointsPaper").objects.values_list("pk", "record_id"):
        sources.filter(pk=source).update(rests_on=record)


class Migration(migrations.Migration):
    dependencies = [("standing", "0004_answers_moved"), ("facts", "0002_rests_on")]

    operations = [migrations.RunPython(rest, migrations.RunPython.noop)]
