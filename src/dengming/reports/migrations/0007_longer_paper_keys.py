"""A register's paper is kept under the register's id and its own."""

from django.db import migrations, models

from dengming.accounts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_issued_stays")]

    operations = [
        migrations.AlterField("papertemplate", "paper", models.CharField(max_length=100, verbose_name="公文")),
        AppendOnly("reports_papertemplate", except_columns=["removed_at"]),
    ]
