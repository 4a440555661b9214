"""A month may be paid in part: the rest stays owed."""

from django.db import migrations, models

from dengming.accounts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("dues", "0001_dues")]

    operations = [
        migrations.AddField("paidmonth", "part", models.BooleanField(default=False, verbose_name="只交了一部分")),
        AppendOnly("dues_paidmonth"),
    ]
