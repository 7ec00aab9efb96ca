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
            "K1": "Att stänga böckerna och veta att siffrorna stämmer. Det är ett hantverk och jag är stolt över det.",
            "K2": "Kollegorna. Vi täcker upp för varandra utan att någon behöver be om det.\n"
            "Sen är det nära till dagis, det betyder mer än man tror.",
            "K4": "Om lönen fortsätter släpa. Den nya fick två tusen mer än jag, efter mina sex år.",
        },
        {
            "K1": ((0, "T01", "holds", "decisive"),),
            "K2": ((0, "T08", "holds", "contributing"), (1, "T13", "holds", "mentioned")),
            "K4": ((0, "T11", "pulls", "decisive"),),
        },
    ),
    Told(
        {
            "K1": "När en kund ringer och säger att vi räddade deras månad.",
            "K2": "Johanna står bakom oss när det blåser uppifrån. Så har det inte varit på andra ställen.",
            "K4": "Ännu en omorganisation. Vi har knappt hittat stolarna sedan den förra och ingen kan säga varför.",
        },
        {
            "K1": ((0, "T01", "holds", "contributing"),),
            "K2": ((0, "T06", "holds", "decisive"),),
            "K4": ((0, "T07", "pulls", "contributing"),),
        },
    ),
    Told(
        {
            "K1": "Jag lär mig något i stort sett varje vecka, särskilt av de äldre i verkstan.",
            "K3": "Schemat. Jag får reda på helgpassen tio dagar innan och då går det inte att planera något hemma.",
            "K4": "Min bror har eget och frågar varje jul. Hittills har jag sagt nej 🙂",
        },
        {
            "K1": ((0, "T04", "holds", "contributing"),),
            "K3": ((0, "T13", "pulls", "decisive"),),
            "K4": ((0, "T18", "holds", "mentioned"),),
        },
    ),
    Told(
        {
            "K1": "Friheten. Så länge det blir gjort frågar ingen när jag gjorde det.",
            "K3": "Systemet för tidrapporter går ner varje månadsskifte och då sitter vi kvar till sju. Det tas upp, "
            "och sedan händer ingenting.",
        },
        {"K1": ((0, "T03", "holds", "decisive"),), "K3": ((0, "T15", "pulls", "contributing"),)},
    ),
    Told(
        {
            "K2": "Att jag blir sedd. Chefen mejlade hela ledningen när anbudet gick hem och nämnde oss vid namn.",
            "K4": "Det finns inget nästa steg för sådana som jag. Man blir chef eller så står man stilla.",
        },
        {"K2": ((0, "T10", "holds", "contributing"),), "K4": ((0, "T05", "pulls", "decisive"),)},
    ),
    Told(
        {
            "K1": "Det är fritt och omväxlande, men just nu är det för mycket av allt. Jag äter lunch framför skärmen.",
            "K3": "Bemanningen. Vi är fyra som gör det sex gjorde förut och alla låtsas att det är tillfälligt.",
        },
        {"K1": ((0, "T12", "pulls", "contributing"),)},
    ),
    Told(
        {
            "K2": "Ärligt talat vet jag inte. Vanan kanske, och att pensionen är bättre än på andra håll.",
            "K4": "Att någon hörde av sig med något på gångavstånd från huset.",
        },
    ),
    Told(
        {
            "K1": "Att bygga något som står kvar. Jag visar barnen skolan varje gång vi kör förbi.",
            "K4": "Om Peter slutar. Halva laget är här för hans skull och det vet ledningen inte om.",
        },
    ),
    Told(
        {
            "K2": "Jag sa upp mig i våras och blev övertalad att stanna med löftet om att få leda ett projekt. Det "
            "väntar jag fortfarande på.",
        },
    ),
    Told({"K1": "Nej, inget särskilt, jag trivs. Det rullar på som det ska."}),
)
