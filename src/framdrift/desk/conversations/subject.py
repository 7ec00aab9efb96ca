"""Finding rows for a viewer, and the one way from a refusal to words at a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from framdrift.conversations.models import Guide, Invitation, Programme
from framdrift.conversations.scope import visible_guides, visible_invitations, visible_programmes
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import Refused

Row = TypeVar("Row", bound=Model)


def guide_of(viewer: Viewer, guide_id: int) -> Guide:
    """404 for what the viewer may not see."""
    return _found(visible_guides(viewer).select_related("company", "copied_from"), guide_id)


def programme_of(viewer: Viewer, programme_id: int) -> Programme:
    """404 for what the viewer may not see."""
    return _found(visible_programmes(viewer).select_related("company", "guide_version__guide"), programme_id)


def invitation_of(viewer: Viewer, invitation_id: int) -> Invitation:
    """404 for what the viewer may not see."""
    rows = visible_invitations(viewer).select_related("programme__company", "round", "employment", "interviewer")
    return _found(rows, invitation_id)


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the form was right and the act was done; a refusal becomes a sentence at the field it is about."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def told(request: HttpRequest, act: Callable[[], object], sentence: str, *, undo: str = "") -> bool:
    """Do it and say so; a refusal is said instead. Whether it was done."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, sentence, extra_tags=f"undo:{undo}" if undo else "")
    return True


def _found(rows: QuerySet[Row], key: int) -> Row:
    return get_object_or_404(rows, pk=key)
