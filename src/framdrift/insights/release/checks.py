"""Are the releases as they were released?"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from framdrift.foundation.checks import Finding, fault, good
from framdrift.insights.release.queries import broken_chains


def releases(at: datetime) -> Finding:
    """Every company's chain of releases, byte for byte; the first that does not fit is named."""
    broken = broken_chains()
    if not broken:
        return good(_("Every release is as it was released."))
    company, number = broken[0]
    told = _("Release %(number)s of company %(company)s is not as it was released: nobody may rely on it.")
    return fault(told % {"number": number, "company": company})
