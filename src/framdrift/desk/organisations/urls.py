"""Addresses of companies and people."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.organisations import companies, people

urlpatterns = [
    path("companies/", companies.company_list, name="company-list"),
    path("companies/new/", companies.company_add, name="company-add"),
    path("companies/<int:company_id>/", companies.company, name="company"),
    path("companies/<int:company_id>/edit/", companies.company_edit, name="company-edit"),
    path("companies/<int:company_id>/archive/", companies.company_archive, name="company-archive"),
    path("companies/<int:company_id>/restore/", companies.company_restore, name="company-restore"),
    path("companies/<int:company_id>/units/new/", companies.unit_add, name="unit-add"),
    path("companies/<int:company_id>/seats/new/", companies.seat_add, name="seat-add"),
    path("units/<int:unit_id>/edit/", companies.unit_edit, name="unit-edit"),
    path("agency/", companies.agency_edit, name="agency-edit"),
    path("people/", people.people, name="people"),
    path("people/new/", people.account_add, name="account-add"),
    path("people/<int:account_id>/edit/", people.account_edit, name="account-edit"),
    path("people/<int:account_id>/deactivate/", people.account_deactivate, name="account-deactivate"),
    path("people/<int:account_id>/reactivate/", people.account_reactivate, name="account-reactivate"),
    path("people/<int:account_id>/letter/", people.account_letter, name="account-letter"),
    path("people/<int:account_id>/absences/new/", people.absence_add, name="absence-add"),
    path("absences/<int:absence_id>/cancel/", people.absence_cancel, name="absence-cancel"),
    path("me/", people.my_settings, name="my-settings"),
]
