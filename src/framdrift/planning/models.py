"""When people can meet: their calendars, what those said, their hours, and what they drew by hand."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framdrift.organisations.models import Account, Company


class CalendarConnection(models.Model):
    """One calendar of one person. `secret` is sealed (foundation.lent_secrets) and never shown again; for a feed it is
    the whole address, which is a key in itself, and `address` says no more than its host.

    `home` is the collection that a CalDAV server led to, or the calendar's id at Microsoft or Google. `mark` is what
    the door needs to ask "has anything changed?"; it holds for times up to `read_until`.
    """

    class Kind(models.TextChoices):
        """The doors."""

        CALDAV = "caldav", "CalDAV"
        FEED = "feed", _("calendar feed (ICS)")
        GRAPH = "graph", "Microsoft 365"
        GOOGLE = "google", "Google Calendar"

    class State(models.TextChoices):
        """How the last reading went."""

        NEW = "new", _("not read yet")
        WORKING = "working", _("works")
        FAILING = "failing", _("cannot be read")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="calendar_connections")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    address = models.CharField(max_length=500)
    user_name = models.CharField(max_length=254, blank=True)
    secret = models.TextField(blank=True)
    home = models.CharField(max_length=500, blank=True)
    is_written = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    connected_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    last_read_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=20, blank=True)
    error_detail = models.CharField(max_length=120, blank=True)
    failing_since = models.DateTimeField(null=True)
    mark = models.CharField(max_length=300, blank=True)
    read_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["connected_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "kind", "address", "user_name"], name="calendar_once"),
            models.UniqueConstraint(fields=["account"], condition=Q(is_written=True), name="calendar_written_one"),
            models.CheckConstraint(
                condition=Q(kind__in=["caldav", "feed", "graph", "google"]), name="calendar_kind_known"
            ),
            models.CheckConstraint(condition=~Q(kind="feed", is_written=True), name="calendar_feed_is_read_only"),
            models.CheckConstraint(
                condition=Q(state="failing", failing_since__isnull=False)
                | Q(state__in=["new", "working"], failing_since__isnull=True),
                name="calendar_failing_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class BusyTime(models.Model):
    """One busy time of a calendar, as last read: when, and the event's UID, so that our own meetings are known again.
    No title, place or names are ever kept."""

    connection = models.ForeignKey(CalendarConnection, on_delete=models.CASCADE, related_name="busy_times")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    uid = models.CharField(max_length=255, blank=True)
    is_tentative = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["connection", "end_at"], name="busy_time_ends")]
        constraints = [models.CheckConstraint(condition=Q(end_at__gt=F("start_at")), name="busy_time_forwards")]

    def __str__(self) -> str:
        return f"{self.start_at}"


class Weekly(models.Model):
    """Hours of one weekday (Monday is 0) on the person's own clock."""

    weekday = models.PositiveSmallIntegerField()
    from_time = models.TimeField()
    to_time = models.TimeField()

    class Meta:
        abstract = True
        ordering = ["weekday", "from_time"]

    def __str__(self) -> str:
        return f"{self.weekday} {self.from_time}"


class WorkingHours(Weekly):
    """When a person can be met; somebody with no row at all keeps ordinary office hours."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="working_hours")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta(Weekly.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="working_hours_weekday"),
            models.CheckConstraint(condition=Q(to_time__gt=F("from_time")), name="working_hours_forwards"),
        ]


class FocusTime(Weekly):
    """When a person is at work and does not want meetings."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="focus_times")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta(Weekly.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="focus_time_weekday"),
            models.CheckConstraint(condition=Q(to_time__gt=F("from_time")), name="focus_time_forwards"),
        ]


class Limits(models.Model):
    """How many meetings a day at most (null: as many as fit), and the minutes kept free around each."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="meeting_limits")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    max_per_day = models.PositiveSmallIntegerField(null=True)
    buffer_minutes = models.PositiveSmallIntegerField(default=15)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(max_per_day__isnull=True) | Q(max_per_day__gte=1), name="limits_some"),
            models.CheckConstraint(condition=Q(buffer_minutes__lte=240), name="limits_buffer_in_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}"


class PaintedWeek(models.Model):
    """A week that a person drew by hand, from its Monday: what was drawn holds instead of the ordinary hours."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="painted_weeks")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    monday_on = models.DateField()
    painted_at = models.DateTimeField()

    class Meta:
        ordering = ["monday_on"]
        constraints = [
            models.UniqueConstraint(fields=["account", "monday_on"], name="painted_week_once"),
            models.CheckConstraint(condition=Q(monday_on__week_day=2), name="painted_week_begins_monday"),
        ]

    def __str__(self) -> str:
        return f"{self.monday_on}"


class HandWindow(models.Model):
    """A free window that was drawn by hand."""

    week = models.ForeignKey(PaintedWeek, on_delete=models.CASCADE, related_name="windows")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="hand_windows")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()

    class Meta:
        ordering = ["start_at"]
        indexes = [models.Index(fields=["account", "end_at"], name="hand_window_ends")]
        constraints = [models.CheckConstraint(condition=Q(end_at__gt=F("start_at")), name="hand_window_forwards")]

    def __str__(self) -> str:
        return f"{self.start_at}"


class CalendarCopy(models.Model):
    """A meeting of ours as it lies in a person's own calendar: where, in which version of the server's (`etag`) and in
    which of ours (`sequence`)."""

    connection = models.ForeignKey(CalendarConnection, on_delete=models.CASCADE, related_name="copies")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    meeting_uid = models.CharField(max_length=255)
    href = models.CharField(max_length=1000)
    etag = models.CharField(max_length=300, blank=True)
    sequence = models.PositiveIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "meeting_uid"], name="calendar_copy_once")]

    def __str__(self) -> str:
        return self.meeting_uid
