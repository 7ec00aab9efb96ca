"""Take a file in, give it out, take it away. What a file is counts, not what it is called (recruiting/papers.py)."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from framdrift.desk.candidacies.subject import VERBS as CANDIDACY_VERBS
from framdrift.desk.candidates.doing import VERBS
from framdrift.desk.verbs import Doing, Done, VerbForm
from framdrift.foundation.attachments import attachment
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting import actions
from framdrift.recruiting.models import Candidacy, Candidate, Upload
from framdrift.recruiting.papers import Paper, PaperRefused, examine, path_of
from framdrift.recruiting.queries.scope import visible_candidates

_KINDS = [
    ("cv", gettext_lazy("CV")),
    ("letter", gettext_lazy("Letter")),
    ("grades", gettext_lazy("Grades and certificates")),
    ("other", gettext_lazy("Other")),
]


class FileForm(VerbForm):
    """A file, and what sort of paper it is."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, DOCX, ODT, TXT, JPG or PNG. Macros and scripts are refused."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.txt,.jpg,.jpeg,.png"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Sort"), choices=_KINDS)

    def clean_file(self) -> Paper:
        """The file, examined."""
        sent: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            return examine(sent.name or "", sent.read(), megabytes=settings.FRAMDRIFT_UPLOAD_MEGABYTES)
        except PaperRefused as refusal:
            raise forms.ValidationError(refusal.sentence()) from refusal


@VERBS.verb(gettext_lazy("Add a file"), FileForm, button=gettext_lazy("Add the file"))
def add(doing: Doing[Candidate]) -> Done:
    """From the candidate's page."""
    return _taken(doing, doing.row)


@CANDIDACY_VERBS.verb(gettext_lazy("Add a file"), FileForm, button=gettext_lazy("Add the file"))
def add_here(doing: Doing[Candidacy]) -> Done:
    """From the page of a candidacy; the file belongs to the candidate."""
    return _taken(doing, doing.row.candidate)


def _taken(doing: Doing[Candidate] | Doing[Candidacy], candidate: Candidate) -> Done:
    paper: Paper = doing.data["file"]
    actions.add_upload(candidate=candidate, paper=paper, kind=doing.data["kind"], by=doing.by, at=doing.at)
    return Done(_("The file %(name)s is kept.") % {"name": paper.name})


class RemoveForm(VerbForm):
    """Nothing to write; the page says what will be gone."""


@VERBS.verb(gettext_lazy("Take the file away for good"), RemoveForm, button=gettext_lazy("Take it away"))
def remove(doing: Doing[Candidate]) -> Done:
    """The bytes go too, so there is no way back: asked for on a page of its own."""
    upload = get_object_or_404(Upload, pk=doing.parts["upload_id"], candidate=doing.row)
    actions.remove_upload(upload=upload, by=doing.by, at=doing.at)
    return Done(_("The file %(name)s is gone.") % {"name": upload.name})


@require_safe
def download(request: ReaderRequest, candidate_id: int, upload_id: int) -> HttpResponseBase:
    """The file as an attachment that no browser opens as a page of ours."""
    candidate = get_object_or_404(visible_candidates(request.viewer), pk=candidate_id)
    upload = get_object_or_404(Upload, pk=upload_id, candidate=candidate)
    return attachment(path_of(upload.stored_as), name=upload.name, media_type=upload.media_type)
