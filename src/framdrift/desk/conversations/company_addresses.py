"""Addresses of one company's raw findings, beside the page of its themes."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.conversations import group_pages, retention_pages, survey_pages, trend_pages, word_pages

COMPANY_FINDINGS = [
    path("conversations/findings/<int:company_id>/trends/", trend_pages.trends, name="company-trends"),
    path("conversations/findings/<int:company_id>/groups/", group_pages.groups, name="company-groups"),
    path("conversations/findings/<int:company_id>/old-surveys/new/", survey_pages.survey_new, name="survey-new"),
    path("conversations/findings/<int:company_id>/words/", word_pages.words, name="company-words"),
    path("conversations/findings/<int:company_id>/staying/", retention_pages.company_staying, name="company-staying"),
]
