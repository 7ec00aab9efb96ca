"""What may point somebody out in a retold quote."""

from __future__ import annotations

import pytest

from framdrift.science.disclosure.wording import STOPS, Sign, near, signs

NAMES = ("Åsa Öberg", "Karin Holm", "Sten Lind")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Hon med 850714-1234 bestämmer allt.", Sign.PERSONAL_NUMBER),
        ("Skriv till asa@nordbygg.example om du undrar.", Sign.EMAIL),
        ("Skriv till asa at nordbygg punkt se.", Sign.EMAIL),
        ("Ring 070-123 45 67 så berättar jag.", Sign.PHONE),
        ("Call +46 70 123 45 67 and I will tell.", Sign.PHONE),
        ("Åsas sätt att leda gör att jag stannar.", Sign.NAME),
        ("Holms grupp är bäst.", Sign.NAME),
        ("Karim är den som håller ihop oss.", Sign.NEAR_NAME),
        ("Krain är den som håller ihop oss.", Sign.NEAR_NAME),
        ("Vi kör på sten varje dag.", Sign.NEAR_NAME),
        ("Efter den 3 mars blev allt sämre.", Sign.DAY),
        ("Efter 2026-03-03 blev allt sämre.", Sign.DAY),
        ("Jag är den enda på nattskiftet.", Sign.ONLY_ONE),
        ("I am the only woman in the yard.", Sign.ONLY_ONE),
        ("Jag har jobbat här i 27 år.", Sign.NUMBER),
    ],
)
def test_each_sign_is_found(text: str, sign: Sign) -> None:
    assert sign in {one.sign for one in signs(text, names=NAMES)}


@pytest.mark.parametrize("text", ["Vi hjälper varandra när det blir mycket.", "My manager backs us in a storm."])
def test_plain_words_have_none(text: str) -> None:
    assert signs(text, names=NAMES) == ()


def test_what_is_found_as_something_else_is_no_number_beside() -> None:
    found = [one.sign for one in signs("Ring 070-123 45 67.", names=())]
    assert found == [Sign.PHONE]
    assert Sign.PHONE in STOPS


@pytest.mark.parametrize(
    ("word", "said"),
    [("öberg", True), ("öbergg", True), ("öbrg", True), ("öebrg", True), ("örebro", False), ("bergö", False)],
)
def test_one_slip_and_no_more(word: str, said: bool) -> None:
    assert near(word, "öberg") is said
