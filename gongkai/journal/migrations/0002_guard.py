"""The database refuses to edit or delete journal entries (see `journal/triggers.py`)."""

from django.db import migrations

from gongkai.journal import triggers


def set_up(apps, schema_editor):
    for statement in triggers.create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def take_down(apps, schema_editor):
    for statement in triggers.drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(set_up, take_down)]
