"""The narrow table that judging reads, and the sources that its rows come from."""

import uuid

from django.db import models

from dengming.editions.models import FAR_MOMENT, Word
from dengming.orgs.models import Subject


class Source(models.Model):
    """The saved thing (record, entry, waiver, payment) behind fact rows.

    A source counts once per need, however many rows it has. One that `rests_on` another, as a reading does on the
    meeting, ends with the facts of that one.
    """

    class Sort(models.TextChoices):
        """What kind of thing it is."""

        RECORD = "record", "纪实"
        ENTRY = "entry", "台账"
        WAIVER = "waiver", "免办"
        CHECK = "check", "检查"
        DUES = "dues", "党费"

    sort = models.CharField(max_length=6, choices=Sort.choices)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rests_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="resting")

    class Meta:
        verbose_name = "来源"

    def __str__(self) -> str:
        return f"{self.sort}:{self.uid}"


class Fact(models.Model):
    """Who, in what role, where, with which proofs, how much, for which day, when it happened, when it was known.

    `about` is the day it is attributed to and so the one period it belongs to; `happened` decides in time or late;
    `deadline` is a date that is data (agreed, never computed from a rule); `case` is the entry it opens, extends or
    closes; `quantity` is in hundredths of the declared unit; `proofs` is a bit mask. Append-only: `withdrawn` is
    written once.
    """

    kind = models.ForeignKey(Word, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="facts", db_index=False)
    role = models.SmallIntegerField()
    place = models.SmallIntegerField(default=0)
    proofs = models.BigIntegerField(default=0)
    quantity = models.BigIntegerField(default=0)
    about = models.IntegerField()
    happened = models.IntegerField()
    deadline = models.IntegerField(null=True, blank=True)
    case = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="case_facts")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="facts")
    entered = models.BigIntegerField()
    withdrawn = models.BigIntegerField(default=FAR_MOMENT)

    class Meta:
        verbose_name = "事实"
        indexes = [
            models.Index(
                fields=["kind", "subject", "about", "role", "place", "proofs", "source", "entered", "withdrawn"],
                name="fact_cover",
            ),
            models.Index(fields=["kind", "about"], name="fact_by_day"),
            models.Index(fields=["subject", "about"], name="fact_by_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(withdrawn__gte=models.F("entered")), name="fact_known_forward")
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.subject_id} {self.about}"
