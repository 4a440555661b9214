"""What members said to warnings becomes rows of its own, each kept: what was entered stands as the first statement."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dengming.accounts.append_only import AppendOnly


def answers_to_statements(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """One statement for each warning that was answered; by proxy where somebody else than the member entered it."""
    del editor
    statements, members = apps.get_model("standing", "Statement"), apps.get_model("orgs", "Member")
    accounts = dict(members.objects.values_list("pk", "user_id"))
    for warning in apps.get_model("standing", "ColourWarning").objects.exclude(answered_at=None):
        statements.objects.create(
            warning=warning,
            text=warning.answer,
            is_appeal=warning.is_appeal,
            by_proxy=warning.answered_by_id != accounts.get(warning.subject_id),
            entered_at=warning.answered_at,
            entered_by_id=warning.answered_by_id,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("standing", "0002_points_papers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=500)),
                ("is_appeal", models.BooleanField(default=False)),
                ("by_proxy", models.BooleanField(default=False)),
                ("entered_at", models.BigIntegerField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "warning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="standing.colourwarning",
                    ),
                ),
            ],
            options={"verbose_name": "说明或申诉", "ordering": ["pk"]},
        ),
        AppendOnly("standing_statement"),
        migrations.RunPython(answers_to_statements, migrations.RunPython.noop),
    ]
