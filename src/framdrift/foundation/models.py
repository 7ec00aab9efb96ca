"""Rows of the machinery: events, free text, letters, links, closures, deliveries, schedule."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One thing that happened. Rows are only ever added; each carries the hash of the one before."""

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    code = models.CharField(max_length=60)
    actor = models.CharField(max_length=36)
    subject = models.CharField(max_length=40)
    context = models.CharField(max_length=40, blank=True)
    company_id = models.BigIntegerField(null=True)
    data = models.JSONField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["subject", "seq"], name="event_subject"),
            models.Index(fields=["context", "seq"], name="event_context"),
            models.Index(fields=["code", "at"], name="event_code"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.code} {self.subject}"


class FreeText(models.Model):
    """Words that an event speaks of. The chain holds only `digest`; forgetting blanks `salt` and `body`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.CharField(max_length=36, blank=True, db_index=True)
    salt = models.CharField(max_length=32, blank=True)
    body = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(salt="", body=""), name="free_text_erased_is_blank"
            )
        ]

    def __str__(self) -> str:
        return self.body


class Letter(models.Model):
    """An outgoing message. Written with what it announces; claimed before it is sent; never sent twice."""

    class State(models.TextChoices):
        """Where a letter stands; `unknown` was claimed when the machine stopped, and a person must look.

        `joined` travels inside another letter to the same reader.
        """

        HELD = "held"
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        UNKNOWN = "unknown"
        CANCELLED = "cancelled"
        JOINED = "joined"
        BOUNCED = "bounced"

    NOT_THERE = (State.BOUNCED, State.FAILED)
    """States of a letter that did not reach its reader."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    about = models.CharField(max_length=36, blank=True, db_index=True)
    subject_key = models.CharField(max_length=40, blank=True, db_index=True)
    company_id = models.BigIntegerField(null=True)
    to_name = models.CharField(max_length=200, blank=True)
    to_email = models.EmailField()
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    attachments = models.JSONField(default=list)
    message_id = models.CharField(max_length=200, unique=True)
    in_reply_to = models.CharField(max_length=200, blank=True)
    reply_to = models.EmailField(blank=True)
    thread = models.CharField(max_length=80, blank=True, db_index=True)
    manner = models.CharField(max_length=10, blank=True)
    zone = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200, blank=True, db_index=True)
    is_secret = models.BooleanField(default=False)
    content = models.JSONField(default=dict)
    joined_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="joined")
    written_at = models.DateTimeField()
    send_after = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "send_after"], name="letter_due")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="letter_sent_has_instant"
            )
        ]

    def __str__(self) -> str:
        return self.key


class LetterTally(models.Model):
    """How many letters of a group did not arrive, where the letters themselves must not tell: see `untraced`.

    `key` is what they are about and their kind. Never which.
    """

    key = models.CharField(max_length=101, primary_key=True)
    lost = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.key


class LetterWording(models.Model):
    """Words that replace the shipped ones of a kind of letter, agency-wide or for one company; the last row holds.

    Rows are only ever added. `is_shipped` brings the words below back: the agency's, else the shipped ones.
    """

    kind = models.CharField(max_length=60)
    company_id = models.BigIntegerField(null=True)
    language = models.CharField(max_length=2)
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    is_shipped = models.BooleanField(default=False)
    written_by = models.CharField(max_length=36)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "language", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "version"], condition=Q(company_id__isnull=True), name="wording_of_agency"
            ),
            models.UniqueConstraint(
                fields=["kind", "company_id", "language", "version"],
                condition=Q(company_id__isnull=False),
                name="wording_of_company",
            ),
            models.CheckConstraint(condition=Q(is_shipped=True) | ~Q(body=""), name="wording_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.version}"


class Link(models.Model):
    """A personal address. Only the hash of its token is kept; it opens one door for one purpose."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=40)
    context_key = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject_key"], name="link_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_key}"


class Closure(models.Model):
    """A day on which the agency is closed beside the country's own holidays."""

    on = models.DateField(unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class Cursor(models.Model):
    """How far the log of events has been delivered to the reactions."""

    name = models.CharField(max_length=40, primary_key=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.position}"


class MissedReaction(models.Model):
    """A reaction that failed for one event: tried again with growing waits, then shown to a person."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    reaction = models.CharField(max_length=120)
    attempts = models.PositiveSmallIntegerField(default=1)
    next_try_at = models.DateTimeField(null=True)
    error = models.TextField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "reaction"], name="missed_reaction_once")]

    def __str__(self) -> str:
        return f"{self.reaction} {self.event_id}"


class ScheduledJob(models.Model):
    """When a job of config/schedule.py runs next; claimed by a conditional update so that it runs once."""

    name = models.CharField(max_length=80, primary_key=True)
    next_run_at = models.DateTimeField()
    last_run_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """The last sign of life from a worker."""

    name = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Erasure(models.Model):
    """A person forgotten, by pseudonym only; kept so that a restored backup can forget again."""

    pseudonym = models.CharField(max_length=36, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.pseudonym


class OneTimeCode(models.Model):
    """A code that was mailed and is typed by the person, for one purpose, subject and browser. Never kept itself.

    `kept` is what the person asked for, done when the code is right; it goes with the code.
    """

    purpose = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=40)
    browser = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    kept = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    spent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject_key", "purpose", "made_at"], name="one_time_code_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_key}"


class SealedKey(models.Model):
    """A key that seals words, wrapped by the key whose `mark` this is. Deleting the row erases what it sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped = models.BinaryField()
    mark = models.CharField(max_length=9)

    def __str__(self) -> str:
        return str(self.pk)
