"""Addresses of client seats."""

from __future__ import annotations

from django.urls import include, path

from framdrift.portals.client import (
    assignments,
    commitments,
    coverage,
    deciding,
    findings,
    findings_papers,
    kickoff,
    kit,
    leavers,
    meetings,
    playing,
    presentation,
    report,
    roster,
    scoring,
    staying,
    views,
    weekly,
)
from framdrift.portals.client.records.addresses import TALKS

_PAGES = [
    path("", views.home, name="client-home"),
    path("assignments/<int:assignment_id>/", assignments.assignment, name="client-assignment"),
    path("assignments/<int:assignment_id>/confirm/", playing.confirm, name="client-plan-confirm"),
    path("candidates/<int:candidacy_id>/", deciding.candidacy, name="client-candidacy"),
    path("candidates/<int:candidacy_id>/decide/", deciding.decide, name="client-decide"),
    path("decisions/<int:decision_id>/take-back/", deciding.take_back, name="client-decision-take-back"),
    path("assessments/<int:scorecard_id>/", scoring.scorecard, name="client-scorecard"),
    path("balls/<int:ball_id>/", playing.ball, name="client-ball"),
    path("balls/<int:ball_id>/pass/", playing.pass_on, name="client-ball-pass"),
    path("candidates/<int:candidacy_id>/kit/<int:plan_step_id>/", kit.kit, name="client-kit"),
    path("candidates/<int:candidacy_id>/papers/<int:upload_id>/", kit.paper, name="client-paper"),
    path("kickoff/<int:sitting_id>/", kickoff.kickoff, name="client-kickoff"),
    path("meetings/", meetings.meetings, name="client-meetings"),
    path("meetings/<int:meeting_id>/", meetings.meeting, name="client-meeting"),
    path("meetings/<int:meeting_id>/undo/", meetings.undo, name="client-meeting-undo"),
    path("weekly/", weekly.weekly, name="client-weekly"),
    path("away/", playing.away, name="client-away"),
    path("away/<int:absence_id>/back/", playing.back, name="client-back"),
    path("commitments/", commitments.commitments, name="client-commitments"),
    path("commitments/<uuid:commitment_key>/", commitments.commitment, name="client-commitment"),
    path("commitments/<uuid:commitment_key>/undo/", commitments.undo, name="client-commitment-undo"),
    path("commitments/<uuid:commitment_key>/pass/", commitments.pass_on, name="client-commitment-pass"),
    path("you-said/", commitments.told, name="client-you-said"),
    path("findings/", findings.findings, name="client-findings"),
    path("staying/", staying.retention, name="client-retention"),
    path("findings/presentation/", findings_papers.presentation, name="client-findings-presentation"),
    path("findings/work-environment/", findings_papers.follow_up, name="client-findings-osa"),
    path("report/", report.report, name="client-report"),
    path("roster/", roster.roster, name="client-roster"),
    path("roster/<int:roster_run_id>/", roster.file, name="client-roster-file"),
    path("roster/<int:roster_run_id>/take/", roster.take, name="client-roster-file-take"),
    path("roster/<int:roster_run_id>/put-away/", roster.put_away, name="client-roster-file-put-away"),
    path("leavers/", leavers.leavers, name="client-leavers"),
    path("leavers/<int:leaver_id>/", leavers.leaver, name="client-leaver"),
    path("coverage/", coverage.taking_part, name="client-coverage"),
    path("presentations/<int:presentation_id>/", presentation.presentation, name="client-presentation"),
    path("presentations/<int:presentation_id>/pdf/", presentation.pdf, name="client-presentation-pdf"),
]

urlpatterns = [path("client/", include(_PAGES + TALKS))]
