"""Steps of a case: approvals become moves; a moved case counts its steps."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dengming.accounts.append_only import AppendOnly
from dengming.editions.clock import date_at


def approvals_to_moves(apps: Any, schema_editor: Any) -> None:
    """Until now the one approval led from `filed` to the stage that the line has."""
    entries, moves = apps.get_model("ledgers", "Entry"), apps.get_model("ledgers", "Move")
    for entry in entries.objects.filter(approved_at__isnull=False).iterator():
        moves.objects.create(
            entry=entry,
            number=1,
            way="on",
            before="filed",
            after=entry.stage,
            happened=date_at(entry.approved_at),
            moved_at=entry.approved_at,
            moved_by=entry.approved_by,
        )
        entries.objects.filter(pk=entry.pk).update(step=1)


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0003_approval"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField(
            "entry", "grounds", models.JSONField(blank=True, default=dict, verbose_name="系统建议的依据")
        ),
        migrations.AddField("entry", "step", models.PositiveIntegerField(default=0)),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("way", models.CharField(choices=[("on", "办理"), ("back", "退回")], max_length=4)),
                ("before", models.CharField(max_length=40)),
                ("after", models.CharField(max_length=40)),
                ("happened", models.DateField(verbose_name="办理日期")),
                ("fields", models.JSONField(default=dict)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("moved_at", models.BigIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="ledgers.entry"
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "台账办理",
                "ordering": ["entry", "number"],
                "constraints": [models.UniqueConstraint(fields=("entry", "number"), name="one_move_a_number")],
            },
        ),
        AppendOnly("ledgers_move"),
        migrations.RunPython(approvals_to_moves, migrations.RunPython.noop),
        migrations.RemoveField("entry", "approved_at"),
        migrations.RemoveField("entry", "approved_by"),
    ]
