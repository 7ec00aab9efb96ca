"""Addresses of the engine room."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.operations import health, jobs

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("operations/", jobs.overview, name="operations-jobs"),
    path("operations/jobs/<uuid:job_id>/", jobs.settle_job, name="operations-job-settle"),
    path("operations/reactions/<int:missed_id>/", jobs.settle_reaction, name="operations-reaction-settle"),
]
