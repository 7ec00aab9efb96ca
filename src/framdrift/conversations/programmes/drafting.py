"""What a programme starts from, and what its choices must fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from framdrift.conversations.kinds import Audience, Channel, Holder, Level, TalkKind
from framdrift.conversations.models import (
    N_MIN_DEFAULT,
    N_MIN_FLOOR,
    GuideVersion,
    Programme,
    ProgrammeInterviewer,
    Touchpoint,
)
from framdrift.conversations.programmes.rules import DEFAULT_STAGES, EVERYBODY_STAGE, Stage, holder_fits
from framdrift.conversations.refusals import (
    AnonymousIsWritten,
    AnonymousNeedsRounds,
    HolderDoesNotFit,
    LimitNeedsLead,
    LimitTooLow,
    ManagerHoldsNoExit,
)
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Company, Unit

NAMES: Final = {
    TalkKind.STAY: ("Stannasamtal", "Stay interviews"),
    TalkKind.EXIT: ("Avslutningssamtal", "Exit interviews"),
    TalkKind.ONBOARDING: ("Introduktionssamtal", "Onboarding talks"),
    TalkKind.ECHO: ("Efterklang", "Echo calls"),
}
DEFAULT_LEVEL: Final = Level.THIRD_PARTY
DEFAULT_CADENCE_MONTHS: Final = 12


@dataclass(frozen=True, kw_only=True)
class ProgrammeFacts:
    """All that is chosen of a programme. `every_months` is set for one that asks everybody in rounds; `stages` are its
    touchpoints otherwise, the kind's usual ones where none are given."""

    guide_version: GuideVersion
    name_sv: str
    name_en: str
    level: str = DEFAULT_LEVEL
    channel: str = Channel.VIDEO
    holder: str = Holder.AGENCY
    n_min: int = N_MIN_DEFAULT
    starts_on: date
    units: tuple[Unit, ...] = ()
    audience: str = Audience.EVERYBODY
    min_tenure_days: int = 0
    every_months: int | None = None
    round_weeks: int = 6
    talks_per_week: int = 4
    talk_minutes: int = 45
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    interviewers: tuple[Account, ...] = ()
    stages: tuple[Stage, ...] = field(default=())


_COLUMNS: Final = (
    "guide_version", "name_sv", "name_en", "level", "channel", "holder", "n_min", "starts_on", "audience",
    "min_tenure_days", "every_months", "round_weeks", "talks_per_week", "talk_minutes", "contact_name", "contact_email",
    "contact_phone",
)  # fmt: skip


def refuse_misfit(kind: str, facts: ProgrammeFacts, *, by: Viewer) -> None:
    """Raises a refusal in words where level, holder, channel and limit do not go together."""
    if facts.n_min < N_MIN_FLOOR:
        raise LimitTooLow
    if facts.n_min < N_MIN_DEFAULT and not by.is_lead:
        raise LimitNeedsLead
    if kind in (TalkKind.EXIT, TalkKind.ECHO) and facts.holder == Holder.NEAREST_MANAGER:
        raise ManagerHoldsNoExit
    if not holder_fits(kind, facts.level, facts.holder):
        raise HolderDoesNotFit
    if facts.level == Level.ANONYMOUS:
        _refuse_unfit_for_anonymous(facts)


def _refuse_unfit_for_anonymous(facts: ProgrammeFacts) -> None:
    if facts.channel != Channel.WRITTEN:
        raise AnonymousIsWritten
    if facts.every_months is None:
        raise AnonymousNeedsRounds


def write(programme: Programme, facts: ProgrammeFacts, *, by: Viewer) -> None:
    """Put the facts into the programme's rows."""
    for name in _COLUMNS:
        setattr(programme, name, getattr(facts, name))
    programme.low_n_by_id = by.account_id if facts.n_min < N_MIN_DEFAULT else None
    programme.save()
    programme.units.set(facts.units)
    _write_interviewers(programme, facts.interviewers)
    _write_stages(programme, stages_of(programme.kind, facts))


def stages_of(kind: str, facts: ProgrammeFacts) -> tuple[Stage, ...]:
    """Everybody at once for a programme in rounds, else the stages chosen, else the kind's usual ones."""
    if facts.every_months is not None:
        return (EVERYBODY_STAGE,)
    return facts.stages or DEFAULT_STAGES[TalkKind(kind)]


def asks_in_rounds(programme: Programme) -> bool:
    """Whether everybody is asked at once, round by round."""
    return programme.every_months is not None


def needs_interviewers(programme: Programme) -> bool:
    """Whether interviewers are chosen by name: not where the nearest manager holds the talk, nor at level D."""
    return programme.holder != Holder.NEAREST_MANAGER and not programme.is_anonymous


def usual_facts(kind: TalkKind, company: Company, version: GuideVersion, *, starts_on: date) -> ProgrammeFacts:
    """What a new programme of a kind is proposed to be."""
    in_rounds = kind is TalkKind.STAY
    name_sv, name_en = NAMES[kind]
    return ProgrammeFacts(
        guide_version=version,
        name_sv=f"{name_sv}, {company.name}",
        name_en=f"{name_en}, {company.name}",
        starts_on=starts_on,
        every_months=DEFAULT_CADENCE_MONTHS if in_rounds else None,
        min_tenure_days=DEFAULT_STAGES[TalkKind.STAY][0].first_day if in_rounds else 0,
        channel=Channel.PHONE if kind is TalkKind.ECHO else Channel.VIDEO,
    )


def _write_interviewers(programme: Programme, accounts: tuple[Account, ...]) -> None:
    programme.interviewers.exclude(account__in=accounts).delete()
    there = set(programme.interviewers.values_list("account_id", flat=True))
    ProgrammeInterviewer.objects.bulk_create(
        ProgrammeInterviewer(programme=programme, account=account) for account in accounts if account.pk not in there
    )


def _write_stages(programme: Programme, stages: tuple[Stage, ...]) -> None:
    programme.touchpoints.all().delete()
    Touchpoint.objects.bulk_create(Touchpoint(programme=programme, **_stage_columns(stage)) for stage in stages)


def _stage_columns(stage: Stage) -> dict[str, Any]:
    return {
        "code": stage.code,
        "anchor": stage.anchor,
        "first_day": stage.first_day,
        "last_day": stage.last_day,
    }
