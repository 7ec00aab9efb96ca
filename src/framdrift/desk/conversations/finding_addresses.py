"""Addresses of findings and releases."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.conversations import exchange_files, exchange_pages, finding_pages, release_pages

FINDINGS = [
    path("conversations/findings/", finding_pages.findings, name="findings"),
    path("conversations/findings/<int:company_id>/", finding_pages.company, name="company-findings"),
    path("conversations/findings/<int:company_id>/presentation/", exchange_pages.presentation, name="presentation-of"),
    path("conversations/findings/<int:company_id>/old-surveys/", exchange_pages.old_surveys, name="old-surveys"),
    path("conversations/findings/<int:company_id>/work-environment/", exchange_pages.follow_up, name="osa-of"),
    path(
        "conversations/programmes/<int:programme_id>/release/",
        release_pages.programme_release,
        name="programme-release",
    ),
    path("conversations/releases/<int:release_id>/", release_pages.release, name="release"),
    path("conversations/releases/<int:release_id>/cells/", exchange_files.release_cells, name="release-cells"),
    path("conversations/releases/<int:release_id>/quotes/new/", release_pages.quote_new, name="quote-new"),
    path("conversations/quotes/<int:quote_id>/approve/", release_pages.quote_approve, name="quote-approve"),
    path("conversations/quotes/<int:quote_id>/take-back/", release_pages.quote_take_back, name="quote-take-back"),
]
