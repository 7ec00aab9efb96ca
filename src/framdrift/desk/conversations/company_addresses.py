"""Addresses of one company's raw findings, beside the page of its themes."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.conversations import retention_pages, trend_pages, word_pages

COMPANY_FINDINGS = [
    path("conversations/findings/<int:company_id>/trends/", trend_pages.trends, name="company-trends"),
    path("conversations/findings/<int:company_id>/words/", word_pages.words, name="company-words"),
    path("conversations/findings/<int:company_id>/staying/", retention_pages.company_staying, name="company-staying"),
]
