"""Addresses of the coding desk and the codebook."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.conversations import codebook_pages, coding_pages, coding_verbs, exchange_files, suggestion_pages

CODING = [
    path("conversations/coding/", coding_pages.coding, name="coding"),
    path("conversations/coding/suggestions/", suggestion_pages.suggestions, name="coding-suggestions"),
    path("conversations/coding/<int:round_id>/", coding_pages.coding_round, name="coding-round"),
    path("conversations/coding/<int:round_id>/second/", coding_pages.coding_second, name="coding-second"),
    path("conversations/coding/<int:round_id>/agreement/", coding_pages.coding_agreement, name="coding-agreement"),
    path("conversations/coding/<int:round_id>/quotes/", coding_pages.coding_quotes, name="coding-quotes"),
    path("conversations/coding/<int:round_id>/take-in/", coding_verbs.coding_take_in, name="coding-take-in"),
    path("conversations/coding/<int:round_id>/sample/", coding_verbs.coding_sample, name="coding-sample"),
    path("conversations/coding/<int:round_id>/exchange/", exchange_files.exchange, name="coding-exchange"),
    path("conversations/coding/<int:round_id>/exchange/file/", exchange_files.export, name="coding-export"),
    path("conversations/passages/<int:passage_id>/<slug:part>/", coding_pages.passage, name="passage"),
    path("conversations/passages/<int:passage_id>/<slug:part>/give/", coding_verbs.passage_give, name="passage-give"),
    path(
        "conversations/passages/<int:passage_id>/<slug:part>/nothing/",
        coding_verbs.passage_nothing,
        name="passage-nothing",
    ),
    path("conversations/passages/<int:passage_id>/<slug:part>/undo/", coding_verbs.passage_undo, name="passage-undo"),
    path("conversations/passages/<int:passage_id>/first/quote/", coding_verbs.passage_quote, name="passage-quote"),
    path(
        "conversations/passages/<int:passage_id>/first/serious/", coding_verbs.passage_serious, name="passage-serious"
    ),
    path("conversations/codes/<int:code_id>/", coding_verbs.code_describe, name="code-describe"),
    path("conversations/codebook.qdc", exchange_files.codebook_file, name="codebook-file"),
    path("conversations/codebook/", codebook_pages.codebook, name="codebook"),
    path("conversations/codebook/new/", codebook_pages.theme_add, name="theme-add"),
    path("conversations/codebook/<slug:theme_code>/", codebook_pages.theme_change, name="theme-change"),
    path("conversations/codebook/<slug:theme_code>/merge/", codebook_pages.theme_merge, name="theme-merge"),
    path("conversations/codebook/<slug:theme_code>/split/", codebook_pages.theme_split, name="theme-split"),
    path("conversations/codebook/<slug:theme_code>/retire/", codebook_pages.theme_retire, name="theme-retire"),
    path("conversations/codebook/<slug:theme_code>/restore/", codebook_pages.theme_restore, name="theme-restore"),
]
