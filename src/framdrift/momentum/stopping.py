"""Letters that something made needless are stopped as soon as it was recorded, not only when they are due."""

from __future__ import annotations

from framdrift.foundation.bundling import cancel_needless
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.models import Letter


def stop_needless(event: Recorded) -> None:
    """Unsent letters about the candidacy, or of the assignment's company, that tell of what is no longer so."""
    if event.subject.startswith("assignment:"):
        cancel_needless(Letter.objects.filter(company_id=event.company_id), at=event.at)
    else:
        cancel_needless(Letter.objects.filter(subject_key__in=(event.subject, event.context)), at=event.at)
