"""Retold quotes on their way out (R13): allowed by the person, released by two, out a day later, for good.

What the person does about it, on their own page, stands in `permission`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.queries import told_talks
from framdrift.conversations.kinds import InvitationState, Level, TalkKind
from framdrift.conversations.models import EchoWish, Invitation, ProgrammeRound
from framdrift.conversations.scope import require_listener, visible_invitations
from framdrift.foundation.announcement import Announcement
from framdrift.foundation.events import record
from framdrift.foundation.jobs import job
from framdrift.insights.coding.queries import coded_persons
from framdrift.insights.models import Quote, Release
from framdrift.insights.release import events
from framdrift.insights.release.actions import append_words
from framdrift.insights.release.gathering import BY_A_PERSON
from framdrift.insights.release.reading import units_beside
from framdrift.insights.release.refusals import (
    AnonymousIsNotQuoted,
    NeedsAnotherPerson,
    NobodyToAsk,
    NoPermission,
    NotQuotedAtThisLevel,
    PointsSomebodyOut,
    QuoteIsOut,
    ShownIsOld,
    TooFewAuthors,
    TooManyWords,
)
from framdrift.insights.release.rules import COMPANY
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Company, Employment
from framdrift.organisations.refusals import NotAllowed
from framdrift.science.disclosure.wording import STOPS, Found, signs

MOST_WORDS: Final = 25
FEWEST_AUTHORS: Final = 3
COOLING_OFF: Final = timedelta(days=1)
ANSWER_WITHIN: Final = timedelta(days=30)
"""How long the person has to answer; no answer is a no. A no is shown to the interviewer for as long."""


@dataclass(frozen=True)
class Retold:
    """A quote as an interviewer writes it. `allowed`: the person said yes in the talk; else a letter asks them."""

    invitation_id: int
    theme: str
    side: str
    language: str
    words: str
    allowed: bool


@transaction.atomic
def retell(*, figures: Release, retold: Retold, by: Viewer, at: datetime) -> Quote:
    """Write a quote beside released figures. Nothing goes out of it before the person has allowed it.

    Raises NotAllowed, Invitation.DoesNotExist, AnonymousIsNotQuoted, NotQuotedAtThisLevel, TooManyWords,
    PointsSomebodyOut, TooFewAuthors, NobodyToAsk.
    """
    if not by.is_interviewer or by.account_id is None:
        raise NotAllowed
    _refuse_level(figures)
    invitation = quotable(by, figures).select_related("programme", "employment").get(pk=retold.invitation_id)
    words = plain(retold.words)
    refuse_words(words, figures.company_id)
    if _authors(figures, invitation, retold.theme) < FEWEST_AUTHORS:
        raise TooFewAuthors
    if not retold.allowed and not _can_be_asked(invitation):
        raise NobodyToAsk
    quote = Quote.objects.create(
        company_id=figures.company_id,
        figures=figures,
        invitation=invitation,
        theme=retold.theme,
        side=retold.side,
        language=retold.language,
        words=words,
        retold_by_id=by.account_id,
        retold_at=at,
        allowed_at=at if retold.allowed else None,
    )
    _tell(events.QuoteRetold(quote_id=quote.pk, company_id=quote.company_id), by, at)
    return quote


@transaction.atomic
def approve_quote(*, quote: Quote, seen: str, by: Viewer, at: datetime) -> Quote:
    """Say that it may go out; `seen` is how it read. Two different people must; then it rests for a day.

    Raises NotAllowed, QuoteIsOut, NoPermission, ShownIsOld where the person has put it in other words meanwhile,
    NeedsAnotherPerson, PointsSomebodyOut.
    """
    require_listener(by)
    if by.account_id is None:
        raise NotAllowed
    row = locked(quote)
    if row.allowed_at is None:
        raise NoPermission
    if row.words != plain(seen):
        raise ShownIsOld
    refuse_words(row.words, row.company_id)
    if row.first_by_id is None:
        row.first_by_id, row.first_at = by.account_id, at
    elif row.first_by_id == by.account_id:
        raise NeedsAnotherPerson
    elif row.second_by_id is None:
        row.second_by_id, row.second_at = by.account_id, at
    else:
        return row
    row.save(update_fields=["first_by", "first_at", "second_by", "second_at"])
    as_second = row.second_by_id is not None
    _tell(events.QuoteApproved(quote_id=row.pk, company_id=row.company_id, as_second=as_second), by, at)
    return row


@transaction.atomic
def take_back_quote(*, quote: Quote, by: Viewer, at: datetime) -> None:
    """It does not go out: what was written is deleted. Whoever could release it may. Raises NotAllowed, QuoteIsOut."""
    require_listener(by)
    row = locked(quote)
    _tell(events.QuoteTakenBack(quote_id=row.pk, company_id=row.company_id), by, at)
    row.delete()


@job()
def release_quotes(at: str) -> None:
    """Those that two have released and that have rested for a day go out, the same ones together as one release."""
    release_rested(at=datetime.fromisoformat(at))


@transaction.atomic
def release_rested(*, at: datetime) -> int:
    """How many went out. What a person took back, had erased or did not allow is deleted instead."""
    waiting = Quote.objects.filter(out_in=None)
    standing = told_talks(Talk.objects.filter(invitation__in=waiting.values("invitation")))
    waiting.exclude(invitation__in=standing.values("invitation")).delete()
    asked_long_ago = Q(refused_at=None, retold_at__lte=at - ANSWER_WITHIN)
    waiting.filter(Q(refused_at__lte=at - ANSWER_WITHIN) | asked_long_ago, allowed_at=None).delete()
    rested = waiting.filter(second_at__lte=at - COOLING_OFF).select_for_update(of=("self",))
    rows = rested.select_related("figures", "first_by", "second_by").order_by("figures", "first_by", "second_by")
    count = 0
    for _key, found in groupby(rows, key=lambda row: (row.figures_id, row.first_by_id, row.second_by_id)):
        quotes = list(found)
        _let_out(quotes, at=at)
        count += len(quotes)
    return count


def forget_quotes(pseudonym: str, at: datetime) -> None:
    """Delete the retold words of the employee whose pseudonym this is; what is out leads to nobody and stays (R8)."""
    Quote.objects.filter(invitation__employment__pseudonym=pseudonym).delete()


def quotable(viewer: Viewer, figures: Release) -> QuerySet[Invitation]:
    """The talks of a release that the viewer may retell from: those that the viewer may see and that were held."""
    held = visible_invitations(viewer).filter(state=InvitationState.DONE)
    return held.filter(round__released__release=figures)


def signs_in(words: str, company_id: int) -> tuple[Found, ...]:
    """What may point somebody out, looked for with the names of the company's own roster and seats. Two statements."""
    people = Employment.objects.filter(company_id=company_id).values_list("name", flat=True)
    seats = Account.objects.filter(company_id=company_id).values_list("name", flat=True)
    return signs(words, names={*people, *seats})


def plain(words: str) -> str:
    """The words with single blanks between them."""
    return " ".join(words.split())


def refuse_words(words: str, company_id: int) -> None:
    """Raises TooManyWords (none at all, too), PointsSomebodyOut."""
    if len(words.split()) > MOST_WORDS or not words:
        raise TooManyWords
    if pointing := tuple(dict.fromkeys(one.words for one in signs_in(words, company_id) if one.sign in STOPS)):
        raise PointsSomebodyOut(pointing)


def _refuse_level(figures: Release) -> None:
    """At level D nobody can be asked; at A and B people were told that their company sees something else."""
    if figures.programme.is_anonymous:
        raise AnonymousIsNotQuoted
    if figures.programme.level != Level.THIRD_PARTY:
        raise NotQuotedAtThisLevel


def _can_be_asked(invitation: Invitation) -> bool:
    who = invitation.employment
    if invitation.programme.kind == TalkKind.ECHO:
        return EchoWish.objects.filter(employment=who).exists()
    return bool(who.private_email or who.email)


def _authors(figures: Release, invitation: Invitation, theme: str) -> int:
    """How many in this person's published group spoke of the theme; 0 where the person is in none."""
    units = units_beside(figures.document, str(invitation.unit_id) if invitation.unit_id else None)
    rounds = ProgrammeRound.objects.filter(released__release=figures).select_related("programme")
    return sum(
        (str(one.unit_id) if one.unit_id else COMPANY) in units
        and any(said.theme == theme and said.origin == BY_A_PERSON for said in one.mentions)
        for programme_round in rounds
        for one in coded_persons(programme_round)
    )


def _let_out(quotes: Sequence[Quote], *, at: datetime) -> None:
    figures, first, second = quotes[0].figures, quotes[0].first_by, quotes[0].second_by
    if first is None or second is None:
        return
    Company.objects.select_for_update().get(pk=figures.company_id)
    told = sorted((row.theme, row.side, row.language, row.words) for row in quotes)
    document = [dict(zip(("theme", "side", "language", "words"), one, strict=True)) for one in told]
    made = append_words(figures=figures, quotes=document, by=(first, second), at=at)
    Quote.objects.filter(pk__in=[row.pk for row in quotes]).update(out_in=made)


def locked(quote: Quote) -> Quote:
    """The row, held until the transaction ends. Raises QuoteIsOut."""
    row = Quote.objects.select_for_update().get(pk=quote.pk)
    if row.out_in_id is not None:
        raise QuoteIsOut
    return row


def _tell(announcement: Announcement, by: Viewer, at: datetime) -> None:
    record(announcement, actor=by.pseudonym, at=at)
