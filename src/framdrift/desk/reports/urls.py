"""Addresses of the reports."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.reports import advice, forecasts, risk, time_report, views

urlpatterns = [
    path("reports/time/", time_report.time_report, name="report-time"),
    path("reports/losses/", views.two_losses, name="report-losses"),
    path("reports/advice/", advice.what_advice_led_to, name="report-advice"),
    path("reports/forecasts/", forecasts.forecasts, name="report-forecasts"),
    path("reports/risk/", risk.learned_risk, name="report-risk"),
]
