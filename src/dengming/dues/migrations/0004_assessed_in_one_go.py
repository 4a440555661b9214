"""Those assessed in one act share its source: a branch assessed in one go is one fact."""

import django.db.models.deletion
from django.db import migrations, models

from dengming.accounts.append_only import WriteOnce
from dengming.editions.models import FAR_MOMENT


class Migration(migrations.Migration):
    dependencies = [("dues", "0003_assessments_are_facts")]

    operations = [
        migrations.AlterField(
            "assessment",
            "source",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dues_assessments",
                to="facts.source",
            ),
        ),
        WriteOnce("dues_assessment", column="withdrawn", far=FAR_MOMENT, beside=["withdrawn_reason"]),
    ]
