"""Addresses of the interviewer's desk."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.conversations import (
    asking,
    exit_pages,
    guide_pages,
    programme_pages,
    reaching_pages,
    talk_pages,
)
from framdrift.desk.conversations.coding_urls import CODING
from framdrift.desk.conversations.commitment_urls import COMMITMENTS
from framdrift.desk.conversations.company_addresses import COMPANY_FINDINGS
from framdrift.desk.conversations.finding_addresses import FINDINGS
from framdrift.desk.conversations.room_urls import ROOM

urlpatterns = [
    *CODING,
    *COMMITMENTS,
    *ROOM,
    path("conversations/", talk_pages.conversations, name="conversations"),
    path("conversations/leavers/", exit_pages.leavers, name="leavers"),
    path("conversations/figures/", exit_pages.my_figures, name="talk-figures"),
    path("conversations/good-talk/", talk_pages.good_talk, name="good-talk"),
    path("conversations/talks/<int:invitation_id>/", talk_pages.talk, name="talk"),
    path("conversations/talks/<int:invitation_id>/times/", talk_pages.talk_offer, name="talk-offer"),
    path("conversations/talks/<int:invitation_id>/book/", talk_pages.talk_book, name="talk-book"),
    path("conversations/talks/<int:invitation_id>/unbook/", talk_pages.talk_unbook, name="talk-unbook"),
    path(
        "conversations/talks/<int:invitation_id>/mail/answered/",
        talk_pages.talk_mail_answered,
        name="talk-mail-answered",
    ),
    path("conversations/talks/<int:invitation_id>/mail/open/", talk_pages.talk_mail_open, name="talk-mail-open"),
    path("conversations/talks/<int:invitation_id>/hand-over/", talk_pages.talk_hand_over, name="talk-hand-over"),
    path("conversations/talks/<int:invitation_id>/address/", reaching_pages.talk_reach, name="talk-reach"),
    path("conversations/talks/<int:invitation_id>/after/", exit_pages.talk_after, name="talk-after"),
    # guides
    path("conversations/guides/", guide_pages.guide_list, name="guides"),
    path("conversations/guides/new/", guide_pages.guide_new, name="guide-new"),
    path("conversations/guides/<int:guide_id>/", guide_pages.guide, name="guide"),
    path("conversations/guides/<int:guide_id>/preview/", guide_pages.guide_preview, name="guide-preview"),
    path("conversations/guides/<int:guide_id>/copy/", guide_pages.guide_copy, name="guide-copy"),
    path("conversations/guides/<int:guide_id>/name/", guide_pages.guide_rename, name="guide-rename"),
    path("conversations/guides/<int:guide_id>/archive/", guide_pages.guide_archive, name="guide-archive"),
    path("conversations/guides/<int:guide_id>/restore/", guide_pages.guide_restore, name="guide-restore"),
    path("conversations/guides/<int:guide_id>/questions/new/", guide_pages.question_add, name="guide-question-add"),
    path(
        "conversations/guides/<int:guide_id>/questions/<slug:question_code>/",
        guide_pages.question_change,
        name="guide-question",
    ),
    path(
        "conversations/guides/<int:guide_id>/questions/<slug:question_code>/move/",
        guide_pages.question_move,
        name="guide-question-move",
    ),
    path(
        "conversations/guides/<int:guide_id>/questions/<slug:question_code>/remove/",
        guide_pages.question_remove,
        name="guide-question-remove",
    ),
    path("conversations/guides/<int:guide_id>/follow-ups/new/", guide_pages.probe_add, name="guide-probe-add"),
    path(
        "conversations/guides/<int:guide_id>/follow-ups/<int:position>/remove/",
        guide_pages.probe_remove,
        name="guide-probe-remove",
    ),
    # programmes
    path("conversations/programmes/new/", programme_pages.programme_begin, name="programme-begin"),
    path(
        "conversations/programmes/new/<int:company_id>/<slug:kind>/",
        programme_pages.programme_new,
        name="programme-new",
    ),
    path("conversations/programmes/<int:programme_id>/", programme_pages.programme, name="programme"),
    path("conversations/programmes/<int:programme_id>/edit/", programme_pages.programme_edit, name="programme-edit"),
    path(
        "conversations/programmes/<int:programme_id>/launch/", programme_pages.programme_launch, name="programme-launch"
    ),
    path(
        "conversations/programmes/<int:programme_id>/confirm/<slug:point>/",
        programme_pages.programme_confirm,
        name="programme-confirm",
    ),
    path(
        "conversations/programmes/<int:programme_id>/texts/<slug:point>/<slug:language>/",
        programme_pages.programme_text,
        name="programme-text",
    ),
    path("conversations/programmes/<int:programme_id>/ask/", asking.programme_ask, name="programme-ask"),
    path("conversations/programmes/<int:programme_id>/pause/", programme_pages.programme_pause, name="programme-pause"),
    path(
        "conversations/programmes/<int:programme_id>/resume/", programme_pages.programme_resume, name="programme-resume"
    ),
    path("conversations/programmes/<int:programme_id>/limit/", programme_pages.programme_limit, name="programme-limit"),
    path("conversations/programmes/<int:programme_id>/close/", programme_pages.programme_close, name="programme-close"),
    *COMPANY_FINDINGS,
    *FINDINGS,
]
