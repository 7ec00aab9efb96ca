"""Addresses of the ledger of commitments."""

from __future__ import annotations

from django.urls import include, path

from framdrift.desk.conversations import commitment_pages

_LEDGER = [
    path("", commitment_pages.commitments, name="commitments"),
    path("<int:commitment_id>/", commitment_pages.commitment, name="commitment"),
    path("<int:commitment_id>/change/", commitment_pages.change, name="commitment-change"),
    path("<int:commitment_id>/general/", commitment_pages.general, name="commitment-general"),
    path(
        "<int:commitment_id>/take-back/",
        commitment_pages.take_back,
        name="commitment-take-back",
    ),
    path("<int:commitment_id>/report/", commitment_pages.report, name="commitment-report"),
    path(
        "<int:commitment_id>/report/undo/",
        commitment_pages.report_undo,
        name="commitment-report-undo",
    ),
    path("<int:commitment_id>/owner/", commitment_pages.pass_on, name="commitment-pass"),
    path("talk/<int:invitation_id>/", commitment_pages.of_talk, name="commitment-of-talk"),
    path("programme/<int:programme_id>/", commitment_pages.of_round, name="commitment-of-round"),
]

COMMITMENTS = [path("conversations/commitments/", include(_LEDGER))]
