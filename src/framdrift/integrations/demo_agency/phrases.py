"""How invented people put a theme into words: one sentence, one meaning, short enough to be one passage."""

from __future__ import annotations

from random import Random
from typing import Final

from framdrift.insights.codebook.shipped import shipped
from framdrift.insights.kinds import Direction

NOTHING_TO_ADD: Final = "Det är bra som det är."
_SAID: Final = {
    ("T08", "holds"): (
        "Kollegorna, utan tvekan.",
        "Mina kollegor ställer upp när det krisar.",
        "Vi har roligt ihop på jobbet.",
        "Kollegorna är det jag skulle sakna mest.",
    ),
    ("T06", "holds"): (
        "Min chef lyssnar och står bakom oss.",
        "Chefen ger mig förtroende.",
        "Jag har en chef som märks när det behövs.",
    ),
    ("T01", "holds"): (
        "Jobbet känns meningsfullt varje dag.",
        "Jag ser vad jobbet leder till hos kunden.",
        "Uppgifterna är roliga och olika.",
    ),
    ("T03", "holds"): ("Jag får lägga upp dagarna själv.", "Friheten att bestämma hur jag gör."),
    ("T13", "holds"): ("Att jag kan jobba hemifrån två dagar.", "Tiderna går att pussla med familjen."),
    ("T11", "pulls"): (
        "Lönen har halkat efter marknaden.",
        "Om lönen inte rör sig i år heller.",
        "Nyanställda får högre lön än vi som är kvar.",
        "Lönen, den pratar alla om nu.",
    ),
    ("T05", "pulls"): (
        "Det finns inget nästa steg för mig här.",
        "Tjänsten gick till någon utifrån igen.",
        "Jag ser ingen väg vidare efter den här rollen.",
        "Nästa steg talas det om men det kommer aldrig.",
    ),
    ("T12", "pulls"): (
        "Arbetsbelastningen går inte ihop med en normal vecka.",
        "Det är för mycket att göra och ingen återhämtning.",
        "Övertiden har blivit vardag.",
        "Vi är för få och belastningen bara ökar.",
    ),
    ("T07", "pulls"): ("Ledningen byter riktning varje halvår.", "Ännu en omorganisation som ingen förklarar."),
    ("T18", "pulls"): (
        "En rekryterare ringde med ett erbjudande.",
        "Jag fick ett erbjudande som inte gick att säga nej till.",
    ),
}


_SAID_AFTERWARDS: Final = (
    "Jag sökte tjänsten internt och fick nej utan förklaring.",
    "Jag sökte två gånger internt och fick nej.",
    "De sa nej till rollen jag sökte internt.",
)
"""How those who have left put T05."""


def phrase(theme: str, side: str, rng: Random, *, has_left: bool = False) -> str:
    """Somebody's sentence; the codebook's own where none is written here."""
    if has_left and (theme, side) == ("T05", Direction.PULLS):
        return rng.choice(_SAID_AFTERWARDS)
    if (theme, side) in _SAID:
        return rng.choice(_SAID[theme, side])
    words = shipped()[theme]
    return words.holds_sv if side == Direction.HOLDS else words.pulls_sv
