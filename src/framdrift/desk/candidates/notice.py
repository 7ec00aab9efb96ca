"""The words with which a candidate found by search is told that we keep their data (GDPR article 14)."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from framdrift.organisations.models import Agency
from framdrift.recruiting.models import Candidate


def notice_draft(candidate: Candidate, *, agency: Agency | None, writer: str) -> str:
    """A letter in the candidate's language: who keeps what, why, on what ground, how long, and their rights."""
    with translation.override(candidate.language):
        words = _(
            "Hello %(first_name)s,\n\n"
            "I work with recruitment at %(agency)s and have found you by searching, because what you do may fit an "
            "assignment of ours. You should know that we keep this about you: your name, how to reach you, and what "
            "you do and where, taken from public sources. We keep it on the ground of our legitimate interest in "
            "finding candidates, at most as long as the recruitment runs and two years after its decision.\n\n"
            "You may at any time see what we keep, have it corrected, object, or have it erased: answer this letter "
            "or write to %(email)s. You may also complain to the data protection authority.\n\n"
            "%(writer)s"
        )
        name, email = (agency.name, agency.email) if agency else ("", "")
        return words % {
            "first_name": candidate.name.split(" ")[0],
            "agency": name,
            "email": email,
            "writer": writer,
        }
