"""What each level of confidentiality means, in plain words and both languages: told before anything is asked.

Pure. The pages and letters show these words as they stand; nobody can soften them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from framdrift.conversations.kinds import Level

LANGUAGES: Final = ("sv", "en")


@dataclass(frozen=True)
class LevelWords:
    """One level in one language.

    `name` is its short name, `promise` the one sentence to remember, `readers` who reads what was said, `company` what
    the employer gets to see, `afterwards` what can be done once it has been said, `not_this` what it does not promise.
    """

    name: str
    promise: str
    readers: str
    company: str
    afterwards: str
    not_this: str


_SV: Final[Mapping[Level, LevelWords]] = {
    Level.OPEN: LevelWords(
        name="Öppet",
        promise="Det du godkänner blir en anteckning som din chef och HR får läsa.",
        readers="Du och den du talar med. När du har godkänt anteckningen läser också din chef och HR den.",
        company="Den godkända anteckningen, med ditt namn, och vad ni har kommit överens om.",
        afterwards="Du läser igenom, rättar och godkänner. Ingenting lämnas vidare innan du har godkänt det.",
        not_this="Det är inte hemligt: tänk på att din chef läser det du godkänner.",
    ),
    Level.HR: LevelWords(
        name="HR eller konsult",
        promise="Din chef läser inte vad du har sagt.",
        readers="Du, den du talar med och HR. Din chef läser det inte.",
        company="De åtaganden som ni har kommit överens om. I övrigt bara sammanställningar för grupper som är stora "
        "nog.",
        afterwards="Du läser igenom, rättar och godkänner. Du kan lägga till något senare och ta tillbaka det du sagt "
        "till dess omgången stängs.",
        not_this="Det är inte anonymt: HR vet vem som har sagt vad.",
    ),
    Level.THIRD_PARTY: LevelWords(
        name="Tredje part",
        promise="Ingen hos din arbetsgivare läser vad du har sagt.",
        readers="Du och byråns samtalsledare, som inte arbetar hos din arbetsgivare.",
        company="Sammanställningar och teman för grupper som är stora nog. Ett citat återges bara med andra ord och om "
        "du tillåter det.",
        afterwards="Du läser igenom, rättar och godkänner. Du kan lägga till något senare och ta tillbaka det du sagt "
        "till dess omgången stängs.",
        not_this="Det är inte anonymt: byråns samtalsledare vet vem du är.",
    ),
    Level.ANONYMOUS: LevelWords(
        name="Anonym länk",
        promise="Ingen vet vem som har svarat, inte heller vi.",
        readers="Byråns samtalsledare läser svaren utan att veta vem som har skrivit dem eller när.",
        company="Sammanställningar och teman för grupper som är stora nog, och bara grovt var i företaget.",
        afterwards="Med ditt kvitto kan du ändra eller ta bort ditt svar till dess omgången stängs. Tappar du bort "
        "kvittot kan ingen hitta svaret åt dig.",
        not_this="Ingen kan höra av sig om det du skriver. Skriv inget som pekar ut dig eller någon annan.",
    ),
}

_EN: Final[Mapping[Level, LevelWords]] = {
    Level.OPEN: LevelWords(
        name="Open",
        promise="What you approve becomes a record that your manager and HR may read.",
        readers="You and the person you talk with. Once you have approved the record, your manager and HR read it too.",
        company="The approved record, with your name, and what you have agreed on.",
        afterwards="You read it through, correct it and approve it. Nothing is passed on before you have approved it.",
        not_this="It is not secret: remember that your manager reads what you approve.",
    ),
    Level.HR: LevelWords(
        name="HR or consultant",
        promise="Your manager does not read what you have said.",
        readers="You, the person you talk with, and HR. Your manager does not read it.",
        company="The commitments that you have agreed on. Otherwise only summaries of groups that are large enough.",
        afterwards="You read it through, correct it and approve it. You can add something later, and take back what "
        "you said until the round closes.",
        not_this="It is not anonymous: HR knows who has said what.",
    ),
    Level.THIRD_PARTY: LevelWords(
        name="Third party",
        promise="Nobody at your employer reads what you have said.",
        readers="You and the agency's interviewers, who do not work for your employer.",
        company="Summaries and themes of groups that are large enough. A quotation is only retold in other words, and "
        "only if you allow it.",
        afterwards="You read it through, correct it and approve it. You can add something later, and take back what "
        "you said until the round closes.",
        not_this="It is not anonymous: the agency's interviewers know who you are.",
    ),
    Level.ANONYMOUS: LevelWords(
        name="Anonymous link",
        promise="Nobody knows who has answered, and neither do we.",
        readers="The agency's interviewers read the answers without knowing who wrote them or when.",
        company="Summaries and themes of groups that are large enough, and only roughly where in the company.",
        afterwards="With your receipt you can change or remove your answer until the round closes. If you lose the "
        "receipt, nobody can find the answer for you.",
        not_this="Nobody can get back to you about what you write. Write nothing that points out you or anybody else.",
    ),
}

LIMITS: Final[Mapping[str, str]] = {
    "sv": "En sak kan ingen lova: den som får veta att någon far illa, till exempel genom trakasserier eller hot, kan "
    "vara skyldig att agera. Händer det säger vi det till dig först. Deltagandet är frivilligt, du kan hoppa över "
    "vilken fråga du vill, och vi frågar inte om hälsa, facklig tillhörighet, tro eller graviditet.",
    "en": "One thing nobody can promise: whoever learns that somebody is being harmed, by harassment or threats for "
    "example, may have a duty to act. If that happens we tell you first. Taking part is voluntary, you may skip any "
    "question, and we do not ask about health, union membership, faith or pregnancy.",
}
"""What cannot be kept confidential at any level, and that taking part is voluntary."""

ANONYMOUS_LIMITS: Final[Mapping[str, str]] = {
    "sv": "Eftersom ingen vet vem du är kan ingen heller hjälpa dig utifrån det du skriver här. Behöver någon agera, "
    "vänd dig till en chef, HR, skyddsombudet eller kontaktpersonen i brevet. Deltagandet är frivilligt, och du kan "
    "hoppa över vilken fråga du vill.",
    "en": "Since nobody knows who you are, nobody can help you on the strength of what you write here. If somebody "
    "needs to act, turn to a manager, HR, the safety representative or the contact named in the letter. Taking part "
    "is voluntary, and you may skip any question.",
}
"""The same for level D, where nobody can be told first."""


def words_of(level: Level | str, language: str) -> LevelWords:
    """What a level means in a language; Swedish where the language is not one of ours."""
    return (_EN if language == "en" else _SV)[Level(level)]


def limits_of(level: Level | str, language: str) -> str:
    """What cannot be kept confidential at a level, and that taking part is voluntary."""
    texts = ANONYMOUS_LIMITS if Level(level) is Level.ANONYMOUS else LIMITS
    return texts["en" if language == "en" else "sv"]


def size_words(n_min: int, language: str) -> str:
    """The promise about small groups that stands on the invitation, with the limit of the programme."""
    if language == "en":
        return f"Nothing is told of groups with fewer than {n_min} answers."
    return f"Inget berättas om grupper med färre än {n_min} svar."
