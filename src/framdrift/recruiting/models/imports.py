"""What came from elsewhere: which outside key became which row, remembered mappings, runs and refused rows."""

from __future__ import annotations

from django.db import models

from framdrift.organisations.models import Account


class ImportedKey(models.Model):
    """An outside id and the row it became; makes every import idempotent on (source, kind, external id)."""

    source = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    external_id = models.CharField(max_length=160)
    row_id = models.BigIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    raw = models.JSONField(default=dict)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "external_id"], name="imported_key_once"),
        ]
        indexes = [models.Index(fields=["kind", "row_id"], name="imported_key_row")]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.external_id}"


class ImportMapping(models.Model):
    """Which column means what, remembered for files with the same header."""

    header_digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    mapping = models.JSONField()
    confirmed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True)
    confirmed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One import, resumable: how far it came and how it went."""

    source = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=64, blank=True)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting")
    rows_total = models.PositiveIntegerField(null=True)
    rows_done = models.PositiveIntegerField(default=0)
    rows_added = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    started_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return self.file_name


class RefusedRow(models.Model):
    """A row that was not taken, and why. `place` says in words where an export of JSON told it; a table's line does."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="refused")
    line = models.PositiveIntegerField()
    place = models.CharField(max_length=300, blank=True, default="")
    field = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["run", "line"]

    def __str__(self) -> str:
        return f"{self.place or self.line}: {self.reason}"
