"""What imported candidacies stand on: companies, assignments with their steps, who holds balls. Cached for a run."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime

from framdrift.foundation import calendar
from framdrift.foundation.announcement import Announcement
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Company, Role
from framdrift.recruiting import events
from framdrift.recruiting.actions.ground import hold_assignments
from framdrift.recruiting.kinds import AssignmentStatus, Scope, StepType
from framdrift.recruiting.models import Assignment, Candidacy, Contact, ImportedKey, PlanStep
from framdrift.recruiting.off_limits import plain_name
from framdrift.recruiting.rules import People, lay_out
from framdrift.recruiting.transitions.stages import Words, side_of, work_days_of
from framdrift.recruiting.transitions.told import Application
from framdrift.science.calendars import local_date

ASSIGNMENT, STAGE, CANDIDATE, CANDIDACY, TRANSITION = "assignment", "stage", "candidate", "candidacy", "transition"
_LONGEST_KEY, _ROOM_PER_TYPE = 160, 1000
_ORDER = list(StepType)
STAND_IN = "imported@framdrift.invalid"
"""The address of the account that holds imported assignments while the agency has no recruiter of its own."""

Said = tuple[Announcement, datetime]


def key_of(text: str) -> str:
    """An outside id that fits its column: a long one ends in its hash."""
    plain = text.replace("\0", "")
    if len(plain) <= _LONGEST_KEY:
        return plain
    return plain[:90] + "#" + hashlib.sha256(plain.encode()).hexdigest()


class Site:
    """An assignment that is imported into: its columns by the source's words, and who holds balls in it."""

    def __init__(self, row: Assignment, plan: Iterable[PlanStep], people: People) -> None:
        self.row = row
        self.plan = {step.pk: step for step in plan}
        self.people = people
        self.by_word: dict[str, int] = {}


class Ground:
    """Finds or makes what candidacies stand on. `said` collects the events to record, in order.

    `is_trial`: everything will be taken back, so nothing is held, or written to, that others may be waiting for.
    """

    def __init__(self, *, source: str, words: Words, by: Viewer, at: datetime, is_trial: bool = False) -> None:
        self.source = source
        self.words = words
        self.days = calendar.working_days()
        self.zone = calendar.agency_zone()
        self.said: list[Said] = []
        self.unknown_stages: set[str] = set()
        self.is_trial = is_trial
        self._last_standing = _last_candidacy() if is_trial else 0
        self._at = at
        self._companies: dict[str, Company] = {}
        self._sites: dict[str, Site] = {}
        self._owners: dict[str, Account] = {}
        self._default_owner_id = by.account_id

    def on(self, instant: datetime) -> date:
        """The agency's date at an instant."""
        return local_date(instant, self.zone)

    def forget(self) -> None:
        """Drop what is remembered: a transaction was rolled back."""
        self._companies.clear()
        self._sites.clear()
        self._owners.clear()
        self.said.clear()

    # --- companies and owners --------------------------------------------------------------------
    def company(self, name: str) -> Company:
        """The client company of this name, with or without its company form; made where there is none."""
        plain = plain_name(name) or name.casefold()
        if not self._companies:
            self._companies = {plain_name(one.name) or one.name.casefold(): one for one in Company.objects.all()}
        if plain not in self._companies:
            self._companies[plain] = Company.objects.create(name=name.strip()[:120], created_at=self._at)
        return self._companies[plain]

    def owner(self, recruiter: str) -> Account:
        """The recruiter here with this address or name; else whoever imports, a lead, a consultant, the stand-in."""
        if not self._owners:
            staff = Account.objects.filter(company=None, is_active=True, roles__until=None).filter(
                roles__kind__in=[Role.Kind.LEAD, Role.Kind.CONSULTANT]
            )
            found = list(staff.distinct().order_by("pk"))
            self._owners = {name: one for one in reversed(found) for name in (one.email, one.name.casefold())}
            self._owners[""] = self._stand_in(found)
        return self._owners.get(recruiter.strip().casefold(), self._owners[""])

    def _stand_in(self, staff: list[Account]) -> Account:
        leads = set(Role.objects.filter(kind=Role.Kind.LEAD, until=None).values_list("account_id", flat=True))
        preferred = sorted(staff, key=lambda one: (one.pk != self._default_owner_id, one.pk not in leads, one.pk))
        if preferred:
            return preferred[0]
        found = Account.objects.filter(email=STAND_IN).first()
        return found or Account.objects.create_user(STAND_IN, name="Import", is_active=False, joined_at=self._at)

    # --- assignments and their columns -----------------------------------------------------------
    def site(self, application: Application, *, since: datetime) -> Site:
        """The assignment that an application is in; opened at its first sign of life where it is new."""
        told = application.job_id or f"{plain_name(application.company)}|{application.job.casefold()}"
        external = key_of(told)
        if external not in self._sites:
            self._sites[external] = self._known_site(external) or self._new_site(external, application, since)
        return self._sites[external]

    def leaves_alone(self, row: Candidacy) -> bool:
        """Whether a candidacy is not to be written to: it stood before the trial, and people work on it."""
        return row.pk <= self._last_standing

    def hold(self, sites: Iterable[Site]) -> None:
        """Hold the assignments until the transaction ends, and see them as they are now: an owner may have changed
        and an assignment may have been closed since the run began."""
        by_id = {site.row.pk: site for site in sites}
        if not self.is_trial:
            hold_assignments(by_id)
        for pk, row in Assignment.objects.in_bulk(by_id).items():
            by_id[pk].row = row
            by_id[pk].people = People(row.owner_id, by_id[pk].people.decider_id)

    def _known_site(self, external: str) -> Site | None:
        key = ImportedKey.objects.filter(source=self.source, kind=ASSIGNMENT, external_id=external).first()
        row = Assignment.objects.filter(pk=key.row_id).first() if key else None
        if row is None:
            return None
        decider = Contact.objects.filter(assignment=row, part=Contact.Part.DECIDER).values_list("account_id", flat=True)
        plan = PlanStep.objects.filter(assignment=row, scope=Scope.CANDIDACY)
        site = Site(row, plan, People(row.owner_id, decider.first()))
        prefix = f"{row.pk}:"
        stages = ImportedKey.objects.filter(source=self.source, kind=STAGE, external_id__startswith=prefix)
        site.by_word = {stage.raw["word"]: stage.row_id for stage in stages if stage.row_id in site.plan}
        return site

    def _new_site(self, external: str, application: Application, since: datetime) -> Site:
        owner = self.owner(application.recruiter)
        kickoff = self.on(since)
        row = Assignment.objects.create(
            company=self.company(application.company),
            title=application.job.strip()[:120],
            owner=owner,
            opened_at=since,
            kickoff_on=kickoff,
            expected_on=kickoff,
            apply_key=secrets.token_hex(16),
        )
        ImportedKey.objects.update_or_create(
            source=self.source, kind=ASSIGNMENT, external_id=external, defaults={"row_id": row.pk}
        )
        opened = events.AssignmentOpened(
            assignment_id=row.pk,
            company_id=row.company_id,
            owner_id=owner.pk,
            kickoff_on=kickoff,
            expected_on=kickoff,
        )
        self.said.append((opened, since))
        return Site(row, (), People(owner.pk))

    def step_id(self, site: Site, word: str) -> int:
        """The column for a source's stage; added, with dates laid out anew, where the assignment has none of it."""
        plain = " ".join(word.split()).casefold()
        if plain not in site.by_word:
            site.by_word[plain] = self._add_column(site, word, plain)
        return site.by_word[plain]

    def first_step_id(self, site: Site) -> int:
        """The column of one who ended without having been told to be anywhere."""
        if site.plan:
            return min(site.plan.values(), key=lambda step: step.position).pk
        return self.step_id(site, "Application")

    def _add_column(self, site: Site, word: str, plain: str) -> int:
        meaning = self.words.stage(word)
        if not meaning.known:
            self.unknown_stages.add(word)
        first = _ORDER.index(meaning.type) * _ROOM_PER_TYPE
        taken = [step.position for step in site.plan.values() if first <= step.position < first + _ROOM_PER_TYPE]
        kickoff = site.row.kickoff_on
        name = word.strip()[:80] or meaning.type.value
        step = PlanStep(
            assignment=site.row,
            company_id=site.row.company_id,
            position=max(taken, default=first - 1) + 1,
            type=meaning.type,
            name_sv=name,
            name_en=name,
            scope=Scope.CANDIDACY,
            side=side_of(meaning.type),
            work_days=work_days_of(meaning.type),
            starts_on=kickoff,
            due_on=kickoff,
            first_due_on=kickoff,
            last_responsible_on=kickoff,
        )
        step.save()
        site.plan[step.pk] = step
        self._lay_out(site)
        ImportedKey.objects.create(
            source=self.source,
            kind=STAGE,
            external_id=key_of(f"{site.row.pk}:{plain}"),
            row_id=step.pk,
            raw={"word": plain},
        )
        return step.pk

    def _lay_out(self, site: Site) -> None:
        plan = sorted(site.plan.values(), key=lambda step: step.position)
        dates = lay_out(plan, kickoff_on=site.row.kickoff_on, days=self.days)
        for step, planned in zip(plan, dates, strict=True):
            step.starts_on, step.due_on = planned.starts_on, planned.due_on
            step.first_due_on, step.last_responsible_on = planned.due_on, planned.last_responsible_on
        site.row.expected_on = max(planned.due_on for planned in dates)
        if self.is_trial:
            return
        PlanStep.objects.bulk_update(plan, ["starts_on", "due_on", "first_due_on", "last_responsible_on"])
        Assignment.objects.filter(pk=site.row.pk).update(expected_on=site.row.expected_on)

    @staticmethod
    def is_closed(site: Site) -> bool:
        """Whether the assignment has been closed here."""
        return site.row.status == AssignmentStatus.CLOSED


def _last_candidacy() -> int:
    return Candidacy.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
