"""The agency, its client companies, the people who sign in, what they may do and when they are away."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


def new_pseudonym() -> str:
    """A random name for the log of events; the map from it to the person can be deleted."""
    return str(uuid.uuid4())


class Agency(models.Model):
    """The consultancy that owns the installation: one row."""

    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="sv")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    intake_domain = models.CharField(max_length=120, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="agency_is_one")]

    def __str__(self) -> str:
        return self.name


class Company(models.Model):
    """A client company."""

    name = models.CharField(max_length=120)
    organisation_number = models.CharField(max_length=20, blank=True)
    email_domain = models.CharField(max_length=120, blank=True)
    off_limits = models.BooleanField(default=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="company_name_once")]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of a company; units form a tree. `until` is the first day that it is gone."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    name = models.CharField(max_length=120)
    until = models.DateField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["company", "parent", "name"], name="unit_name_once"),
            models.UniqueConstraint(
                fields=["company", "name"], condition=Q(parent__isnull=True), name="unit_name_once_at_the_top"
            ),
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="unit_under_another"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitChange(models.Model):
    """What a unit was called and where it lay before `changed_on`: a round that was held then still knows its tree."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="changes")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    changed_on = models.DateField()

    class Meta:
        ordering = ["unit", "changed_on"]
        constraints = [models.UniqueConstraint(fields=["unit", "changed_on"], name="unit_changes_once_a_day")]

    def __str__(self) -> str:
        return f"{self.name} {self.changed_on}"


class Accounts(BaseUserManager["Account"]):
    """Makes accounts; an address is kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """An account with this address; no password means none can be used."""
        account = self.model(email=email.lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who signs in: agency staff, or a personal seat at a client company."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, default="sv")
    zone = models.CharField(max_length=40, default="Europe/Stockholm")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, related_name="seats")
    pseudonym = models.CharField(max_length=36, unique=True, default=new_pseudonym)
    minutes_per_day = models.PositiveSmallIntegerField(default=200)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True)

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        """The given name."""
        return self.name.split(" ")[0]


class Role(models.Model):
    """What an account may do, from when and until when."""

    class Kind(models.TextChoices):
        """The kinds of staff and of client seats."""

        ADMIN = "admin", _("administrator")
        LEAD = "lead", _("agency lead")
        CONSULTANT = "consultant", _("consultant")
        INTERVIEWER = "interviewer", _("interviewer")
        CLIENT_MANAGER = "client_manager", _("hiring manager")
        CLIENT_HR = "client_hr", _("HR")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "kind"], condition=Q(until__isnull=True), name="role_held_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["admin", "lead", "consultant", "interviewer", "client_manager", "client_hr"]),
                name="role_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="role_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Absence(models.Model):
    """Whole days when a person is away, and who stands in."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="absences")
    first_on = models.DateField()
    last_on = models.DateField()
    deputy = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="stands_in")

    class Meta:
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="absence_ends_after_start"),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("account")), name="absence_deputy_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_on} {self.last_on}"
