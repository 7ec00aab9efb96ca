"""What a writer says is told apart from what their mail program repeats."""

from __future__ import annotations

import pytest

from framdrift.integrations.mailbox.quoting import parted

OWN = "Ja, fredag går bra.\n\nHälsningar\nLea"


@pytest.mark.parametrize(
    "repeated",
    [
        "Den tis 24 nov. 2026 kl 10:00 skrev Lind Ekström <svar@lind.example>:\n> Hej Lea",
        "On Tue, 24 Nov 2026 at 10:00, Lind Ekström <svar@lind.example>\nwrote:\n> Hello",
        "-----Original Message-----\nFrom: Lind\nSent: Tuesday\nHello",
        "-----Ursprungligt meddelande-----\nFrån: Lind\nSkickat: tisdag",
        "________________________________\nFrån: Lind Ekström <svar@lind.example>\nSkickat: den 24 november\nHej",
        "Från: Lind Ekström\nDatum: tisdag 24 november\nTill: Lea\nÄmne: Nyheter\n\nHej",
        "> Hej Lea\n> Du hör av oss på fredag.\n",
    ],
)
def test_what_is_repeated_is_folded_away(repeated: str) -> None:
    own, quoted = parted(f"{OWN}\n\n{repeated}".replace("\n", "\r\n"))
    assert own == OWN
    assert quoted == repeated.strip()


def test_an_answer_below_what_it_repeats_is_found() -> None:
    own, quoted = parted("Den 24 nov skrev Lind:\n> Hej Lea\n> Passar fredag?\n\nJa, det gör det.")
    assert own == "Ja, det gör det."
    assert "Passar fredag?" in quoted


@pytest.mark.parametrize(
    "text",
    [
        "Jag skrev till er i går: tack för svaret.",
        "Lista:\n- ett\n- två\n\n-- \nLea",
        "Från: Malmö till Lund tar det 12 minuter.",
        "> bara det upprepade",
    ],
)
def test_ordinary_words_are_not_taken_for_repetition(text: str) -> None:
    assert parted(text) == (text.strip(), "")
