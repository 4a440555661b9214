"""The one answer of a warning has become its first statement. Apart from the copying, which PostgreSQL asks for."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("standing", "0003_statements")]

    operations = [
        migrations.RemoveField("colourwarning", name) for name in ("answer", "answered_at", "answered_by", "is_appeal")
    ]
