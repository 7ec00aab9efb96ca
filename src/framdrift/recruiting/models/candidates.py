"""Candidates, their papers and their consent to be kept."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from framdrift.organisations.models import Account, Company, new_pseudonym


class Candidate(models.Model):
    """A person who may be recruited. No score, no rank, no personnummer is ever kept here."""

    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, default="sv")
    zone = models.CharField(max_length=40, default="Europe/Stockholm")
    headline = models.CharField(max_length=160, blank=True)
    employer = models.CharField(max_length=120, blank=True)
    works_at = models.ForeignKey(Company, on_delete=models.SET_NULL, null=True, related_name="+")
    city = models.CharField(max_length=80, blank=True)
    notice_months = models.PositiveSmallIntegerField(null=True)
    about = models.TextField(blank=True)
    pseudonym = models.CharField(max_length=36, unique=True, default=new_pseudonym)
    search_text = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField()
    informed_at = models.DateTimeField(null=True)
    erasure_asked_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_from")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["email"], name="candidate_email"),
            models.Index(fields=["name"], name="candidate_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="candidate_not_merged_into_self",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", email="", phone="", about="", search_text=""),
                name="candidate_erased_is_blank",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file about a candidate. On disk under a random name; served only as an attachment."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="uploads")
    kind = models.CharField(max_length=10, default="cv")
    name = models.CharField(max_length=160)
    stored_as = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100)
    bytes = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-added_at"]

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    """A candidate's own consent to stay in the talent pool, until a date; renewed by a new row."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="consents")
    given_at = models.DateTimeField()
    until_on = models.DateField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["until_on"], name="consent_until")]

    def __str__(self) -> str:
        return f"{self.until_on}"
