"""The one target of every import: what another system tells becomes candidacies with sound clocks.

Everything told is kept under its outside id. A candidacy's stays, balls and ends are worked out from all that has been
told about it, and only what differs from what stands here is written. So the same file again changes nothing, a
corrected one corrects, and what a source takes back is taken back. What people have done here since is never touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction as database
from django.utils.translation import gettext as _

from framdrift.foundation.dispatch import UNHEARD
from framdrift.foundation.events import record_many
from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.recruiting.actions.transitions_ground import CANDIDACY, TRANSITION, Ground, Site, key_of
from framdrift.recruiting.actions.transitions_people import People
from framdrift.recruiting.actions.transitions_writing import Standing, Writing
from framdrift.recruiting.kinds import Precision
from framdrift.recruiting.models import Candidacy, Candidate, ImportedKey
from framdrift.recruiting.transitions.clocks import Course, Told, course_of
from framdrift.recruiting.transitions.stages import Words
from framdrift.recruiting.transitions.told import Application, Transition, Unread

_NEWEST = 1 << 62
"""Things told now come after those of the same instant told before."""


@dataclass(slots=True)
class Applied:
    """What a batch came to: transitions new, changed (or taken back) and known already; and those refused."""

    added: int = 0
    changed: int = 0
    known: int = 0
    refused: list[Unread] = field(default_factory=list)


@database.atomic
def transition(
    *,
    source: str,
    external_id: str,
    application: Application,
    to_step: str,
    entered_at: datetime,
    by: Viewer,
    at: datetime,
    from_step: str = "",
    left_at: datetime | None = None,
    actor: str = "",
    precision: str = Precision.EXACT,
    raw: dict[str, Any] | None = None,
    removed: bool = False,
) -> Applied:
    """Tell one transition: idempotent on (source, external id). The same id again corrects, `removed` takes back."""
    told = Transition(
        source=source,
        external_id=external_id,
        application=application,
        to_step=to_step,
        entered_at=entered_at,
        from_step=from_step,
        left_at=left_at,
        actor=actor,
        precision=precision,
        raw=raw or {},
        removed=removed,
    )
    ground = Ground(source=source, words=Words({}), by=by, at=at)
    return apply_transitions(told=[told], ground=ground, by=by, at=at)


@database.atomic
def apply_transitions(*, told: Sequence[Transition], ground: Ground, by: Viewer, at: datetime) -> Applied:
    """Tell many transitions of one source, in order: all of them or none. The number of statements does not grow
    with the number of transitions. The events are recorded as history that no reaction hears of."""
    batch = _Batch(told, ground, at=at)
    try:
        batch.apply()
        if not ground.is_trial:  # the log has one writer at a time, who would keep it to the end of the trial
            record_many([(announcement, UNHEARD, happened) for announcement, happened in ground.said])
    except BaseException:
        ground.forget()
        raise
    ground.said.clear()
    return batch.applied


class _Batch:
    """One call of `apply_transitions`."""

    def __init__(self, told: Sequence[Transition], ground: Ground, *, at: datetime) -> None:
        self.applied = Applied()
        self._told = list({key_of(one.external_id): one for one in told}.values())
        self._ground = ground
        self._at = at
        self._keys = self._keys_of(TRANSITION, [one.external_id for one in self._told])

    def apply(self) -> None:
        """Work out what is new, and write the candidacies that it concerns."""
        self._take_back_what_is_left_out()
        news = [one for one in self._told if self._is_news(one) and self._has_happened(one)]
        self.applied.known = len(self._told) - len(news) - len(self.applied.refused)
        if not news:
            return
        standings = self._standings(news)
        by_candidacy: dict[int, list[Transition]] = defaultdict(list)
        for one in news:
            standing = standings.get(key_of(one.application.external_id))
            if standing is not None:
                by_candidacy[id(standing)].append(one)
        chosen = {id(standing): standing for standing in standings.values() if standing is not None}
        self._write([(chosen[number], items) for number, items in by_candidacy.items()])

    def _is_news(self, one: Transition) -> bool:
        key = self._keys.get(key_of(one.external_id))
        if one.removed:
            return key is not None and key.removed_at is None
        if key is None or key.removed_at is not None:
            return True
        if one.precision == Precision.CURRENT_ONLY and key.raw.get("to") == one.to_step:
            return False  # a snapshot tells that somebody stands there; since when, the first one knew best
        return key.digest != one.digest()

    def _take_back_what_is_left_out(self) -> None:
        """Of an application that is told whole, what was told before and is missing now."""
        whole = {key_of(one.application.external_id): one for one in self._told if one.whole}
        if not whole:
            return
        told = {key_of(one.external_id) for one in self._told}
        ids = [key.row_id for key in self._keys_of(CANDIDACY, list(whole)).values()]
        stand = ImportedKey.objects.filter(source=self._ground.source, kind=TRANSITION, row_id__in=ids, removed_at=None)
        for key in stand:
            owner = whole.get(key.external_id.rpartition("|")[0]) or whole.get(key.external_id.partition("|")[0])
            if owner is not None and key.external_id not in told:
                entered = datetime.fromisoformat(key.raw["at"])
                self._told.append(
                    replace(owner, external_id=key.external_id, entered_at=entered, to_step=key.raw["to"], removed=True)
                )
                self._keys[key.external_id] = key

    def _has_happened(self, one: Transition) -> bool:
        if one.entered_at > self._at:
            self.applied.refused.append(one.refused("entered_at", _("This lies in the future.")))
        return one.entered_at <= self._at

    def _keys_of(self, kind: str, ids: Sequence[str]) -> dict[str, ImportedKey]:
        wanted = {key_of(one) for one in ids}
        rows = ImportedKey.objects.filter(source=self._ground.source, kind=kind, external_id__in=wanted)
        return {row.external_id: row for row in rows}

    # --- which candidacies -----------------------------------------------------------------------
    def _standings(self, news: Sequence[Transition]) -> dict[str, Standing | None]:
        """The candidacy of every application by its key; None where nothing may be written to it, which is told."""
        first: dict[str, Transition] = {}
        for one in news:
            first.setdefault(key_of(one.application.external_id), one)
        sites = self._sites(first, news)
        self._ground.hold(sites.values())
        people = People(self._ground, at=self._at)
        found = people.find([one.application for one in first.values()])
        standings = self._known(first, sites, found)
        for key, refusal in self._refusals(first, standings).items():
            standings[key] = None
            for one in news:
                if key_of(one.application.external_id) == key:
                    self.applied.refused.append(one.refused("", refusal))
        return standings

    def _sites(self, first: dict[str, Transition], news: Sequence[Transition]) -> dict[str, Site]:
        """The assignment of each application; a new one was opened when the first thing in it happened."""
        began: dict[tuple[str, str], datetime] = {}
        for one in news:
            job = (one.application.job_id, one.application.job)
            began[job] = min(began.get(job, one.entered_at), one.entered_at)
        return {
            key: self._ground.site(
                one.application, since=min(began[one.application.job_id, one.application.job], self._at)
            )
            for key, one in first.items()
        }

    def _known(
        self, first: dict[str, Transition], sites: dict[str, Site], people: dict[str, Candidate]
    ) -> dict[str, Standing | None]:
        keys = self._keys_of(CANDIDACY, [one.application.external_id for one in first.values()])
        by_id = {row.pk: row for row in _candidacies().filter(pk__in=[key.row_id for key in keys.values()])}
        pairs = _candidacies().filter(
            candidate_id__in=[row.pk for row in people.values()],
            assignment_id__in={site.row.pk for site in sites.values()},
        )
        by_place = {(row.assignment_id, row.candidate_id): row for row in pairs}
        made: dict[tuple[int, int], Standing] = {}
        found: dict[str, Standing | None] = {}
        for key in first:
            place = (sites[key].row.pk, people[key].pk)
            row = by_id.get(keys[key].row_id) if key in keys else None
            row = row or by_place.get(place)
            standing = made.get(place) or Standing(sites[key], people[key], row)
            made[place] = standing
            standing.applications[key] = keys.get(key)
            found[key] = standing
        return found

    def _refusals(self, first: dict[str, Transition], standings: dict[str, Standing | None]) -> dict[str, str]:
        rows = [one.row.pk for one in standings.values() if one is not None and one.row is not None]
        subjects = [f"candidacy:{pk}" for pk in rows]
        touched = set(
            Event.objects.filter(subject__in=subjects).exclude(actor=UNHEARD).values_list("subject", flat=True)
        )
        refused = {}
        for key, standing in standings.items():
            assert standing is not None
            if standing.candidate.erased_at is not None:
                refused[key] = _("This person has been forgotten here and is not taken in again.")
            elif standing.row is not None and f"candidacy:{standing.row.pk}" in touched:
                refused[key] = _("This candidacy has been worked on here since it came; it is left as it is.")
            elif standing.row is not None and standing.row.assignment_id != standing.site.row.pk:
                refused[key] = _("This application is in another assignment here; merge or move it by hand.")
            elif self._ground.is_closed(standing.site):
                refused[key] = _("The assignment has been closed here; nothing is added to it.")
        return refused

    # --- what they come to -----------------------------------------------------------------------
    def _write(self, chosen: Sequence[tuple[Standing, list[Transition]]]) -> None:
        before = self._told_before([standing for standing, _items in chosen])
        writing = Writing(self._ground, at=self._at)
        for standing, items in chosen:
            course = self._course(standing, before.get(standing.row.pk, []) if standing.row else [], items)
            if course is None:
                for one in items:
                    reason = _("Nothing would be left of this candidacy; end it here instead.")
                    self.applied.refused.append(one.refused("", reason))
                continue
            writing.add(standing, course)
            self._keep(standing, items)
        writing.flush()
        self._write_keys(chosen)

    def _told_before(self, standings: Sequence[Standing]) -> dict[int, list[ImportedKey]]:
        ids = [one.row.pk for one in standings if one.row is not None]
        rows = ImportedKey.objects.filter(kind=TRANSITION, row_id__in=ids, removed_at__isnull=True).order_by("pk")
        found: dict[int, list[ImportedKey]] = defaultdict(list)
        for row in rows:
            found[row.row_id].append(row)
        return found

    def _course(self, standing: Standing, before: Sequence[ImportedKey], items: Sequence[Transition]) -> Course | None:
        new = {key_of(one.external_id): one for one in items}
        kept = [key for key in before if key.source != self._ground.source or key.external_id not in new]
        told = [self._meant(standing.site, key.raw, key.pk) for key in kept]
        for number, one in enumerate(items):
            key = self._keys.get(key_of(one.external_id))
            order = key.pk if key is not None else _NEWEST + number
            if not one.removed:
                told.append(self._meant(standing.site, one.kept(), order))
        if not told:
            return None
        return course_of(told, first_step=lambda: self._ground.first_step_id(standing.site))

    def _meant(self, site: Site, kept: dict[str, Any], order: int) -> Told:
        status = kept.get("ends", "") or self._ground.words.stage(kept["to"]).status
        left = kept.get("left")
        return Told(
            at=datetime.fromisoformat(kept["at"]),
            order=order,
            step_id=None if status else self._ground.step_id(site, kept["to"]),
            status=status,
            left_at=datetime.fromisoformat(left) if left else None,
            precision=kept.get("precision", Precision.EXACT),
            reason=kept.get("reason", ""),
        )

    # --- what is remembered of it ----------------------------------------------------------------
    def _keep(self, standing: Standing, items: Sequence[Transition]) -> None:
        for one in items:
            known = key_of(one.external_id) in self._keys
            self.applied.changed += known
            self.applied.added += not known
            standing.items.append(one)

    def _write_keys(self, chosen: Sequence[tuple[Standing, list[Transition]]]) -> None:
        new: list[ImportedKey] = []
        old: list[ImportedKey] = []
        for standing, _items in chosen:
            if standing.row is None:
                continue
            for one in standing.items:
                key = self._keys.get(key_of(one.external_id))
                (new if key is None else old).append(self._key(one, key, standing.row.pk))
            new += [
                ImportedKey(source=self._ground.source, kind=CANDIDACY, external_id=name, row_id=standing.row.pk)
                for name, key in standing.applications.items()
                if key is None
            ]
        ImportedKey.objects.bulk_create(new, batch_size=500)
        ImportedKey.objects.bulk_update(old, ["row_id", "digest", "raw", "removed_at"], batch_size=200)

    def _key(self, one: Transition, key: ImportedKey | None, row_id: int) -> ImportedKey:
        key = key or ImportedKey(source=self._ground.source, kind=TRANSITION, external_id=key_of(one.external_id))
        key.row_id, key.digest, key.raw = row_id, one.digest(), one.kept()
        key.removed_at = self._at if one.removed else None
        return key


def _candidacies() -> Any:
    return Candidacy.objects.select_related("candidate")
