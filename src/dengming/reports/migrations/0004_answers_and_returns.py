"""Answers stay with what was asked; a paper on its way to be signed can come back, so what was counted is kept apart."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dengming.accounts.append_only import AppendOnly

OPEN, OUT = ("drafting", "feedback"), ("issued", "archived")
BLANK = {
    "value": "暂无数据",
    "numerator": "—",
    "denominator": "—",
    "source": "没有填报",
    "origin": "由人填报，本期没有填报",
}


def part_in_two(apps, schema_editor):
    """What was handed in stays word for word; a paper that can still come back gets what was counted, without what
    people wrote: that is in findings and values."""
    for issue in apps.get_model("reports", "Issue").objects.exclude(stage__in=OPEN):
        issue.handed_in = issue.content
        if issue.stage not in OUT:
            issue.content = {**issue.content, "sections": [counted(it) for it in issue.content["sections"]]}
        issue.save(update_fields=["handed_in", "content"])


def counted(section):
    """A section as it was before people's writing was taken in."""
    if section.get("part"):
        return {**section, "head": section["head"].partition("（牵头")[0], "texts": []}
    if section.get("definitions"):
        return {**section, "texts": section["texts"][:1]}
    return {**section, "figures": [{**row, **BLANK} if filled_in(row) else row for row in section["figures"]]}


def filled_in(row):
    """Whether people entered the figure."""
    return row.get("entered") and row["value"] != BLANK["value"]


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("drafting", "起草"),
                            ("feedback", "核实反馈"),
                            ("approval", "审签"),
                            ("signed", "已审签"),
                            ("numbered", "已编号"),
                            ("issued", "已印发"),
                            ("archived", "已归档"),
                        ],
                        max_length=9,
                        verbose_name="退回前的进度",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="退回原因")),
                ("signer", models.CharField(blank=True, max_length=40, verbose_name="签发人")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="发文字号")),
                ("returned_at", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "退回起草",
                "ordering": ["pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="answer",
            options={"ordering": ["pk"], "verbose_name": "核实反馈"},
        ),
        migrations.RemoveConstraint(
            model_name="answer",
            name="one_answer_each",
        ),
        migrations.AddField(
            model_name="answer",
            name="asked",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="issue",
            name="handed_in",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="return",
            name="issue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="reports.issue"
            ),
        ),
        migrations.AddField(
            model_name="return",
            name="returned_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.RunPython(part_in_two, migrations.RunPython.noop),
        AppendOnly("reports_answer", except_columns=["reply"]),
        AppendOnly("reports_return"),
    ]
