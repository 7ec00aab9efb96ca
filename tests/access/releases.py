"""A release and two quotes on their way out, at the company whose people talk: words that few may see."""

from __future__ import annotations

from datetime import datetime

from framdrift.conversations.models import Invitation
from framdrift.insights.models import Quote, Release
from framdrift.insights.release.actions import append
from framdrift.insights.release.gathering import themes_told
from framdrift.insights.release.rules import Respondent, limits_of, round_of, written
from framdrift.organisations.models import Account
from framdrift.science.disclosure.release import document_of, release


def release_some(invitation: Invitation, asked: Invitation, by: Account, *, at: datetime) -> None:
    """Twelve of the company have said that their manager holds them; two of them retold. One has allowed it, the other
    is asked."""
    people = [Respondent(str(number), None, frozenset({("T06", "holds")})) for number in range(12)]
    made = release(round_of(people, {}, list(themes_told())), limits_of(7))
    programme, day = invitation.programme, at.date().isoformat()
    document = {
        **document_of(made),
        "kind": programme.kind,
        "level": programme.level,
        "programme": {"id": programme.pk, "sv": programme.name_sv, "en": programme.name_en},
        "opened_on": day,
        "closed_on": day,
        "made_on": day,
        "themes": themes_told(),
        "units": {},
        "coverage": [],
    }
    row = Release(
        company_id=invitation.company_id,
        content="figures",
        kind=programme.kind,
        programme=programme,
        made_by=by,
        made_at=at,
        document=written(document),
    )
    figures = append(row)
    for one, words, allowed_at in ((invitation, "sealedcanary-quote-x", at), (asked, "sealedcanary-asked-x", None)):
        Quote.objects.create(
            company_id=one.company_id,
            figures=figures,
            invitation=one,
            theme="T06",
            side="holds",
            language="sv",
            words=words,
            retold_by=by,
            retold_at=at,
            allowed_at=allowed_at,
        )
