"""The letter that carries a one-time code, alike for everybody who confirms something on a personal link."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording


def code_letter(code: str, audience: Audience) -> LetterKind:
    """The kind of such letters to one audience: at once, and wiped when sent. `code` names the kind."""
    return LetterKind(
        code=code,
        audience=audience,
        title=_("Code to confirm with"),
        placeholders={"code": _("the six digits"), "what": _("what the code confirms")},
        required=frozenset({"code"}),
        shipped={
            "sv": Wording(
                "Din kod",
                "Din kod är {code}.\n\nDu bad om den för att {what}. Skriv den på sidan där du var, inom tio minuter."
                "\n\nVar det inte du? Då behöver du inte göra något: utan koden händer ingenting.",
            ),
            "en": Wording(
                "Your code",
                "Your code is {code}.\n\nYou asked for it to {what}. Type it on the page you were on, within ten "
                "minutes.\n\nWas it not you? Then you need not do anything: without the code nothing happens.",
            ),
        },
        manner=Manner.AT_ONCE,
        is_secret=True,
    )
