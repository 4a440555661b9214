"""That a branch has assessed somebody is a fact, which a duty may count."""

import django.db.models.deletion
from django.db import migrations, models

from dengming.accounts.append_only import WriteOnce
from dengming.editions.models import FAR_MOMENT


class Migration(migrations.Migration):
    dependencies = [("dues", "0002_parts"), ("facts", "0003_dues")]

    operations = [
        migrations.AddField(
            "assessment",
            "source",
            models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dues_assessment",
                to="facts.source",
            ),
        ),
        WriteOnce("dues_assessment", column="withdrawn", far=FAR_MOMENT, beside=["withdrawn_reason"]),
    ]
