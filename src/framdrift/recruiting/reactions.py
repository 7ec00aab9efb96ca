"""What the wing does when others' events arrive. Running twice changes nothing more."""

from __future__ import annotations

from django.db.models import Q

from framdrift.foundation.dispatch import Recorded
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Company
from framdrift.recruiting.actions.booking import follow_stays
from framdrift.recruiting.actions.meetings import call_off_all
from framdrift.recruiting.models import Assignment, Candidacy, Candidate
from framdrift.recruiting.off_limits import client_employer, plain_name


def match_employees(event: Recorded) -> None:
    """A company came, changed its name or its mail domain: candidates who work there are known as its employees."""
    company = Company.objects.filter(pk=event.subject_id).first()
    if company is None:
        return
    for candidate in Candidate.objects.filter(_may_concern(company), erased_at=None).iterator():
        works_at = client_employer(employer=candidate.employer, email=candidate.email)
        if candidate.works_at_id != (works_at.pk if works_at else None):
            Candidate.objects.filter(pk=candidate.pk).update(works_at=works_at)


def let_meetings_follow(event: Recorded) -> None:
    """A candidacy moved, ended or came back: its meetings ahead are let go or made again, as its steps say now."""
    candidacy = Candidacy.objects.filter(pk=event.data["candidacy_id"]).first()
    if candidacy is not None:
        follow_stays(candidacy=candidacy, by=SYSTEM, at=event.at)


def call_off_meetings(event: Recorded) -> None:
    """An assignment has closed: nobody's time is taken for it any more."""
    assignment = Assignment.objects.filter(pk=event.data["assignment_id"], closed_at__isnull=False).first()
    if assignment is not None:
        call_off_all(assignment=assignment, by=SYSTEM, at=event.at)


def _may_concern(company: Company) -> Q:
    """Whoever was matched before, and whoever could be now; the exact comparison follows."""
    concerned = Q(works_at=company)
    if company.email_domain:
        concerned |= Q(email__iendswith=f"@{company.email_domain}")
    for word in plain_name(company.name).split()[:1]:
        concerned |= Q(employer__icontains=word)
    return concerned
