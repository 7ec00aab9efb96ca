"""Guides: copied, adapted, ordered, archived. A version in use stays; the first change after it makes the next one.

Questions are named by their code, since a new version has new rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from framdrift.conversations import events
from framdrift.conversations.guides.queries import newest_version
from framdrift.conversations.guides.rules import free_code, moved
from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import Guide, GuideProbe, GuideQuestion, GuideVersion
from framdrift.conversations.refusals import GuideNeedsQuestions
from framdrift.conversations.scope import require_listener
from framdrift.foundation.announcement import Announcement
from framdrift.foundation.events import record
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Company


@dataclass(frozen=True, kw_only=True)
class QuestionFacts:
    """What is said of one question."""

    text_sv: str
    text_en: str
    is_core: bool = False
    asked_by_manager_ok: bool = True
    moment: str = ""


@transaction.atomic
def add_guide(
    *, kind: TalkKind, name_sv: str, name_en: str, company: Company | None = None, by: Viewer, at: datetime
) -> Guide:
    """A guide without questions, the agency's own or one company's. Raises NotAllowed."""
    require_listener(by)
    guide = Guide.objects.create(kind=kind, name_sv=name_sv, name_en=name_en, company=company)
    GuideVersion.objects.create(guide=guide, number=1, made_at=at)
    _tell(events.GuideAdded(guide_id=guide.pk, company_id=guide.company_id), by, at)
    return guide


@transaction.atomic
def copy_guide(
    *, guide: Guide, name_sv: str, name_en: str, company: Company | None = None, by: Viewer, at: datetime
) -> Guide:
    """A copy of the newest version to adapt, for a company or the agency itself. Raises NotAllowed."""
    require_listener(by)
    copy = Guide.objects.create(kind=guide.kind, name_sv=name_sv, name_en=name_en, company=company, copied_from=guide)
    _copy_version(newest_version(guide), to=GuideVersion.objects.create(guide=copy, number=1, made_at=at))
    _tell(events.GuideAdded(guide_id=copy.pk, company_id=copy.company_id, copied_from_id=guide.pk), by, at)
    return copy


@transaction.atomic
def rename_guide(*, guide: Guide, name_sv: str, name_en: str, by: Viewer, at: datetime) -> None:
    """Another name in both languages; the questions stay as they are. Raises NotAllowed."""
    require_listener(by)
    Guide.objects.filter(pk=guide.pk).update(name_sv=name_sv, name_en=name_en)
    _changed(newest_version(guide), by, at)


@transaction.atomic
def archive_guide(*, guide: Guide, by: Viewer, at: datetime) -> None:
    """Proposed no more; programmes that use it go on. Raises NotAllowed."""
    require_listener(by)
    Guide.objects.filter(pk=guide.pk).update(archived_at=at)
    _tell(events.GuideArchived(guide_id=guide.pk, company_id=guide.company_id), by, at)


@transaction.atomic
def restore_guide(*, guide: Guide, by: Viewer, at: datetime) -> None:
    """Proposed again. Raises NotAllowed."""
    require_listener(by)
    Guide.objects.filter(pk=guide.pk).update(archived_at=None)
    _tell(events.GuideRestored(guide_id=guide.pk, company_id=guide.company_id), by, at)


@transaction.atomic
def add_question(*, guide: Guide, facts: QuestionFacts, by: Viewer, at: datetime) -> GuideQuestion:
    """A question of one's own, last. Raises NotAllowed."""
    version = _draft(guide, by, at)
    taken = set(GuideQuestion.objects.filter(version__guide=guide).values_list("code", flat=True))
    position = version.questions.count() + 1
    question = GuideQuestion.objects.create(
        version=version, code=free_code(taken), position=position, **_columns(facts)
    )
    _changed(version, by, at)
    return question


@transaction.atomic
def change_question(*, guide: Guide, code: str, facts: QuestionFacts, by: Viewer, at: datetime) -> None:
    """Other words or another use of one question. Raises NotAllowed, GuideQuestion.DoesNotExist."""
    version = _draft(guide, by, at)
    question = version.questions.get(code=code)
    for name, value in _columns(facts).items():
        setattr(question, name, value)
    question.save()
    _changed(version, by, at)


@transaction.atomic
def remove_question(*, guide: Guide, code: str, by: Viewer, at: datetime) -> None:
    """Left out from this version on. Raises NotAllowed, GuideNeedsQuestions, GuideQuestion.DoesNotExist."""
    version = _draft(guide, by, at)
    question = version.questions.get(code=code)
    if question.is_core and not version.questions.filter(is_core=True).exclude(pk=question.pk).exists():
        raise GuideNeedsQuestions
    question.delete()
    _changed(version, by, at)


@transaction.atomic
def move_question(*, guide: Guide, code: str, to: int, by: Viewer, at: datetime) -> None:
    """Take a question to the place `to`, counted from 0. Raises NotAllowed, GuideQuestion.DoesNotExist."""
    version = _draft(guide, by, at)
    if not version.questions.filter(code=code).exists():
        raise GuideQuestion.DoesNotExist
    _order(version, moved(list(version.questions.values_list("code", flat=True)), code, to=to))
    _changed(version, by, at)


@transaction.atomic
def add_probe(*, guide: Guide, text_sv: str, text_en: str, code: str = "", by: Viewer, at: datetime) -> GuideProbe:
    """A follow-up at hand, for one question or (without `code`) for any. Raises NotAllowed."""
    version = _draft(guide, by, at)
    question = version.questions.get(code=code) if code else None
    probe = GuideProbe.objects.create(
        version=version, question=question, position=version.probes.count() + 1, text_sv=text_sv, text_en=text_en
    )
    _changed(version, by, at)
    return probe


@transaction.atomic
def remove_probe(*, guide: Guide, position: int, by: Viewer, at: datetime) -> None:
    """The follow-up at this position is left out. Raises NotAllowed."""
    version = _draft(guide, by, at)
    version.probes.filter(position=position).delete()
    for place, probe in enumerate(version.probes.order_by("position"), start=1):
        GuideProbe.objects.filter(pk=probe.pk).update(position=place)
    _changed(version, by, at)


@transaction.atomic
def freeze_version(*, version: GuideVersion, by: Viewer, at: datetime) -> None:
    """The version comes into use. Raises NotAllowed, GuideNeedsQuestions; one that is frozen stays so."""
    require_listener(by)
    if not version.questions.filter(is_core=True).exists():
        raise GuideNeedsQuestions
    if GuideVersion.objects.filter(pk=version.pk, frozen_at=None).update(frozen_at=at):
        guide = version.guide
        _tell(events.GuideVersionFrozen(guide_id=guide.pk, company_id=guide.company_id, version=version.number), by, at)


def _draft(guide: Guide, by: Viewer, at: datetime) -> GuideVersion:
    """The version that may be changed; made as a copy of the one in use where there is none."""
    require_listener(by)
    Guide.objects.select_for_update().get(pk=guide.pk)
    newest = newest_version(guide)
    if newest.frozen_at is None:
        return newest
    draft = GuideVersion.objects.create(guide=guide, number=newest.number + 1, made_at=at)
    _copy_version(newest, to=draft)
    return draft


def _copy_version(version: GuideVersion, *, to: GuideVersion) -> None:
    twins: dict[int, GuideQuestion] = {}
    for question in version.questions.all():
        twins[question.pk] = GuideQuestion.objects.create(
            version=to,
            code=question.code,
            position=question.position,
            text_sv=question.text_sv,
            text_en=question.text_en,
            is_core=question.is_core,
            asked_by_manager_ok=question.asked_by_manager_ok,
            moment=question.moment,
            themes=question.themes,
        )
    GuideProbe.objects.bulk_create(
        GuideProbe(
            version=to,
            question=twins[probe.question_id] if probe.question_id else None,
            position=probe.position,
            text_sv=probe.text_sv,
            text_en=probe.text_en,
        )
        for probe in version.probes.all()
    )


def _columns(facts: QuestionFacts) -> dict[str, object]:
    return {
        "text_sv": facts.text_sv.strip(),
        "text_en": facts.text_en.strip(),
        "is_core": facts.is_core,
        "asked_by_manager_ok": facts.asked_by_manager_ok,
        "moment": facts.moment,
    }


def _order(version: GuideVersion, codes: Sequence[str]) -> None:
    for position, code in enumerate(codes, start=1):
        version.questions.filter(code=code).update(position=position)


def _changed(version: GuideVersion, by: Viewer, at: datetime) -> None:
    guide = version.guide
    _tell(events.GuideChanged(guide_id=guide.pk, company_id=guide.company_id, version=version.number), by, at)


def _tell(announcement: Announcement, by: Viewer, at: datetime) -> None:
    record(announcement, actor=by.pseudonym, at=at)
