"""Who is employed at a client company, where and under whom, from when until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from framdrift.organisations.models.agency import Account, Company, Unit, new_pseudonym


class ExitType(models.TextChoices):
    """How an employment ended. A field of its own, never a theme."""

    OWN_RESIGNATION = "own_resignation", _("own resignation")
    SHORTAGE_OF_WORK = "shortage_of_work", _("shortage of work")
    PERSONAL_REASONS = "personal_reasons", _("personal reasons")
    DISMISSAL = "dismissal", _("dismissal")
    PROBATION_ENDED = "probation_ended", _("probation ended")
    FIXED_TERM_ENDED = "fixed_term_ended", _("fixed term ended")
    RETIREMENT = "retirement", _("retirement")
    AGREEMENT = "agreement", _("agreement")
    INTERNAL_MOVE = "internal_move", _("internal move")
    OTHER = "other", pgettext_lazy("exit type", "other")


class Origin(models.TextChoices):
    """How the employment came to be known here."""

    IMPORTED = "imported", _("from a file")
    HIRED = "hired", _("hired through the agency")
    BY_HAND = "by_hand", _("added by hand")


class Employment(models.Model):
    """One person's employment at one company. `ended_on` is the last day; whoever comes back has a new row.

    `external_id` is the company's own number, empty where it has none. `arrival_key` makes a hire from recruiting
    arrive once; it is forgotten with the candidacy. `account` is set when the employee also has a seat.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="employments")
    external_id = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    private_email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, default="sv")
    zone = models.CharField(max_length=40, default="Europe/Stockholm")
    pseudonym = models.CharField(max_length=36, unique=True, default=new_pseudonym)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    exit_type = models.CharField(max_length=20, blank=True, choices=ExitType)
    origin = models.CharField(max_length=10, choices=Origin)
    arrival_key = models.CharField(max_length=64, null=True, unique=True)
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="employments")

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "external_id"], condition=~Q(external_id=""), name="employment_external_id_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="employment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(exit_type="") | Q(ended_on__isnull=False), name="employment_exit_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(exit_type__in=["", *ExitType.values]), name="employment_exit_type_known"
            ),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="employment_origin_known"),
        ]
        indexes = [models.Index(fields=["company", "ended_on", "name"], name="employment_of_company")]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Where in the company somebody works, under whom and as what, from `since` until the day before `until`."""

    employment = models.ForeignKey(Employment, on_delete=models.CASCADE, related_name="placements")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="placements")
    manager = models.ForeignKey(Employment, on_delete=models.SET_NULL, null=True, related_name="reports")
    title = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["employment", "since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["employment"], condition=Q(until__isnull=True), name="placement_one_open"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="placement_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=F("employment")), name="placement_under_another"
            ),
        ]
        indexes = [models.Index(fields=["company", "until"], name="placement_of_company")]

    def __str__(self) -> str:
        return f"{self.title} {self.since}"


class PromisedAtHire(models.Model):
    """What the person was told about the work before they took it."""

    employment = models.ForeignKey(Employment, on_delete=models.CASCADE, related_name="promised")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["employment", "position"]
        constraints = [models.UniqueConstraint(fields=["employment", "position"], name="promised_in_order")]

    def __str__(self) -> str:
        return self.text[:60]
