"""Addresses of letters."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.letters import choosing, releasing, several, wording

urlpatterns = [
    path("settings/letters/", wording.kinds, name="letter-kinds"),
    path("settings/letters/<slug:letter_code>/", wording.kind, name="letter-kind"),
    path("settings/letters/<slug:letter_code>/preview/", wording.preview, name="letter-kind-preview"),
    path("settings/letters/<slug:letter_code>/restore/", wording.restore, name="letter-kind-restore"),
    path("settings/letters/<slug:letter_code>/undo/", wording.undo, name="letter-kind-undo"),
    path("letters/", releasing.waiting, name="letters-waiting"),
    path("letters/release/", several.release, name="letters-release"),
    path("letters/take-back/", several.take_back, name="letters-take-back"),
    path("letters/<int:letter_id>/", releasing.letter, name="letter-waiting"),
    path("letters/<int:letter_id>/preview/", releasing.preview, name="letter-waiting-preview"),
    path("letters/<int:letter_id>/release/", releasing.release, name="letter-release"),
    path("letters/<int:letter_id>/take-back/", releasing.take_back, name="letter-take-back"),
    path("letters/<int:letter_id>/stop/", releasing.stop, name="letter-stop"),
    path("assignments/<int:assignment_id>/letters/", choosing.choose, name="assignment-letters"),
]
