"""An issued paper, and the template that it was issued by, are kept by the database itself."""

from django.db import migrations

from dengming.accounts.append_only import AppendOnly, Closed


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0005_issued_template"),
    ]

    operations = [
        Closed("reports_issue", column="stage", values=["issued", "archived"], except_columns=["archive_note"]),
        AppendOnly("reports_papertemplate", except_columns=["removed_at"]),
    ]
