"""`framdrift setup`: begin for real, with the agency's name and the first person, who leads and administers it."""

from __future__ import annotations

import argparse
import json
from datetime import datetime

from framdrift.cli import installation
from framdrift.cli.arguments import EXIT_DONE, CallFailed, CallRefused, add_output_arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who and where; language and form of the answer."""
    add_output_arguments(parser)
    parser.add_argument("--agency", required=True, help="the agency's name")
    parser.add_argument("--name", required=True, help="the first person's name")
    parser.add_argument("--email", required=True, help="the address the first person signs in with")


def run(arguments: argparse.Namespace) -> int:
    """Make the agency, its process plans and the first account, and print the link that chooses a password."""
    installation.enter(arguments.lang)
    from django.core.management import call_command
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from framdrift.organisations.models import Account
    from framdrift.organisations.refusals import Refused

    _require_address(arguments.email, _("%(email)s is no mail address. Write one such as ada@agency.example."))
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    if Account.objects.exists():
        raise CallFailed(_("There are accounts already: a lead or an administrator opens new ones under People."))
    try:
        link = _begin(arguments, timezone.now())
    except Refused as no:
        raise CallRefused(str(no)) from None
    if arguments.json:
        print(json.dumps({"email": arguments.email.lower(), "link": link}, ensure_ascii=False))
    else:
        print(
            _("%(agency)s is ready. Start framdrift run, then choose a password here:") % {"agency": arguments.agency}
        )
        print(link)
        print(_("Before you ask people anything, print the sheet that brings a lost key back: framdrift seal sheet"))
    return EXIT_DONE


def _require_address(email: str, sentence: str) -> None:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email)
    except ValidationError:
        raise CallRefused(sentence % {"email": email}) from None


def _begin(arguments: argparse.Namespace, at: datetime) -> str:
    """One transaction: agency, account, process plans; returns the one-time link."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str
    from django.conf import settings
    from django.db import transaction
    from django.urls import reverse

    from framdrift.conversations.guides.bank import ensure_default_guides
    from framdrift.organisations import actions, company_actions
    from framdrift.organisations.access import SYSTEM
    from framdrift.organisations.models import Role
    from framdrift.recruiting.default_templates import ensure_default_templates
    from framdrift.recruiting.default_tempo import ensure_default_tempo

    with transaction.atomic():
        agency = company_actions.AgencyParticulars(name=arguments.agency, language=arguments.lang)
        company_actions.change_agency(particulars=agency, by=SYSTEM, at=at)
        person = actions.Particulars(name=arguments.name, email=arguments.email, language=arguments.lang)
        roles = frozenset({Role.Kind.ADMIN, Role.Kind.LEAD, Role.Kind.CONSULTANT})
        account = actions.open_account(particulars=person, roles=roles, by=SYSTEM, at=at)
        ensure_default_templates()
        ensure_default_tempo()
        ensure_default_guides(at=at)
    key = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    path = reverse("account_reset_password_from_key", kwargs=key)
    return f"{settings.FRAMDRIFT_ADDRESS}{path}"
