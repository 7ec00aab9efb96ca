"""Sign-in addresses: of django-allauth only the pages in use; the others do not exist."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa import urls as second_factor
from allauth.socialaccount import views as social
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from framdrift.desk.sign_in import single_sign_on, views

_ACCOUNT: list[URLPattern | URLResolver] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("2fa/", include(second_factor)),
    path("3rdparty/login/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", social.login_error, name="socialaccount_login_error"),
    path("oidc/<slug:provider_id>/login/", single_sign_on.begin, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", single_sign_on.come_back, name="openid_connect_callback"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("seat/<str:token>/", views.seat_entrance, name="seat-entrance"),
    path("accounts/", include(_ACCOUNT)),
]
