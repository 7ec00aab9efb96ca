"""Programmes of talks at one company, their touchpoints, interviewers, texts and rounds."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from framdrift.conversations.kinds import Anchor, Audience, Channel, Holder, Level, ProgrammeState, TalkKind
from framdrift.conversations.models.guides import GuideVersion
from framdrift.organisations.models import Account, Company, Unit

N_MIN_FLOOR = 5
"""Nothing is ever told of fewer answers than this: no setting, no person and no row may go below."""
N_MIN_DEFAULT = 7


def _choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


class Programme(models.Model):
    """One company's talks of one kind.

    `low_n_by` is the lead who chose a limit under the default before launch.
    `every_months` is the cadence of a programme that asks everybody in rounds; null where touchpoints decide alone.
    `round_weeks` is how long a round is open, `talks_per_week` what one interviewer holds at most.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="programmes")
    kind = models.CharField(max_length=12, choices=_choices(TalkKind))
    guide_version = models.ForeignKey(GuideVersion, on_delete=models.PROTECT, related_name="programmes")
    name_sv = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    level = models.CharField(max_length=1, choices=_choices(Level))
    channel = models.CharField(max_length=10, choices=_choices(Channel))
    holder = models.CharField(max_length=16, choices=_choices(Holder))
    n_min = models.PositiveSmallIntegerField(default=N_MIN_DEFAULT)
    low_n_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    units: models.ManyToManyField[Unit, Unit] = models.ManyToManyField(Unit, related_name="programmes")
    audience = models.CharField(max_length=14, choices=_choices(Audience), default=Audience.EVERYBODY)
    min_tenure_days = models.PositiveIntegerField(default=0)
    every_months = models.PositiveSmallIntegerField(null=True)
    round_weeks = models.PositiveSmallIntegerField(default=6)
    talks_per_week = models.PositiveSmallIntegerField(default=4)
    talk_minutes = models.PositiveSmallIntegerField(default=45)
    starts_on = models.DateField()
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=_choices(ProgrammeState), default=ProgrammeState.DRAFT)
    made_at = models.DateTimeField()
    launched_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["company", "kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(n_min__gte=N_MIN_FLOOR), name="programme_n_min_floor"),
            models.CheckConstraint(
                condition=Q(n_min__gte=N_MIN_DEFAULT) | Q(low_n_by__isnull=False), name="programme_low_n_by_a_lead"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[TalkKind.EXIT, TalkKind.ECHO]) | ~Q(holder=Holder.NEAREST_MANAGER),
                name="programme_no_exit_by_manager",
            ),
            models.CheckConstraint(
                condition=~Q(level__in=[Level.THIRD_PARTY, Level.ANONYMOUS]) | Q(holder=Holder.AGENCY),
                name="programme_third_party_is_agency",
            ),
            models.CheckConstraint(
                condition=~Q(level=Level.HR) | Q(holder__in=[Holder.HR, Holder.AGENCY]),
                name="programme_hr_level_holder",
            ),
            models.CheckConstraint(
                condition=~Q(level=Level.ANONYMOUS) | Q(channel=Channel.WRITTEN), name="programme_anonymous_is_written"
            ),
            models.CheckConstraint(
                condition=Q(state=ProgrammeState.DRAFT) | Q(launched_at__isnull=False),
                name="programme_launched_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProgrammeState.CLOSED) | Q(closed_at__isnull=False), name="programme_closed_has_time"
            ),
            models.CheckConstraint(condition=Q(level__in=list(Level)), name="programme_level_known"),
            models.CheckConstraint(condition=Q(kind__in=list(TalkKind)), name="programme_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name_sv

    def name_in(self, language: str) -> str:
        """Its public name, in Swedish or English."""
        return self.name_en if language == "en" else self.name_sv

    @property
    def is_anonymous(self) -> bool:
        """Nobody may know who has answered."""
        return self.level == Level.ANONYMOUS


class Touchpoint(models.Model):
    """Days, counted from an anchor in the employment, in which a talk falls due: `first_day` is the earliest."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="touchpoints")
    code = models.CharField(max_length=20)
    anchor = models.CharField(max_length=12, choices=_choices(Anchor))
    first_day = models.IntegerField()
    last_day = models.IntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "first_day", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="touchpoint_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="touchpoint_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.code


class ProgrammeInterviewer(models.Model):
    """Somebody at the agency, or HR at the company, who holds the programme's talks."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="interviewers")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="holds_programmes")

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "account"], name="programme_interviewer_once")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.account_id}"


class ProgrammeText(models.Model):
    """A text of the launch checklist, adapted for the programme, in one language."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="texts")
    code = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    text = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "code", "language"]
        constraints = [models.UniqueConstraint(fields=["programme", "code", "language"], name="programme_text_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.language}"


class ProgrammeCheck(models.Model):
    """A point of the launch checklist that somebody has confirmed."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="checks")
    code = models.CharField(max_length=20)
    done_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="programme_check_once")]

    def __str__(self) -> str:
        return self.code


class ProgrammeRound(models.Model):
    """The answers that are told of together. Late answers belong to the next one."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rounds")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(closed_at__isnull=True), name="round_one_open_at_a_time"
            ),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.number}"
