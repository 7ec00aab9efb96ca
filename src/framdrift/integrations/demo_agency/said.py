"""What invented people said in a round of stay interviews, and what a coder made of it. Written for the purpose.

Each answer: (its words, themes by the passage's number, with which way it pulls and how much it counted). A passage
without a line is left for the visitor to code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Told:
    """One person's answers: `words` by question, `codes` by question: (passage, theme, direction, weight)."""

    words: Mapping[str, str]
    codes: Mapping[str, tuple[tuple[int, str, str, str], ...]] = field(default_factory=dict)


TOLD = (
    Told(
        {
            "C2": "Att stänga böckerna och veta att siffrorna stämmer. Det är ett hantverk och jag är stolt över det.",
            "C1": "Kollegorna. Vi täcker upp för varandra utan att någon behöver be om det.\n"
            "Sen är det nära till dagis, det betyder mer än man tror.",
            "C4": "Om lönen fortsätter släpa. Den nya fick två tusen mer än jag, efter mina sex år.",
        },
        {
            "C2": ((0, "T01", "holds", "decisive"),),
            "C1": ((0, "T08", "holds", "contributing"), (1, "T13", "holds", "mentioned")),
            "C4": ((0, "T11", "pulls", "decisive"),),
        },
    ),
    Told(
        {
            "C2": "När en kund ringer och säger att vi räddade deras månad.",
            "C1": "Johanna står bakom oss när det blåser uppifrån. Så har det inte varit på andra ställen.",
            "C4": "Ännu en omorganisation. Vi har knappt hittat stolarna sedan den förra och ingen kan säga varför.",
        },
        {
            "C2": ((0, "T01", "holds", "contributing"),),
            "C1": ((0, "T06", "holds", "decisive"),),
            "C4": ((0, "T07", "pulls", "contributing"),),
        },
    ),
    Told(
        {
            "C2": "Jag lär mig något i stort sett varje vecka, särskilt av de äldre i verkstan.",
            "C5": "Schemat. Jag får reda på helgpassen tio dagar innan och då går det inte att planera något hemma.",
            "C4": "Min bror har eget och frågar varje jul. Hittills har jag sagt nej 🙂",
        },
        {
            "C2": ((0, "T04", "holds", "contributing"),),
            "C5": ((0, "T13", "pulls", "decisive"),),
            "C4": ((0, "T18", "holds", "mentioned"),),
        },
    ),
    Told(
        {
            "C2": "Friheten. Så länge det blir gjort frågar ingen när jag gjorde det.",
            "C5": "Systemet för tidrapporter går ner varje månadsskifte och då sitter vi kvar till sju. Det tas upp, "
            "och sedan händer ingenting.",
        },
        {"C2": ((0, "T03", "holds", "decisive"),), "C5": ((0, "T15", "pulls", "contributing"),)},
    ),
    Told(
        {
            "C1": "Att jag blir sedd. Chefen mejlade hela ledningen när anbudet gick hem och nämnde oss vid namn.",
            "C4": "Det finns inget nästa steg för sådana som jag. Man blir chef eller så står man stilla.",
        },
        {"C1": ((0, "T10", "holds", "contributing"),), "C4": ((0, "T05", "pulls", "decisive"),)},
    ),
    Told(
        {
            "C2": "Det är fritt och omväxlande, men just nu är det för mycket av allt. Jag äter lunch framför skärmen.",
            "C5": "Bemanningen. Vi är fyra som gör det sex gjorde förut och alla låtsas att det är tillfälligt.",
        },
        {"C2": ((0, "T12", "pulls", "contributing"),)},
    ),
    Told(
        {
            "C1": "Ärligt talat vet jag inte. Vanan kanske, och att pensionen är bättre än på andra håll.",
            "C4": "Att någon hörde av sig med något på gångavstånd från huset.",
        },
    ),
    Told(
        {
            "C2": "Att bygga något som står kvar. Jag visar barnen skolan varje gång vi kör förbi.",
            "C4": "Om Peter slutar. Halva laget är här för hans skull och det vet ledningen inte om.",
        },
    ),
    Told(
        {
            "C1": "Jag sa upp mig i våras och blev övertalad att stanna med löftet om att få leda ett projekt. Det "
            "väntar jag fortfarande på.",
        },
    ),
    Told({"C2": "Nej, inget särskilt, jag trivs. Det rullar på som det ska."}),
)
