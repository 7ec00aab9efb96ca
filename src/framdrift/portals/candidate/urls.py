"""Addresses of candidates."""

from __future__ import annotations

from django.urls import include, path

from framdrift.portals.candidate import asking, choosing, confirming, leaving, own_data, views

_ONE = [
    path("", views.home, name="candidate-home"),
    path("times/", choosing.choose, name="candidate-times"),
    path("ask/", asking.ask_a_question, name="candidate-ask"),
    path("withdraw/", leaving.withdraw, name="candidate-withdraw"),
    path("offer/", leaving.answer_offer, name="candidate-offer"),
    path("data/", own_data.see, name="candidate-data"),
    path("data/file/", own_data.download, name="candidate-data-file"),
    path("erase/", own_data.erase, name="candidate-erase"),
    path("code/<str:purpose>/", confirming.code, name="candidate-code"),
    path("language/", views.language, name="candidate-language"),
    path("renew/", views.renew, name="candidate-renew"),
    path("renewed/", views.renewed, name="candidate-renewed"),
]

urlpatterns = [path("k/<str:token>/", include(_ONE))]
