"""The text of a part becomes findings, one a line; in papers already handed in it becomes part of what was kept."""

import hashlib
import json

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

OPEN = ("drafting", "feedback")


def carry_over(apps, schema_editor):
    """No written line is lost, and what is signed goes on printing the same words."""
    for issue in apps.get_model("reports", "Issue").objects.exclude(parts={}):
        said = {
            part: [line.strip() for line in text.splitlines() if line.strip()] for part, text in issue.parts.items()
        }
        if issue.stage in OPEN:
            apps.get_model("reports", "Finding").objects.bulk_create(_findings(apps, issue, said))
        else:
            _fold_in(issue, said)


def _findings(apps, issue, said):
    finding = apps.get_model("reports", "Finding")
    by = {"source": "lead", "entered_at": issue.drafted_at, "entered_by": issue.drafted_by}
    return [
        finding(issue=issue, part=part, text=line[at : at + 500], **by)
        for part, lines in said.items()
        for line in lines
        for at in range(0, len(line), 500)
    ]


def _fold_in(issue, said):
    for section in issue.content["sections"]:
        section["texts"] = said.get(section.get("part")) or section["texts"]
    text = json.dumps(issue.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    issue.digest = hashlib.sha256(text.encode()).hexdigest()
    issue.save(update_fields=["content", "digest"])


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0002_names_in_order"),
        ("reports", "0002_paper_templates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=60, verbose_name="部分")),
                ("text", models.CharField(max_length=500, verbose_name="问题")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("check", "现场检查"),
                            ("visit", "实地查访"),
                            ("held", "查阅已有资料"),
                            ("feedback", "群众反馈"),
                            ("lead", "牵头单位提供"),
                        ],
                        max_length=8,
                        verbose_name="怎样发现",
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=120, verbose_name="检查计划或备案文号")),
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
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="reports.issue"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.organisation",
                        verbose_name="有关党组织",
                    ),
                ),
            ],
            options={"verbose_name": "通报的问题", "ordering": ["pk"]},
        ),
        migrations.CreateModel(
            name="FigureValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("figure", models.CharField(max_length=60, verbose_name="指标")),
                ("numerator", models.PositiveIntegerField(verbose_name="分子")),
                ("denominator", models.PositiveIntegerField(verbose_name="分母")),
                ("source", models.CharField(max_length=120, verbose_name="来源")),
                ("on", models.DateField(verbose_name="来源的日期")),
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
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="values", to="reports.issue"
                    ),
                ),
            ],
            options={
                "verbose_name": "填报的指标",
                "constraints": [
                    models.UniqueConstraint(fields=("issue", "figure"), name="one_value_per_figure"),
                    models.CheckConstraint(
                        condition=models.Q(("denominator__gt", 0), ("numerator__lte", models.F("denominator"))),
                        name="value_is_a_share",
                    ),
                ],
            },
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField(model_name="issue", name="parts"),
    ]
