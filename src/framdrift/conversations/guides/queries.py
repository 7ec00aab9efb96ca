"""What is read of guides. A fixed number of statements each."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from framdrift.conversations.guides.rules import questions_for
from framdrift.conversations.models import Guide, GuideProbe, GuideQuestion, GuideVersion
from framdrift.conversations.scope import visible_guides
from framdrift.organisations.access import Viewer


@dataclass(frozen=True)
class GuideLine:
    """A guide in a list; `version` is the newest number, `is_in_use` whether a programme has frozen one."""

    id: int
    kind: str
    name_sv: str
    name_en: str
    company_name: str
    version: int
    is_in_use: bool
    is_archived: bool

    def name_in(self, language: str) -> str:
        """Its name, in Swedish or English."""
        return self.name_en if language == "en" else self.name_sv


@dataclass(frozen=True)
class ShownProbe:
    """A follow-up in one language."""

    text: str
    position: int


@dataclass(frozen=True)
class ShownQuestion:
    """A question in one language with its own follow-ups, as the person or the interviewer meets it."""

    code: str
    text: str
    is_core: bool
    themes: tuple[str, ...]
    probes: tuple[ShownProbe, ...]


@dataclass(frozen=True)
class ShownGuide:
    """The questions of one talk, and the follow-ups that suit any of them."""

    questions: tuple[ShownQuestion, ...]
    probes: tuple[ShownProbe, ...]

    @property
    def core(self) -> tuple[ShownQuestion, ...]:
        """Always asked."""
        return tuple(one for one in self.questions if one.is_core)

    @property
    def picks(self) -> tuple[ShownQuestion, ...]:
        """What the interviewer picks among."""
        return tuple(one for one in self.questions if not one.is_core)


def guides(viewer: Viewer, *, company_id: int | None = None) -> tuple[GuideLine, ...]:
    """The guides that the viewer may see: the agency's and, where given, one company's. One statement."""
    rows = visible_guides(viewer)
    if company_id is not None:
        rows = rows.filter(Q(company_id=company_id) | Q(company__isnull=True))
    counted = rows.select_related("company").annotate(
        newest=Max("versions__number"), frozen=Count("versions", filter=Q(versions__frozen_at__isnull=False))
    )
    return tuple(
        GuideLine(
            id=row.pk,
            kind=row.kind,
            name_sv=row.name_sv,
            name_en=row.name_en,
            company_name=row.company.name if row.company else "",
            version=row.newest,
            is_in_use=row.frozen > 0,
            is_archived=row.archived_at is not None,
        )
        for row in counted.order_by("archived_at", "kind", "name_sv")
    )


def versions_to_use(viewer: Viewer, *, company_id: int, kind: str) -> QuerySet[GuideVersion]:
    """The newest version of each guide of a kind that suits a company: its own first, then the agency's."""
    fit = visible_guides(viewer).filter(kind=kind, archived_at__isnull=True)
    fit = fit.filter(Q(company_id=company_id) | Q(company__isnull=True))
    newest = fit.annotate(newest=Max("versions__number")).values_list("pk", "newest")
    chosen = Q(pk__in=[])
    for guide_id, number in newest:
        chosen |= Q(guide_id=guide_id, number=number)
    return GuideVersion.objects.filter(chosen).select_related("guide").order_by("guide__company_id", "guide__name_sv")


def newest_version(guide: Guide) -> GuideVersion:
    """The version with the highest number, in use or not. `guide` comes from the viewer's own query. One statement."""
    return guide.versions.order_by("-number")[0]


def shown_guide(version: GuideVersion, *, language: str, asks_own_report: bool = False, moment: str = "") -> ShownGuide:
    """A version as it is met in one talk: what that interviewer may ask at that moment. Two statements."""
    questions = list(version.questions.all())
    probes = list(version.probes.all())
    own: dict[int | None, list[GuideProbe]] = {}
    for probe in probes:
        own.setdefault(probe.question_id, []).append(probe)
    fit = questions_for(questions, asks_own_report=asks_own_report, moment=moment)
    return ShownGuide(
        questions=tuple(_shown(one, own.get(one.pk, []), language) for one in fit),
        probes=_probes(own.get(None, []), language),
    )


def _shown(question: GuideQuestion, probes: list[GuideProbe], language: str) -> ShownQuestion:
    return ShownQuestion(
        question.code,
        question.text_in(language),
        question.is_core,
        tuple(question.themes),
        _probes(probes, language),
    )


def _probes(probes: list[GuideProbe], language: str) -> tuple[ShownProbe, ...]:
    return tuple(ShownProbe(probe.text_in(language), probe.position) for probe in probes)
