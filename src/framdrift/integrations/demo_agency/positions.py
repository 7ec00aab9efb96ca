"""What the invented companies recruit for: titles, pay, purpose, and the criteria of their requirement profiles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Position:
    """A post: title, monthly pay in kronor (low, high), the candidates' usual headlines, and its own criterion."""

    title: str
    pay: tuple[int, int]
    headlines: tuple[str, ...]
    craft: str
    leads: bool = False


FAMILIES: dict[str, tuple[Position, ...]] = {
    "ekonomi": (
        Position("Ekonomichef", (62_000, 78_000), ("Redovisningschef", "Business controller"), "bokslut", leads=True),
        Position("Redovisningsekonom", (40_000, 48_000), ("Redovisningsekonom", "Ekonomiassistent"), "bokslut"),
        Position("Business controller", (52_000, 64_000), ("Controller", "Revisor"), "analys"),
        Position("Lönespecialist", (38_000, 46_000), ("Löneadministratör", "Lönekonsult"), "bokslut"),
    ),
    "bygg": (
        Position("Projektledare bygg", (50_000, 62_000), ("Platschef", "Projektingenjör"), "projekt"),
        Position("Fastighetsförvaltare", (42_000, 52_000), ("Teknisk förvaltare", "Fastighetsskötare"), "projekt"),
        Position("Platschef", (54_000, 66_000), ("Arbetsledare bygg", "Projektledare"), "projekt", leads=True),
    ),
    "industri": (
        Position(
            "Produktionsledare", (42_000, 52_000), ("Gruppchef montering", "Skiftledare"), "produktion", leads=True
        ),
        Position("Underhållstekniker", (36_000, 44_000), ("Mekaniker", "Servicetekniker"), "teknik"),
        Position("Kvalitetsingenjör", (44_000, 54_000), ("Kvalitetstekniker", "Processingenjör"), "teknik"),
        Position("Automationsingenjör", (48_000, 60_000), ("PLC-programmerare", "Elkonstruktör"), "teknik"),
        Position(
            "Underhållschef", (56_000, 68_000), ("Underhållsledare", "Teknisk samordnare"), "produktion", leads=True
        ),
    ),
    "handel": (
        Position("Inköpare", (42_000, 52_000), ("Operativ inköpare", "Kategoriansvarig"), "forhandling"),
        Position("Key account manager", (48_000, 62_000), ("Innesäljare", "Kundansvarig"), "forhandling"),
        Position(
            "Kundtjänstledare", (38_000, 46_000), ("Teamledare kundtjänst", "Kundrådgivare"), "service", leads=True
        ),
    ),
    "logistik": (
        Position("Logistikchef", (54_000, 68_000), ("Lagerchef", "Logistikutvecklare"), "produktion", leads=True),
        Position("Transportplanerare", (36_000, 43_000), ("Trafikledare", "Speditör"), "planering"),
        Position("Terminalchef", (50_000, 60_000), ("Teamledare terminal", "Driftledare"), "produktion", leads=True),
    ),
    "it": (
        Position("Systemutvecklare", (50_000, 64_000), ("Backendutvecklare", "Fullstackutvecklare"), "kod"),
        Position("Systems Developer", (52_000, 66_000), ("Software developer", "Embedded developer"), "kod"),
        Position("IT-arkitekt", (62_000, 76_000), ("Lösningsarkitekt", "Senior utvecklare"), "kod"),
        Position("Dataanalytiker", (46_000, 56_000), ("BI-utvecklare", "Analytiker"), "analys"),
        Position("Produktägare", (56_000, 68_000), ("Produktägare", "Verksamhetsutvecklare"), "planering"),
        Position("IT-chef", (66_000, 82_000), ("IT-driftchef", "Tjänsteägare"), "planering", leads=True),
    ),
    "vard": (
        Position(
            "Verksamhetschef vårdcentral", (64_000, 78_000), ("Enhetschef", "Distriktssköterska"), "vard", leads=True
        ),
        Position("Distriktssköterska", (40_000, 47_000), ("Sjuksköterska", "Distriktssköterska"), "vard"),
        Position("Fysioterapeut", (36_000, 42_000), ("Fysioterapeut", "Sjukgymnast"), "vard"),
    ),
    "skola": (
        Position("Rektor", (58_000, 70_000), ("Biträdande rektor", "Förstelärare"), "skola", leads=True),
        Position("Specialpedagog", (42_000, 50_000), ("Specialpedagog", "Grundlärare"), "skola"),
        Position("Skoladministratör", (31_000, 37_000), ("Administratör", "Receptionist"), "planering"),
    ),
}

PURPOSES = {
    "ekonomi": "Ge ledningen siffror att lita på och frigöra tid från bokslut till uppföljning.",
    "bygg": "Leverera projekten i tid, inom budget och utan olyckor.",
    "industri": "Hålla linjen igång och sänka stilleståndet med en fjärdedel på två år.",
    "handel": "Växa med de kunder och leverantörer vi redan har.",
    "logistik": "Få godset rätt första gången och göra arbetet hållbart för dem som utför det.",
    "it": "Bygga om kärnsystemen så att förändringar tar veckor i stället för kvartal.",
    "vard": "Kortare väntan för patienterna och en arbetsplats som medarbetare stannar på.",
    "skola": "Fler elever som når målen och lärare som har arbetsro.",
}


@dataclass(frozen=True)
class Yardstick:
    """A criterion with what 1, 3 and 5 look like, and sentences of what was seen (low, middle, high)."""

    name: str
    anchors: tuple[str, str, str]
    low: tuple[str, ...]
    middle: tuple[str, ...]
    high: tuple[str, ...]


SHARED = (
    Yardstick(
        "Samarbete",
        (
            "Beskriver bara egen insats.",
            "Delar kunskap när någon frågar.",
            "Söker upp andras perspektiv och ger beröm vidare.",
        ),
        ("Talade genomgående om 'jag', kunde inte nämna vad kollegorna bidrog med.",),
        (
            "Gav ett exempel på hjälp till en ny kollega, men mest på begäran.",
            "Fungerar i grupp, väntar gärna in andras initiativ.",
        ),
        (
            "Berättade hur hen samlade tre avdelningar kring samma problem och vad var och en fick göra.",
            "Nämnde kollegor vid namn och vad de lärt sig av dem.",
        ),
    ),
    Yardstick(
        "Kommunikation",
        (
            "Svaren går inte att följa.",
            "Tydlig i samtal, ojämn i skrift.",
            "Gör det svåra begripligt för den som lyssnar.",
        ),
        ("Långa svar utan slutsats, fick frågan upprepad två gånger.",),
        ("Tydlig muntligt, det skriftliga provet hade luckor.", "Svarar rakt men utan exempel."),
        (
            "Förklarade ett komplicerat fel så att jag kunde återge det efteråt.",
            "Lyssnade klart, sammanfattade frågan och svarade på den.",
        ),
    ),
    Yardstick(
        "Struktur och planering",
        (
            "Arbetar på det som dyker upp.",
            "Planerar veckan, tappar i toppar.",
            "Prioriterar öppet och håller tider även i toppar.",
        ),
        ("Kunde inte beskriva hur en vanlig vecka planeras.",),
        ("Har en fungerande lista, men två försenade leveranser i fjol.",),
        (
            "Visade sin planeringstavla och hur hen säger nej i god tid.",
            "Gick igenom en omplanering mitt i ett bokslut, steg för steg.",
        ),
    ),
)

LEADERSHIP = Yardstick(
    "Ledarskap",
    (
        "Styr i detalj eller inte alls.",
        "Följer upp mål, undviker svåra samtal.",
        "Tar svåra samtal tidigt och får gruppen att växa.",
    ),
    ("Hade inget exempel på ett svårt medarbetarsamtal.",),
    ("Följer upp varje månad, men väntade ett halvår med ett svårt besked.",),
    (
        "Beskrev ett svårt samtal: vad som sades, vad som hände sedan och vad hen skulle göra annorlunda.",
        "Två tidigare medarbetare har blivit chefer under hens ledning.",
    ),
)

CRAFTS = {
    "bokslut": Yardstick(
        "Redovisning och bokslut",
        ("Har hjälpt till.", "Gör månadsbokslut själv.", "Äger årsbokslut och koncernrapport."),
        ("Har bara arbetat med delar av reskontran.",),
        ("Gör månadsbokslut själv, har inte ansvarat för årsbokslut.",),
        ("Har ägt fyra årsbokslut och kortat ledtiden från tolv dagar till sju.",),
    ),
    "analys": Yardstick(
        "Analys",
        ("Återger siffror.", "Förklarar avvikelser.", "Ändrar beslut genom sin analys."),
        ("Återgav rapporten, kunde inte säga vad den betydde.",),
        ("Förklarade avvikelserna väl, men föreslog ingen åtgärd.",),
        ("Visade hur en analys av returer ändrade inköpsbeslutet.",),
    ),
    "projekt": Yardstick(
        "Projektledning",
        ("Har deltagit.", "Har lett mindre projekt i mål.", "Har lett stora projekt i tid och budget."),
        ("Har mest samordnat, inte haft ansvar för budget.",),
        ("Ledde två ombyggnader, den ena fem veckor sen.",),
        ("Ledde stamrenovering av 140 lägenheter i tid, visade riskloggen.",),
    ),
    "produktion": Yardstick(
        "Drift och förbättring",
        ("Håller igång.", "Åtgärdar orsaker när det hunnits med.", "Sänker spill och stopp på ett sätt som håller."),
        ("Talade om brandsläckning, inget förbättringsarbete.",),
        ("Har daglig styrning på plats, förbättringarna har inte mätts.",),
        ("Sänkte omställningstiden med 30 procent, och den har hållit i två år.",),
    ),
    "teknik": Yardstick(
        "Teknisk kompetens",
        ("Grundläggande.", "Löser vanliga fel självständigt.", "Hittar grundorsaken till det som andra har gett upp."),
        ("Behövde hjälp med felsökningsuppgiften från början.",),
        ("Löste uppgiften med en ledtråd, ordnad metod.",),
        ("Hittade felet på tio minuter och förklarade varför det uppstått.",),
    ),
    "forhandling": Yardstick(
        "Förhandling",
        ("Tar det pris som ges.", "Förhandlar pris.", "Förhandlar villkor som båda vinner på."),
        ("Kunde inte ge exempel på en förhandling hen lett.",),
        ("Bra exempel på pris, tänker mindre på leveransvillkor.",),
        ("Bytte längre avtal mot kortare ledtid, båda parter förnyade.",),
    ),
    "service": Yardstick(
        "Bemötande",
        ("Följer manus.", "Löser det kunden frågar om.", "Löser det kunden inte visste att fråga om."),
        ("Blev kort i rollspelet när kunden höjde rösten.",),
        ("Vänlig och korrekt, missade följdfrågan.",),
        ("Lugnade en arg kund i rollspelet och bokade uppföljning.",),
    ),
    "planering": Yardstick(
        "Planera för andra",
        ("Planerar sitt eget.", "Planerar för en grupp.", "Planerar för flera grupper och får dem att hålla det."),
        ("Har inte planerat för fler än sig själv.",),
        ("Planerar för sju personer, hanterar sjukfrånvaro väl.",),
        ("Planerar för tre skift, visade hur en störning löstes före lunch.",),
    ),
    "kod": Yardstick(
        "Programmering",
        (
            "Får det att fungera.",
            "Skriver begriplig kod med tester.",
            "Gör systemet enklare för alla som kommer efter.",
        ),
        ("Koden fungerade i hemuppgiften, men saknade tester och felhantering.",),
        ("Begriplig lösning med tester, lite överarbetad.",),
        ("Tog bort en tredjedel av koden i övningen och förklarade varför det var säkert.",),
    ),
    "vard": Yardstick(
        "Patientsäkerhet",
        ("Följer rutin.", "Skriver avvikelser.", "Ändrar rutinen så att felet inte återkommer."),
        ("Osäker på när en avvikelse ska skrivas.",),
        ("Skriver avvikelser, har inte arbetat vidare med dem.",),
        ("Ledde en händelseanalys som ändrade läkemedelsrutinen.",),
    ),
    "skola": Yardstick(
        "Elevernas lärande",
        ("Följer planen.", "Anpassar för gruppen.", "Anpassar för den enskilde och visar resultat."),
        ("Talade om ordning, lite om lärande.",),
        ("Goda exempel på anpassning, inga på uppföljning.",),
        ("Visade hur läsförståelsen följdes upp varje vecka och vad som ändrades.",),
    ),
}


def criteria_of(position: Position) -> tuple[tuple[Yardstick, int], ...]:
    """The yardsticks of a post's requirement profile, each with its weight 1 to 5."""
    first = ((CRAFTS[position.craft], 5),)
    lead = ((LEADERSHIP, 4),) if position.leads else ()
    return (*first, *lead, *((yardstick, weight) for yardstick, weight in zip(SHARED, (3, 3, 2), strict=True)))
