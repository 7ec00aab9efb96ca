"""What must be in place before people are asked, and the texts that tell them: to adapt, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from framdrift.conversations.kinds import Holder, Level
from framdrift.conversations.levels import limits_of, size_words, words_of
from framdrift.conversations.models import Programme, ProgrammeText

LANGUAGES: Final = ("sv", "en")
INFORMATION, UNION, LIMITS, SIZE = "information", "union", "limits", "size"


@dataclass(frozen=True)
class Point:
    """A point that a person confirms. `has_text`: a text to adapt and pass on goes with it."""

    code: str
    title: str | Promise
    why: str | Promise
    has_text: bool = True


POINTS: Final = (
    Point(
        INFORMATION,
        _("The employees are informed"),
        _("Before the first invitation everybody is told why, how, who reads what, and that it is voluntary."),
    ),
    Point(
        UNION,
        _("The unions are informed"),
        _("The company tells the local unions, and negotiates first where an agreement or the law says so."),
    ),
    Point(
        LIMITS,
        _("The limits of confidentiality are known"),
        _("Those who hold the talks know what they cannot keep to themselves, and what they do then."),
    ),
    Point(
        SIZE,
        _("The company knows what figures it can get"),
        _("Small groups get no figures. Say it now, not when somebody is disappointed."),
        has_text=False,
    ),
)


@dataclass(frozen=True)
class TextToAdapt:
    """One text of the checklist in one language, with whether it has been adapted."""

    code: str
    language: str
    text: str
    is_adapted: bool


def texts_of(programme: Programme) -> tuple[TextToAdapt, ...]:
    """Every text in both languages, as adapted or as shipped. One statement beside the programme's company."""
    own = {(row.code, row.language): row.text for row in ProgrammeText.objects.filter(programme=programme)}
    return tuple(
        TextToAdapt(
            point.code,
            language,
            own.get((point.code, language)) or shipped_text(programme, point.code, language),
            (point.code, language) in own,
        )
        for point in POINTS
        if point.has_text
        for language in LANGUAGES
    )


def shipped_text(programme: Programme, code: str, language: str) -> str:
    """A text of the checklist as it is shipped, filled with what the programme says."""
    return "\n\n".join(part.format(**_values(programme, language)) for part in _SHIPPED[code][language])


def _values(programme: Programme, language: str) -> Mapping[str, str]:
    words = words_of(programme.level, language)
    holder = _HOLDERS[language][Holder(programme.holder)]
    contact = ", ".join(
        part for part in (programme.contact_name, programme.contact_email, programme.contact_phone) if part
    )
    return {
        "company": programme.company.name,
        "name": programme.name_in(language),
        "minutes": str(programme.talk_minutes),
        "level": programme.level,
        "level_name": words.name,
        "promise": words.promise,
        "readers": words.readers,
        "company_sees": words.company,
        "limits": limits_of(programme.level, language),
        "size": size_words(programme.n_min, language),
        "holder": _ANONYMOUS[language] if programme.level == Level.ANONYMOUS else holder,
        "contact": contact or _NO_CONTACT[language],
    }


_HOLDERS: Final = {
    "sv": {
        Holder.NEAREST_MANAGER: "Samtalet hålls av din närmaste chef.",
        Holder.OTHER_MANAGER: "Samtalet hålls av en annan chef än din egen.",
        Holder.HR: "Samtalet hålls av HR.",
        Holder.AGENCY: "Samtalet hålls av en samtalsledare utifrån, som inte arbetar hos oss.",
    },
    "en": {
        Holder.NEAREST_MANAGER: "The talk is held by your nearest manager.",
        Holder.OTHER_MANAGER: "The talk is held by a manager who is not your own.",
        Holder.HR: "The talk is held by HR.",
        Holder.AGENCY: "The talk is held by an interviewer from outside, who does not work for us.",
    },
}
_ANONYMOUS: Final = {"sv": "Du svarar skriftligt på en länk.", "en": "You answer in writing, on a link."}
_NO_CONTACT: Final = {"sv": "(fyll i en kontaktperson)", "en": "(name a contact)"}

_SHIPPED: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    INFORMATION: {
        "sv": (
            "Vi vill veta vad som gör att du trivs, och vad som skulle kunna bli bättre. Därför bjuder {company} in "
            "till {name}.",
            "{holder} Det tar ungefär {minutes} minuter. Det är frivilligt: att tacka nej lämnar inget spår hos din "
            "chef, och du behöver inte säga varför.",
            "Nivå {level}, {level_name}. {promise} {readers}",
            "Företaget får se: {company_sees} {size}",
            "{limits}",
            "Det som kommer fram blir åtaganden med namn och datum, och vi berättar vad det blev av dem.",
            "Frågor: {contact}",
        ),
        "en": (
            "We want to know what makes you thrive, and what could be better. That is why {company} invites you to "
            "{name}.",
            "{holder} It takes about {minutes} minutes. It is voluntary: saying no leaves no trace with your manager, "
            "and you need not say why.",
            "Level {level}, {level_name}. {promise} {readers}",
            "The company gets to see: {company_sees} {size}",
            "{limits}",
            "What comes out becomes commitments with a name and a date, and we tell you what came of them.",
            "Questions: {contact}",
        ),
    },
    UNION: {
        "sv": (
            "{company} planerar {name}. Syftet är att förstå varför människor trivs och stannar, och att rätta till "
            "det som skaver. Samtalen är skilda från lönesamtal och från bedömning av prestation.",
            "{holder} Deltagandet är frivilligt. Ingen poängsätts och ingen jämförs: det finns inget mått på risk att "
            "någon slutar.",
            "Konfidentialitet, nivå {level}: {readers} Företaget ser: {company_sees} {size} Gränsen kan höjas men "
            "aldrig sänkas, och en publicerad siffra ändras aldrig.",
            "{limits}",
            "Frågor och synpunkter: {contact}",
        ),
        "en": (
            "{company} plans {name}. The purpose is to understand why people thrive and stay, and to put right what "
            "chafes. The talks are kept apart from pay talks and from assessment of performance.",
            "{holder} Taking part is voluntary. Nobody is scored and nobody is compared: there is no measure of the "
            "risk that somebody leaves.",
            "Confidentiality, level {level}: {readers} The company sees: {company_sees} {size} The limit may be raised "
            "but never lowered, and a published figure never changes.",
            "{limits}",
            "Questions and comments: {contact}",
        ),
    },
    LIMITS: {
        "sv": (
            "Till dig som håller samtalen. Säg gränserna innan du frågar något: {limits}",
            "Säger någon något som tyder på trakasserier, hot eller fara: stanna upp, säg att du inte kan behålla det "
            "för dig själv, berätta vad som händer nu och vem som får veta. Anteckna det som en allvarlig sak: den "
            "hamnar då utanför all statistik och går till den som har skyldigheten att agera.",
            "Fråga aldrig om hälsa, facklig tillhörighet, tro eller graviditet. Börjar någon berätta ändå: lyssna, "
            "anteckna det inte.",
        ),
        "en": (
            "To you who hold the talks. Say the limits before you ask anything: {limits}",
            "If somebody says something that points to harassment, threats or danger: stop, say that you cannot keep "
            "it to yourself, tell what happens now and who gets to know. Note it as a serious matter: it is then "
            "outside all statistics and goes to whoever has the duty to act.",
            "Never ask about health, union membership, faith or pregnancy. If somebody begins to tell anyway: listen, "
            "and do not write it down.",
        ),
    },
}
