"""Which talk a commitment came from, and whether it helped, are sealed; numbers tell no order any more.

What was recorded when each was agreed stays in the log, by the old numbers: nothing leads from them to the new ones.
"""

import json
import uuid
from collections import defaultdict

from django.db import migrations, models

from framdrift.conversations.models.commitments import unordered_id
from framdrift.foundation import seal_file
from framdrift.foundation.sealing import Key, seal, unseal

_VERDICT_BYTES = 4096


def _key_of(apps, programme):
    """The key that seals a programme's talks, made where no talk has begun. Needs the master key's file."""
    locked = apps.get_model("answers", "ProgrammeKey").objects
    wrapped = apps.get_model("foundation", "SealedKey").objects
    found = locked.filter(pk=programme.pk).first()
    if found is None:
        key = Key(uuid.uuid4(), uuid.uuid4().bytes + uuid.uuid4().bytes)
        master = seal_file.read_or_make()
        sealed = seal(key.secret, key=Key(key.id, master.secret), about=f"key:{key.id}")
        wrapped.create(id=key.id, wrapped=sealed, mark=master.mark)
        locked.create(
            programme_id=programme.pk, company_id=programme.company_id, level=programme.level, sealed_key=key.id
        )
        return key
    row = wrapped.filter(pk=found.sealed_key).first()
    if row is None:
        return None
    master = seal_file.read()
    if master is None:
        raise seal_file.NoKeyFile(mark=row.mark, file=seal_file.place())
    return Key(row.pk, unseal(bytes(row.wrapped), key=Key(row.pk, master.secret), about=f"key:{row.pk}"))


def seal_ties(apps, schema_editor):
    commitments = apps.get_model("conversations", "Commitment").objects
    for row in commitments.filter(invitation__isnull=False).select_related("programme", "invitation__employment"):
        key = _key_of(apps, row.programme)
        origin = f"{row.invitation_id:020} {row.invitation.employment.pseudonym}"
        about = f"tie:{row.key}:{row.programme_id}"
        sealed = seal(origin.encode(), key=key, about=about) if key else None
        commitments.filter(pk=row.pk).update(origin=sealed)


def seal_verdicts(apps, schema_editor):
    verdicts = apps.get_model("conversations", "CommitmentVerdict").objects
    several = defaultdict(list)
    for row in verdicts.select_related("commitment", "invitation__programme").order_by("pk"):
        several[row.invitation].append(row)
    for invitation, rows in several.items():
        key = _key_of(apps, invitation.programme)
        if key is not None:
            plain = json.dumps({str(row.commitment.key): row.helped for row in rows}).encode()
            room = -(-len(plain) // _VERDICT_BYTES) * _VERDICT_BYTES
            sealed = seal(plain.ljust(room), key=key, about=f"verdicts:{invitation.pk}")
            apps.get_model("conversations", "TalkVerdict").objects.create(
                invitation=invitation, company_id=invitation.company_id, sealed=sealed
            )
    verdicts.all().delete()


def number_anew(apps, schema_editor):
    commitments = apps.get_model("conversations", "Commitment").objects
    reports = apps.get_model("conversations", "CommitmentReport").objects
    letters = apps.get_model("foundation", "Letter").objects
    for old in list(commitments.values_list("pk", flat=True)):
        new = unordered_id()
        commitments.filter(pk=old).update(id=new)
        reports.filter(commitment_id=old).update(commitment_id=new)
        for letter in letters.filter(subject_key=f"commitment:{old}"):
            key = letter.key.replace(f"commitment:{old}", f"commitment:{new}", 1)
            letters.filter(pk=letter.pk).update(subject_key=f"commitment:{new}", key=key)
    if schema_editor.connection.vendor == "postgresql":  # tables are not altered while a check of theirs is due
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def rewrite(apps, schema_editor):
    """PostgreSQL keeps what a dropped column held until the rows are written anew; SQLite has written them."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CLUSTER conversations_commitment USING conversations_commitment_pkey")


class Migration(migrations.Migration):
    dependencies = [
        ("answers", "0001_talks_and_blank_answers"),
        ("conversations", "0003_leavers_and_training"),
        ("foundation", "0006_sealed_keys"),
    ]

    operations = [
        migrations.AddField("commitment", "origin", models.BinaryField(null=True)),
        migrations.CreateModel(
            name="TalkVerdict",
            fields=[
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="conversations.invitation",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(on_delete=models.deletion.PROTECT, related_name="+", to="organisations.company"),
                ),
                ("sealed", models.BinaryField()),
            ],
            options={"ordering": ["invitation"]},
        ),
        migrations.RunPython(seal_ties, migrations.RunPython.noop),
        migrations.RunPython(seal_verdicts, migrations.RunPython.noop),
        migrations.RunPython(number_anew, migrations.RunPython.noop),
        migrations.DeleteModel("CommitmentVerdict"),
        migrations.RenameModel("TalkVerdict", "CommitmentVerdict"),
        migrations.RemoveField("commitment", "invitation"),
        migrations.RemoveField("commitment", "agreed_by"),
        migrations.RemoveField("commitment", "agreed_at"),
        migrations.AlterField(
            "commitment",
            "id",
            models.BigIntegerField(default=unordered_id, editable=False, primary_key=True, serialize=False),
        ),
        migrations.RunPython(rewrite, migrations.RunPython.noop),
    ]
