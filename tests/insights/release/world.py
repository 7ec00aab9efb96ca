"""Rounds with coded answers, made row by row: any number of people in any tree, and what they said."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import Note, ProgrammeKey, Talk
from framdrift.conversations.guides.bank import ensure_default_guides
from framdrift.conversations.kinds import Channel, Holder, InvitationState, ProgrammeState, TalkKind
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.insights.codebook.beginning import ensure_codebook
from framdrift.insights.models import Code, Passage
from framdrift.organisations.models import Account, Company, Employment, Placement, Unit

Said = Mapping[str, str]
"""Direction by theme."""


@dataclass
class Place:
    """One company with its tree, and who codes there."""

    company: Company
    coder: Account
    at: datetime
    units: dict[str, Unit] = field(default_factory=dict)

    def unit(self, name: str, parent: str = "") -> Unit:
        """A unit of the tree, made at need."""
        if name not in self.units:
            above = self.units.get(parent)
            self.units[name] = Unit.objects.create(company=self.company, name=name, parent=above)
        return self.units[name]

    def programme(self, kind: TalkKind = TalkKind.STAY, *, n_min: int = 7) -> Programme:
        """A programme at level C that was launched a year ago."""
        guide = next(one for one in ensure_default_guides(at=self.at) if one.kind == kind)
        made = Programme.objects.create(
            company=self.company,
            kind=kind,
            guide_version=guide.versions.latest("number"),
            name_sv="Samtal",
            name_en="Talks",
            level="C",
            channel=Channel.MEETING,
            holder=Holder.AGENCY,
            n_min=n_min,
            starts_on=date(2026, 1, 1),
            state=ProgrammeState.LAUNCHED,
            made_at=self.at,
            launched_at=self.at,
        )
        ProgrammeKey.objects.create(programme=made, company=self.company, level="C", sealed_key=uuid.uuid4())
        return made

    def round(self, programme: Programme, *, opens_on: date, closes_on: date, closed: bool = True) -> ProgrammeRound:
        """The programme's next round."""
        return ProgrammeRound.objects.create(
            programme=programme,
            company=self.company,
            number=programme.rounds.count() + 1,
            opens_on=opens_on,
            closes_on=closes_on,
            closed_at=self.at if closed else None,
        )

    def answers(self, programme_round: ProgrammeRound, people: list[tuple[str, Said]]) -> list[Invitation]:
        """People who talked, by the unit they work in ("" for the company itself), each coded as said."""
        programme = programme_round.programme
        version = ensure_codebook(at=self.at)
        before = Employment.objects.count()
        staff = Employment.objects.bulk_create(
            Employment(company=self.company, name=f"Person {before + n}", started_on=date(2020, 1, 1), origin="by_hand")
            for n in range(len(people))
        )
        Placement.objects.bulk_create(
            Placement(employment=one, company=self.company, unit=self.units.get(unit), since=one.started_on)
            for one, (unit, _said) in zip(staff, people, strict=True)
        )
        asked = Invitation.objects.bulk_create(
            Invitation(
                programme=programme,
                round=programme_round,
                company=self.company,
                employment=one,
                unit=self.units.get(unit),
                reason="everybody",
                ask_on=programme_round.opens_on,
                due_on=programme_round.closes_on,
                state=InvitationState.DONE,
            )
            for one, (unit, _said) in zip(staff, people, strict=True)
        )
        talks = Talk.objects.bulk_create(
            Talk(
                key_id=programme.pk,
                company=self.company,
                round=programme_round,
                invitation=one,
                guide_version_id=programme.guide_version_id,
                state=TalkState.APPROVED,
                started_at=self.at - timedelta(days=1),
                approved_at=self.at,
            )
            for one in asked
        )
        said = [
            (talk, theme, way) for talk, (_unit, told) in zip(talks, people, strict=True) for theme, way in told.items()
        ]
        notes = Note.objects.bulk_create(
            Note(talk=talk, company=self.company, client_key=uuid.uuid4(), kind="their_words", sealed=b"x", version=1)
            for talk, _theme, _way in said
        )
        passages = Passage.objects.bulk_create(
            Passage(
                company=self.company,
                round=programme_round,
                invitation_id=note.talk.invitation_id,
                note=note.client_key,
                note_version=1,
                start=0,
                end=9,
                digest="x",
                state="coded",
                first_by=self.coder,
            )
            for note in notes
        )
        Code.objects.bulk_create(
            Code(
                passage=passage,
                company=self.company,
                theme=theme,
                coder=self.coder,
                version=version,
                direction=way,
                given_at=self.at,
            )
            for passage, (_talk, theme, way) in zip(passages, said, strict=True)
        )
        return asked

    def code_twice(self, programme_round: ProgrammeRound, second: Account, *, otherwise: str = "") -> None:
        """A colleague codes every passage of the round like the first coder; `otherwise`: the theme they do not see."""
        passages = list(Passage.objects.filter(round=programme_round))
        Passage.objects.filter(round=programme_round).update(
            sampled_at=self.at, second_by=second, second_done_at=self.at
        )
        first = Code.objects.filter(passage__in=passages, part="first").exclude(theme=otherwise)
        Code.objects.bulk_create(
            Code(
                passage_id=one.passage_id,
                company=self.company,
                theme=one.theme,
                part="second",
                coder=second,
                version_id=one.version_id,
                direction=one.direction,
                given_at=self.at,
            )
            for one in first
        )
