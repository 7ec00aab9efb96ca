"""Addresses of employees and leavers."""

from __future__ import annotations

from django.urls import include, path

from framdrift.portals.employee import answering, confirming, echoing, meeting, quoting, reading, receipts, told, views

_ONE = [
    path("", views.home, name="employee-home"),
    path("question/<int:number>/", answering.question, name="employee-question"),
    path("record/", reading.record, name="employee-record"),
    path("record/correct/", reading.correct, name="employee-correct"),
    path("record/take-back/", reading.take_back_approval, name="employee-take-back"),
    path("record/copy/", reading.copy, name="employee-copy"),
    path("quotes/", quoting.quotes, name="employee-quotes"),
    path("what-came/", told.told, name="employee-told"),
    path("times/", meeting.choose, name="employee-times"),
    path("echo/", echoing.echo, name="employee-echo"),
    path("decline/", views.decline, name="employee-decline"),
    path("withdraw/", reading.withdraw, name="employee-withdraw"),
    path("code/<str:purpose>/", confirming.code, name="employee-code"),
    path("receipt/", receipts.enter, name="employee-receipt"),
    path("leave/", receipts.leave, name="employee-leave"),
    path("left/", receipts.left, name="employee-left"),
    path("remove/", receipts.remove, name="employee-remove"),
    path("removed/", receipts.removed, name="employee-removed"),
    path("renew/", views.renew, name="employee-renew"),
    path("renewed/", views.renewed, name="employee-renewed"),
]

urlpatterns = [path("e/<str:token>/", include(_ONE))]
