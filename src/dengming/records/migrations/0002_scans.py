import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dengming.accounts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Scan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("paper", models.UUIDField(verbose_name="公文")),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几份")),
                ("name", models.CharField(max_length=160, verbose_name="文件名")),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="更换原因")),
                ("uploaded_at", models.BigIntegerField()),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "盖章扫描件",
                "ordering": ["paper", "-number"],
                "constraints": [models.UniqueConstraint(fields=("paper", "number"), name="one_scan_per_number")],
            },
        ),
        AppendOnly("records_scan"),
    ]
