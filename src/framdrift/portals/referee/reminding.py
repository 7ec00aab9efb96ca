"""The one friendly reminder to a referee who has not answered, as a job of every working day."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from framdrift.foundation import calendar
from framdrift.foundation.correspondence import Reader, compose
from framdrift.foundation.jobs import job
from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording
from framdrift.foundation.models import Letter
from framdrift.portals.referee.letters import REQUEST
from framdrift.portals.referee.opening import referee_address
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus
from framdrift.recruiting.models import Reference
from framdrift.science.calendars import local_date

REMIND_AFTER_WORK_DAYS = 3
LABELS = {"sv": "Läs och svara", "en": "Read and answer"}

REMINDER = LetterKind(
    code="reference_reminder",
    audience=Audience.REFEREE,
    title=_("Reminder to a referee, once"),
    placeholders={"candidate": _("whom the reference is about")},
    required=frozenset({"candidate"}),
    shipped={
        "sv": Wording(
            "En vänlig påminnelse",
            "För några dagar sedan frågade vi om du vill vara referens för {candidate}. "
            "Det tar ungefär tio minuter och går bra i telefonen.\n\n{button}\n\n"
            "Vill du hellre avstå säger du det på samma sida. Vi påminner inte igen.",
        ),
        "en": Wording(
            "A friendly reminder",
            "A few days ago we asked whether you would be a referee for {candidate}. "
            "It takes about ten minutes, and works well on a phone.\n\n{button}\n\n"
            "If you would rather not, say so on the same page. We will not remind you again.",
        ),
    },
    manner=Manner.DAYTIME,
)


@job()
def remind_referees(at: str) -> None:
    """Those who were asked by letter, three working days ago or more, and have neither told nor declined."""
    instant = datetime.fromisoformat(at)
    zone, days = calendar.agency_zone(), calendar.working_days()
    today = local_date(instant, zone)
    if not days.is_working(today):
        return
    for reference in _waiting():
        if days.between(local_date(reference.asked_at, zone), today) >= REMIND_AFTER_WORK_DAYS:
            remind(reference, at=instant)


def remind(reference: Reference, *, at: datetime) -> Letter:
    """One reminder with a fresh link; the second call finds the first letter. It does not go to one who answered."""
    owner = reference.candidacy.assignment.owner
    return compose(
        kind=REMINDER,
        key=f"reference-reminder:{reference.pk}",
        to=Reader(reference.email, reference.name, reference.language, settings.FRAMDRIFT_ZONE),
        values={"candidate": reference.candidacy.candidate.name},
        action=(LABELS[reference.language], referee_address(reference, at=at)),
        company_id=reference.company_id,
        about=reference.candidacy.candidate.pseudonym,
        subject_key=f"reference:{reference.pk}",
        thread=f"reference:{reference.pk}",
        sender=owner.name,
        reply_to=owner.email,
        reason=f"reference:{reference.pk}",
        at=at,
    )


def _waiting() -> list[Reference]:
    """Unanswered references of running candidacies whose request went by letter, and not yet a reminder.

    Two statements; both look only at what waits for an answer now.
    """
    unanswered = Reference.objects.filter(
        received_at=None,
        declined_at=None,
        candidacy__status=CandidacyStatus.ACTIVE,
        candidacy__assignment__status=AssignmentStatus.OPEN,
    ).select_related("candidacy__candidate", "candidacy__assignment__owner")
    by_key = {f"reference:{reference.pk}": reference for reference in unanswered.order_by("pk")}
    letters = Letter.objects.filter(subject_key__in=by_key)
    asked = letters.filter(kind=REQUEST.code, state=Letter.State.SENT)
    reminded = letters.filter(kind=REMINDER.code)
    keys = set(asked.exclude(subject_key__in=reminded.values("subject_key")).values_list("subject_key", flat=True))
    return [reference for key, reference in by_key.items() if key in keys]
