"""Sentences that the invented people write. Swedish, as such an agency's own data would be."""

from __future__ import annotations

from random import Random

from framdrift.integrations.demo_agency.positions import Yardstick
from framdrift.recruiting.kinds import ToldReason

RELATIONS = ("Tidigare chef", "Närmaste chef", "Kollega", "Tidigare kund", "Projektledare", "Medarbetare")
TESTS = ("Problemlösningstest", "Arbetspersonlighet", "Arbetsprov")

_CARD_NOTES = {
    False: (
        "Trevligt samtal, men för tunt på det som rollen kräver mest.",
        "Jag saknade konkreta exempel trots följdfrågor.",
        "Skulle passa bättre i en mer renodlad roll.",
    ),
    True: (
        "Gott samtal med tydliga exempel. Vill gärna gå vidare.",
        "Stark på det viktigaste kriteriet, ett frågetecken att följa upp i nästa samtal.",
        "Väl förberedd och frågade klokt om uppdraget.",
        "Det här kan bli riktigt bra. Kontrollera motivationen för pendlingen.",
    ),
}
_REFERENCES = {
    False: (
        "Noggrann när ramarna är tydliga. Behövde mer stöd än väntat när mycket hände samtidigt.",
        "Omtyckt, men levererade ofta i sista stund. Skulle anställa igen i en annan roll.",
    ),
    True: (
        "Håller vad hen lovar och säger till i tid när något inte går. Skulle anställa igen utan att tveka.",
        "Lyfte hela gruppen. Blir otålig när beslut dröjer, vilket vi också behövde höra.",
        "Lugn i skarpt läge. Utvecklingsområde: att delegera tidigare.",
    ),
}
_TEST_WORDS = (
    "Resultatet ligger i nivå med kraven. Följ upp detaljarbete i nästa samtal.",
    "Goda resultat på problemlösning, medel på tempo.",
    "Arbetsprovet löst i tid, med tydlig dokumentation.",
)

OFFER_REASONS = (
    "Starkast på det kriterium som väger tyngst, och referenserna bekräftar det vi såg.",
    "Jämn och hög nivå i båda samtalen. Gruppen vill ha hen.",
    "Visade i arbetsprovet precis det vi behöver de första sex månaderna.",
    "Bäst samlat underlag. Ledarskapet har vi pratat om, det får stöd av mentor.",
)
REJECT_REASONS = (
    "Räcker inte till på det viktigaste kriteriet i dag.",
    "Bra person, men vi behöver mer erfarenhet av ansvar för budget.",
    "Samtalet gav för få exempel på det vi frågade om.",
)
EARLY_REASONS = (
    "En referens återstår och referenten är bortrest till måndag. Kandidaten har ett annat erbjudande att svara på "
    "i morgon; vi villkorar erbjudandet med referensen.",
    "Andra referensen svarar först nästa vecka. Två tidigare chefer har redan talat med oss, bilden är samstämmig.",
)
NEWS = {
    "entered": "Tack för din ansökan. Vi läser den och hör av oss inom en vecka.",
    "waiting": "Inget nytt från arbetsgivaren än. Du hör från mig igen senast på det datum som står på din sida.",
    "forward": "Goda nyheter: vi vill gärna gå vidare med dig. Jag återkommer med tider.",
    "presented": "Ditt underlag ligger nu hos arbetsgivaren. De har lovat att återkomma inom några dagar.",
    "references": "Nu talar vi med dina referenser. Därefter fattar arbetsgivaren beslut.",
    "booked": "Tiden är bokad. Du hittar plats, namn och längd på din sida.",
}
NEWS_EN = {
    "entered": "Thank you for applying. We are reading your application and will be in touch within a week.",
    "waiting": "No news from the employer yet. You will hear from me again by the date on your page.",
    "forward": "Good news: we would like to go on with you. I will get back with times.",
    "presented": "The employer now has your profile. They have promised to answer within a few days.",
    "references": "We are now talking with your referees. After that the employer decides.",
    "booked": "The time is booked. Place, names and length are on your page.",
}
NOTES = (
    "Ringde: kan börja tidigare om semestern får sparas.",
    "Vill helst arbeta på plats tre dagar i veckan.",
    "Har en process till igång, besked där om två veckor.",
    "Frågade om tjänstebil, jag svarade att det inte ingår.",
    "Pendlar gärna med tåg, behöver sluta 15.30 på tisdagar.",
    "Bad om att få träffa gruppen före beslut.",
    "Löneläget stämmer med spannet i kravprofilen.",
)
ASSIGNMENT_NOTES = (
    "Chefen vill ha ett avstämningssamtal varje fredag före lunch.",
    "Kravet på körkort kan strykas enligt samtal i dag.",
    "Gruppen får en ny kollega redan i januari, nämn det i samtalen.",
    "HR godkänner annonsen samma dag om den kommer före 14.",
    "Lönespannet är förankrat, inget utrymme däröver.",
)
PAUSE_REASONS = ("Omorganisation beslutas inom två veckor.", "Budgeten ses över, besked efter styrelsemötet.")
PRESENTED = (
    "Har gjort det ni behöver i liknande miljö och kan berätta hur det gick till.",
    "Stark på kriteriet som väger tyngst. Fråga gärna om det svåraste beslutet.",
    "Kommer från en annan bransch, men med samma problem. Lär sig fort.",
    "Har byggt upp det ni vill bygga, i en mindre organisation. Söker nästa steg, inte en ny titel.",
    "Lugn i skarpt läge och tydlig med vad som inte hinns. Fråga om senaste gången planen sprack.",
    "Jobbar nära dem som ska använda resultatet. Mindre van vid att leda utan linjeansvar.",
)
_TOLD = {
    ToldReason.TOOK_TOO_LONG: (
        "Jag trodde inte att det skulle ta så här lång tid. Har tappat sugen.",
        "Efter tre veckor utan besked har jag gått vidare.",
    ),
    ToldReason.OTHER_OFFER_FIRST: (
        "Ett annat företag gav mig ett erbjudande i går och ville ha svar direkt.",
        "Skrev på för en annan tjänst i måndags, de var snabbare.",
    ),
    ToldReason.SILENCE: ("Jag hörde inget och utgick från att det inte blev jag.",),
    ToldReason.PAY: ("Lönen når inte upp till det jag har i dag.",),
    ToldReason.CONTENT: ("Rollen innehåller mer administration än jag trodde.",),
    ToldReason.LOCATION: ("Resvägen blir för lång nu när barnen börjar skolan.",),
    ToldReason.STAYS: ("Jag har bestämt mig för att stanna där jag är.",),
    ToldReason.COUNTER_OFFER: ("Min chef kom med ett motbud som jag tackar ja till.",),
    ToldReason.PERSONAL: ("Det har hänt saker hemma, jag behöver avvakta.",),
}


def seen(rng: Random, yardstick: Yardstick, value: int | None) -> str:
    """What was seen on a criterion, in keeping with the score; empty where it was left open."""
    if value is None:
        return ""
    return rng.choice(yardstick.low if value <= 2 else yardstick.middle if value == 3 else yardstick.high)


def card_note(rng: Random, fit: float) -> str:
    """The assessor's summing up."""
    return rng.choice(_CARD_NOTES[fit > 0.5])


def reference(rng: Random, fit: float) -> str:
    """What a referee told."""
    return rng.choice(_REFERENCES[fit > 0.45])


def test(rng: Random, fit: float) -> str:
    """What a test showed."""
    return _TEST_WORDS[min(int(fit * len(_TEST_WORDS)), len(_TEST_WORDS) - 1)] if fit < 1 else rng.choice(_TEST_WORDS)


def told(rng: Random, reason: ToldReason) -> str:
    """What the candidate said about leaving; often nothing."""
    sentences = _TOLD.get(reason, ())
    return rng.choice(sentences) if sentences and rng.random() < 0.7 else ""


def news(occasion: str, *, language: str) -> str:
    """A short word to the candidate."""
    return (NEWS_EN if language == "en" else NEWS)[occasion]
