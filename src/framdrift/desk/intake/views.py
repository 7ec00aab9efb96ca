"""Open and close the application form of an assignment; show the addresses to publish."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from framdrift.desk.assignments.subject import VERBS, assignments_of
from framdrift.desk.verbs import Doing, Done
from framdrift.organisations.models import Agency
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import AssignmentStatus
from framdrift.recruiting.models import Assignment
from framdrift.recruiting.queries.intake import mail_address
from framdrift.recruiting.refusals import AssignmentNotOpen


@require_safe
def intake(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """Whether the form is open, and its addresses."""
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    domain = Agency.objects.values_list("intake_domain", flat=True).first() or ""
    context = {
        "assignment": row,
        "form_address": settings.FRAMDRIFT_ADDRESS + reverse("apply", args=[row.apply_key]),
        "mail_address": mail_address(row, domain=domain),
        "reads_mail": bool(settings.FRAMDRIFT_IMAP_HOST),
    }
    return render(request, "intake/intake.html", context)


@VERBS.verb(gettext_lazy("Open for applications"))
def open_form(doing: Doing[Assignment]) -> Done:
    """Anybody with the address may apply."""
    if doing.row.status != AssignmentStatus.OPEN:
        raise AssignmentNotOpen
    return _set(doing, is_open=True, told=_("The application form is open."), undo="assignment-intake-close")


@VERBS.verb(gettext_lazy("Close for applications"))
def close_form(doing: Doing[Assignment]) -> Done:
    """The addresses answer no more."""
    return _set(doing, is_open=False, told=_("The application form is closed."), undo="assignment-intake-open")


def _set(doing: Doing[Assignment], *, is_open: bool, told: str, undo: str) -> Done:
    actions.change_assignment(assignment=doing.row, changes={"apply_open": is_open}, by=doing.by, at=doing.at)
    arguments = [doing.row.pk]
    return Done(told, reverse(undo, args=arguments), to=reverse("assignment-intake", args=arguments))
