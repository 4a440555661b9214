"""What was filed may be amended at the first stage; a move keeps the part that an amendment changed."""

from django.db import migrations, models

from dengming.accounts.append_only import AppendOnly

WAYS = [("on", "办理"), ("back", "退回"), ("undo", "撤回"), ("hand", "转办"), ("urge", "催办"), ("amend", "更正")]


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0006_begun")]

    operations = [
        migrations.AddField("move", "part", models.CharField(blank=True, max_length=40)),
        migrations.AlterField("move", "way", models.CharField(choices=WAYS, max_length=5)),
        AppendOnly("ledgers_move"),
    ]
