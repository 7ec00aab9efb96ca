"""Apply for an assignment whose form is open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_safe

from framdrift.organisations.access import Viewer
from framdrift.portals.applicant.forms import ApplicationForm
from framdrift.recruiting import actions
from framdrift.recruiting.queries.public import open_for_applications

APPLICANT = Viewer(kind="applicant", pseudonym="applicant")


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, apply_key: str) -> HttpResponse:
    """The form, and taking what it sends. The answer is the same for a known and an unknown address."""
    assignment = get_object_or_404(open_for_applications(), apply_key=apply_key)
    form = ApplicationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if not form.is_from_a_robot():
            actions.receive_application(
                assignment=assignment,
                application=actions.Application(
                    name=form.cleaned_data["name"],
                    email=form.cleaned_data["email"],
                    phone=form.cleaned_data["phone"],
                    message=form.cleaned_data["message"],
                    language="sv" if translation.get_language() == "sv" else "en",
                    papers=form.papers(),
                ),
                by=APPLICANT,
                at=timezone.now(),
            )
        return redirect("apply-thanks", apply_key=apply_key)
    status = 422 if form.is_bound else 200
    return render(request, "applicant/apply.html", {"assignment": assignment, "form": form}, status=status)


@require_safe
def thanks(request: HttpRequest, apply_key: str) -> HttpResponse:
    """What happens now."""
    assignment = get_object_or_404(open_for_applications(), apply_key=apply_key)
    return render(request, "applicant/thanks.html", {"assignment": assignment})
