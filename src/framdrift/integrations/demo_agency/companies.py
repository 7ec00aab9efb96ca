"""The invented client companies: what they do, how fast they answer and who sits where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Firm:
    """A client company.

    `pace` is the typical share of the agreed working days that an answer takes: 0.6 is quick, 1.7 slow.
    `families` are the kinds of positions it recruits for, `seats` the hiring managers' titles by unit.
    """

    name: str
    domain: str
    city: str
    pace: float
    families: tuple[str, ...]
    seats: tuple[tuple[str, str], ...]
    hr_title: str = "HR-partner"
    language: str = "sv"
    note: str = ""


FIRMS = (
    Firm(
        "Granlida Fastigheter AB",
        "granlida.example",
        "Örebro",
        0.7,
        ("ekonomi", "bygg"),
        (("Ekonomi", "CFO"), ("Förvaltning", "Förvaltningschef")),
        note="Svarar snabbt på telefon, långsammare på mejl.",
    ),
    Firm(
        "Sörhamra Industri AB",
        "sorhamra.example",
        "Eskilstuna",
        1.5,
        ("industri", "ekonomi"),
        (("Produktion", "Fabrikschef"), ("Teknik", "Teknisk chef"), ("Ekonomi", "Ekonomichef")),
        note="Beslut tas i ledningsgruppen på måndagar.",
    ),
    Firm(
        "Kvarnlycke Livsmedel AB",
        "kvarnlycke.example",
        "Linköping",
        1.0,
        ("industri", "handel"),
        (("Produktion", "Produktionschef"), ("Inköp", "Inköpschef")),
    ),
    Firm(
        "Havslunda Logistik AB",
        "havslunda.example",
        "Göteborg",
        0.6,
        ("logistik", "it"),
        (("Terminal", "Terminalchef"), ("Trafik", "Trafikchef")),
        note="Vill ha korta processer och bokar helst intervjuer direkt vid kick-off.",
    ),
    Firm(
        "Brännskär Medicinteknik AB",
        "brannskar.example",
        "Uppsala",
        1.1,
        ("it", "industri"),
        (("Utveckling", "Utvecklingschef"), ("Kvalitet", "Kvalitetschef")),
    ),
    Firm(
        "Tallmossa Energi AB",
        "tallmossa.example",
        "Sundsvall",
        1.7,
        ("industri", "it", "ekonomi"),
        (("Elnät", "Nätchef"), ("Stab", "Stabschef")),
        note="Två personer måste godkänna varje erbjudande.",
    ),
    Firm(
        "Ljungvalla Försäkring AB",
        "ljungvalla.example",
        "Stockholm",
        1.2,
        ("ekonomi", "it", "handel"),
        (("Skador", "Skadechef"), ("Digital", "Digitalchef")),
    ),
    Firm(
        "Stjärnvassen Digital AB",
        "stjarnvassen.example",
        "Malmö",
        0.6,
        ("it",),
        (("Produkt", "Produktchef"), ("Plattform", "Engineering Manager")),
    ),
    Firm(
        "Fagermyra Papper AB",
        "fagermyra.example",
        "Gävle",
        1.4,
        ("industri", "logistik"),
        (("Bruket", "Brukschef"), ("Underhåll", "Underhållschef")),
        note="Skiftgång: chefer svarar ofta efter 14.",
    ),
    Firm(
        "Ekrudden Hälsa AB",
        "ekrudden.example",
        "Västerås",
        0.9,
        ("vard", "ekonomi"),
        (("Vårdcentraler", "Verksamhetschef"), ("Stab", "Ekonomichef")),
    ),
    Firm(
        "Nyponbacka Skolor AB",
        "nyponbacka.example",
        "Norrköping",
        1.3,
        ("skola",),
        (("Grundskola", "Skolområdeschef"), ("Gymnasium", "Gymnasiechef")),
        note="Nås sällan under lov.",
    ),
    Firm(
        "Vidselund Robotics AB",
        "vidselund.example",
        "Stockholm",
        0.8,
        ("it", "industri"),
        (("Engineering", "VP Engineering"), ("Operations", "Head of Operations")),
        hr_title="People Partner",
        language="en",
    ),
)

EMPLOYERS = (
    "Almgläntans Bygg",
    "Björkfors Data",
    "Dalskär Konsult",
    "Enåkers Mekaniska",
    "Furusalen Redovisning",
    "Grynnan Shipping",
    "Hedlycke kommun",
    "Isberga Plast",
    "Källmyra Vård",
    "Lövudden Handel",
    "Mosippans Friskolor",
    "Nävernäs Energi",
    "Orrspelet Media",
    "Persöda Trä",
    "Rimfrostens Kyl",
    "Skatviken Teknik",
    "Tuvlunda Förlag",
    "Utbygårds Lantbruk",
    "Vintermo Transport",
    "Ängsro Omsorg",
)

CITIES = (
    "Stockholm",
    "Göteborg",
    "Malmö",
    "Uppsala",
    "Västerås",
    "Örebro",
    "Linköping",
    "Norrköping",
    "Gävle",
    "Sundsvall",
    "Eskilstuna",
    "Södertälje",
    "Halmstad",
    "Växjö",
    "Umeå",
)
