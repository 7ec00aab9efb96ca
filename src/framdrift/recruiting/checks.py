"""What `framdrift check` looks at in this wing."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from framdrift.foundation.checks import Finding, fault, files_present, good
from framdrift.recruiting.models import Upload
from framdrift.recruiting.papers import path_of
from framdrift.recruiting.queries.ledger import ledger_faults


def ledger(at: datetime) -> Finding:
    """Every open step has one ball, every active candidacy its dates, and no holding overlaps another."""
    faults = ledger_faults(at)
    if not faults:
        return good(_("The ball ledger is whole."))
    told = ", ".join(f"{_(found.rule)}: {found.count}" for found in faults)
    return fault(_("The ball ledger is broken: %(faults)s.") % {"faults": told})


def uploads(at: datetime) -> Finding:
    """Every file that candidates sent is where its row says."""
    stored = Upload.objects.order_by("pk").values_list("stored_as", flat=True)
    return files_present([str(path_of(name)) for name in stored])
