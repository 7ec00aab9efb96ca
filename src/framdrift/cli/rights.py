"""`framdrift rights`: a person's request for a copy or for erasure, written down by one and approved by another.

Each proves who they are with their password: asked for at the terminal, or the first line of standard input.
"""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framdrift.cli import installation
from framdrift.cli.arguments import EXIT_DONE, CallFailed, CallRefused, add_output_arguments

if TYPE_CHECKING:
    from framdrift.conversations.answers.models import RightsRequest
    from framdrift.organisations.access import Viewer
    from framdrift.organisations.models import Employment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`ask export|erase`, or `approve NUMBER`."""
    steps = parser.add_subparsers(dest="step", required=True, metavar="ask|approve")
    ask = steps.add_parser("ask", help="write down what a person asks for")
    ask.add_argument("kind", choices=("export", "erase"), help="a copy of everything, or erasure")
    ask.add_argument("--company", required=True, help="the client company's name")
    ask.add_argument("--person", required=True, help="the employee's mail address or number at the company")
    approve = steps.add_parser("approve", help="carry out what somebody else wrote down")
    approve.add_argument("number", type=int, help="the request's number")
    approve.add_argument("--file", type=Path, help="where a copy is written; an existing file is never overwritten")
    for step in (ask, approve):
        step.add_argument("--by", required=True, help="your own mail address")
        add_output_arguments(step)


def run(arguments: argparse.Namespace) -> int:
    """One step of the two."""
    installation.enter(arguments.lang)
    installation.require_tables()
    from framdrift.foundation.seal_file import SealRefused
    from framdrift.organisations.refusals import Refused

    by = _proved(arguments.by)
    try:
        return _ask(arguments, by) if arguments.step == "ask" else _approve(arguments, by)
    except Refused as no:
        raise CallRefused(str(no)) from None
    except SealRefused as no:
        raise CallFailed(str(no)) from None


def _ask(arguments: argparse.Namespace, by: Viewer) -> int:
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from framdrift.conversations.answers.kinds import RightsKind
    from framdrift.conversations.answers.rights import ask_rights

    person = _person(arguments.company, arguments.person)
    request = ask_rights(employment=person, kind=RightsKind(arguments.kind), by=by, at=timezone.now())
    words = _("Request %(number)s is written down. Somebody else approves it: framdrift rights approve %(number)s")
    _tell(arguments, {"number": request.pk, "kind": arguments.kind}, words % {"number": request.pk})
    return EXIT_DONE


def _approve(arguments: argparse.Namespace, by: Viewer) -> int:
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from framdrift.config.erasure import FORGETTERS
    from framdrift.conversations.answers.kinds import RightsKind
    from framdrift.conversations.answers.rights import approve_copy, approve_erasure

    request = _request(arguments.number)
    if request.kind == RightsKind.ERASE:
        approve_erasure(request=request, forgetters=FORGETTERS, by=by, at=timezone.now())
        _tell(arguments, {"number": request.pk, "erased": True}, _("The person is forgotten."))
        return EXIT_DONE
    target: Path | None = arguments.file
    if target is None or target.exists():
        raise CallRefused(_("Say with --file where the copy is to be written: a file that does not exist yet."))
    copy = approve_copy(request=request, by=by, at=timezone.now())
    _write(target, copy)
    written = {"number": request.pk, "file": str(target)}
    _tell(arguments, written, _("Written: %(file)s. Give it to the person, and delete it.") % {"file": target})
    return EXIT_DONE


def _write(target: Path, copy: dict[str, Any]) -> None:
    target.touch(mode=0o600)
    target.write_text(json.dumps(copy, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _proved(email: str) -> Viewer:
    from django.contrib.auth.hashers import check_password
    from django.utils.translation import gettext as _

    from framdrift.organisations.access import viewer_of
    from framdrift.organisations.models import Account

    typed = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    account = Account.objects.filter(email=email.lower(), is_active=True).first()
    if account is None or not check_password(typed, account.password):
        raise CallRefused(_("The address and the password do not belong together."))
    return viewer_of(account)


def _person(company: str, named: str) -> Employment:
    from django.db.models import Q
    from django.utils.translation import gettext as _

    from framdrift.organisations.models import Employment

    at_home = Employment.objects.filter(company__name__iexact=company)
    found = list(at_home.filter(Q(email__iexact=named) | Q(private_email__iexact=named) | Q(external_id=named)))
    if len(found) != 1:
        words = {"count": len(found), "person": named, "company": company}
        raise CallRefused(_("%(count)s people at %(company)s answer to %(person)s; it must be one.") % words)
    return found[0]


def _request(number: int) -> RightsRequest:
    from django.utils.translation import gettext as _

    from framdrift.conversations.answers.models import RightsRequest

    found = RightsRequest.objects.filter(pk=number).first()
    if found is None:
        raise CallRefused(_("There is no request %(number)s.") % {"number": number})
    return found


def _tell(arguments: argparse.Namespace, data: dict[str, Any], words: str) -> None:
    print(json.dumps(data, ensure_ascii=False) if arguments.json else words)
