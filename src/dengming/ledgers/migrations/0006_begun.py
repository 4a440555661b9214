"""What an entry's first step said stands by itself, so that going back takes back what came later."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def keep_what_is_known(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Of entries from before it is not known what was said first: all that holds is taken for it."""
    apps.get_model("ledgers", "Entry").objects.update(begun=F("fields"))


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0005_materials")]

    operations = [
        migrations.AddField("entry", "begun", models.JSONField(default=dict, verbose_name="第一步填的")),
        migrations.RunPython(keep_what_is_known, migrations.RunPython.noop),
    ]
