"""Names in the order of strokes; one identity number, one member."""

from django.db import migrations, models

import dengming.orgs.strokes
from dengming.orgs.strokes import name_order

_BATCH = 1000


def put_names_in_order(apps, schema_editor):
    """Reckon the order of the names that are there already."""
    subjects = apps.get_model("orgs", "Subject").objects
    people = subjects.filter(sort="person").only("pk", "name", "sort")
    batch = []
    for person in people.iterator(_BATCH):
        person.name_order = name_order(person.name)
        batch.append(person)
        if len(batch) == _BATCH:
            subjects.bulk_update(batch, ["name_order"])
            batch = []
    subjects.bulk_update(batch, ["name_order"])


def find_twins(apps, schema_editor):
    """Say who must be mended first, where two members have one identity number."""
    members = apps.get_model("orgs", "Member").objects.exclude(identity_index="")
    shared = members.values("identity_index").annotate(times=models.Count("pk")).filter(times__gt=1)
    codes = members.filter(identity_index__in=shared.values("identity_index")).values_list("subject__code", flat=True)
    if listed := "、".join(sorted(codes)):
        raise ValueError(f"升级前请先核对：编号为 {listed} 的党员登记了相同的身份证号，改正后再升级。")


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_initial")]

    operations = [
        migrations.AddField(
            "Subject",
            "name_order",
            dengming.orgs.strokes.NameOrderField(blank=True, default="", editable=False, max_length=16),
        ),
        migrations.RunPython(put_names_in_order, migrations.RunPython.noop),
        migrations.RunPython(find_twins, migrations.RunPython.noop),
        migrations.AlterField("Member", "identity_index", models.CharField(blank=True, max_length=64)),
        migrations.AddConstraint(
            "Member",
            models.UniqueConstraint(
                condition=models.Q(("identity_index", ""), _negated=True),
                fields=("identity_index",),
                name="member_identity_once",
            ),
        ),
    ]
