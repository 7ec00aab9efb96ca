"""Which talk a commitment came from: sealed with the programme's key, so that a stolen database links it to nobody.

The words of a commitment are for the company to read; whose talk it came from is not. The tie is opened for whoever may
know the talk, by the query that guards its record. It names talk and person, so that it leads nowhere once they are
gone. Where the key is not at hand nobody knows any origin.
"""

from __future__ import annotations

from django.db.models import QuerySet

from framdrift.conversations.answers import dealing, keeping
from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import ProgrammeKey, Talk
from framdrift.conversations.models import Commitment, Invitation
from framdrift.foundation.seal_file import SealRefused


def tie(commitment: Commitment, invitation: Invitation) -> None:
    """Let the row know its talk; the caller saves it, and calls `deal` afterwards. Raises `SealRefused`."""
    lock = keeping.lock_level(invitation.programme)
    hold(lock.pk)
    key = keeping.keys_of([lock.pk])[lock.pk]
    commitment.origin = keeping.sealed_tie(commitment, _named(invitation), key=key)


def hold(programme_id: int) -> None:
    """Let nobody else write ties of this programme in the transaction at hand."""
    ProgrammeKey.objects.select_for_update(no_key=True).filter(pk=programme_id).first()


def deal(programme_id: int) -> None:
    """Seal and write anew, in random order, what came from talks of a programme and the company has not read: neither
    transaction, place in a page nor bytes tell which of them is new. Call it under `hold`, after each write.

    Rows are put back and not changed in place: SQLite lays them within a page in the order in which they came.
    Raises `SealRefused`.
    """
    rows = Commitment.objects.filter(programme=programme_id, origin__isnull=False, told_on=None)
    found = dealing.shuffled(list(rows))
    key = keeping.keys_of([programme_id])[programme_id]
    for row in found:
        row.origin = keeping.sealed_tie(row, keeping.opened_tie(row, key=key), key=key)
    rows.delete()
    Commitment.objects.bulk_create(found)


def led_to(rows: QuerySet[Commitment], among: QuerySet[Invitation]) -> dict[int, Invitation]:
    """Commitment (id) -> the talk it came from, for those of `rows` that came from one of `among`. Four statements.

    Empty where the seal key is not at hand.
    """
    try:
        names = _names(rows.filter(programme__in=among.order_by().values("programme_id")))
    except SealRefused:
        return {}
    wanted = {int(name.partition(" ")[0]) for name in names.values()}
    talks = {_named(one): one for one in among.filter(pk__in=wanted).select_related("employment", "unit")}
    return {number: talks[name] for number, name in names.items() if name in talks}


def origin_of(commitment: Commitment) -> Invitation | None:
    """The talk it came from; None where it came from none, or nobody can know. Four statements."""
    among = Invitation.objects.filter(programme=commitment.programme_id).select_related("programme", "round")
    return led_to(Commitment.objects.filter(pk=commitment.pk), among).get(commitment.pk)


def let_go(among: QuerySet[Invitation]) -> None:
    """Nothing leads from a commitment to these talks any more: what the company has not read goes, the rest stays."""
    Commitment.objects.filter(pk__in=led_to(Commitment.objects.all(), among)).let_go()


def let_go_of_lost() -> None:
    """Let go of ties to talks that are no more, or were taken back while nobody could open a tie. For the night.

    Nothing happens where the seal key is not at hand.
    """
    taken_back = Talk.objects.filter(state=TalkState.WITHDRAWN).values("invitation_id")
    there = Invitation.objects.exclude(pk__in=taken_back)
    try:
        names = _names(Commitment.objects.all())
    except SealRefused:
        return
    standing = {_named(one) for one in there.select_related("employment").only("pk", "employment__pseudonym")}
    Commitment.objects.filter(pk__in=[number for number, name in names.items() if name not in standing]).let_go()


def _names(rows: QuerySet[Commitment]) -> dict[int, str]:
    """Commitment (id) -> the name of its talk, for those that are tied and open. Three statements."""
    found = list(rows.filter(origin__isnull=False).order_by().only("pk", "key", "programme_id", "origin"))
    keys = keeping.keys_of({row.programme_id for row in found})
    return {row.pk: keeping.opened_tie(row, key=keys[row.programme_id]) for row in found if row.programme_id in keys}


def _named(invitation: Invitation) -> str:
    """Always of one length: the number of a talk tells its age."""
    return f"{invitation.pk:020} {invitation.employment.pseudonym}"
