"""The words of letters about signing in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording

CODE = LetterKind(
    code="sign-in-code",
    audience=Audience.CLIENT,
    title=_("Code for signing in"),
    placeholders={"code": _("the code that is typed")},
    required=frozenset({"code"}),
    shipped={
        "sv": Wording(
            "Din kod för att logga in",
            "Skriv den här koden i fönstret där du loggar in. Den gäller i 10 minuter.\n\n{code}\n\n"
            "Har du inte bett om den har någon skrivit din adress av misstag. Du behöver inte göra något.",
        ),
        "en": Wording(
            "Your code for signing in",
            "Write this code in the window where you are signing in. It works for 10 minutes.\n\n{code}\n\n"
            "If you did not ask for it, somebody has written your address by mistake. You need not do anything.",
        ),
    },
    manner=Manner.AT_ONCE,
    is_secret=True,
)

PASSWORD = LetterKind(
    code="choose-password",
    audience=Audience.STAFF,
    title=_("Link for choosing a password"),
    placeholders={},
    required=frozenset(),
    shipped={
        "sv": Wording(
            "Välj ett lösenord",
            "Välj ett lösenord för Framdrift här. Länken fungerar en gång.\n\n{button}\n\n"
            "Har du inte bett om den har någon skrivit din adress av misstag. Ditt lösenord är oförändrat.",
        ),
        "en": Wording(
            "Choose a password",
            "Choose a password for Framdrift here. The link works once.\n\n{button}\n\n"
            "If you did not ask for it, somebody has written your address by mistake. Your password is unchanged.",
        ),
    },
    manner=Manner.AT_ONCE,
    is_secret=True,
)

KINDS = (CODE, PASSWORD)
