"""Registers 台账 and the steps of their cases, waivers 免办, and urgings 催办."""

import uuid

from django.conf import settings
from django.db import models

from dengming.facts.models import Source
from dengming.orgs.models import Subject


class Entry(models.Model):
    """One row of a declared register: a line that was filed, such as a monthly report, or a case that is worked on.

    Its content is never stored beyond the declared fields. `parent` is the entry that it belongs to, such as the
    problem behind a claim; `doer` the person to whom the work comes. `step` counts the acts done, so that of two
    people who act at once the second is told; `begun` is what its first step said, `fields` what holds now by it and
    the moves; `grounds` are the overdue duties that the system suggested it by.
    """

    source = models.OneToOneField(Source, primary_key=True, on_delete=models.PROTECT, related_name="entry")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    register = models.CharField(max_length=60, verbose_name="台账")
    part = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=40)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="entries")
    about = models.DateField(verbose_name="所属日期")
    happened = models.DateField(verbose_name="发生日期")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    doer = models.ForeignKey(Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    begun = models.JSONField(default=dict, verbose_name="第一步填的")
    fields = models.JSONField(default=dict)
    grounds = models.JSONField(default=dict, blank=True, verbose_name="系统建议的依据")
    step = models.PositiveIntegerField(default=0)
    entered_at = models.BigIntegerField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.BigIntegerField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "台账"
        ordering = ["-happened"]

    def __str__(self) -> str:
        return f"{self.register} {self.happened}"


class Move(models.Model):
    """What was done with a case: on to the next stage, back with a reason, handed to somebody else, urged, amended.

    Append-only; `fields` is what it said, also of a field that it emptied. `part` is the part that the case was of
    until an amendment changed it; empty where none did.
    """

    class Way(models.TextChoices):
        """Which way it went."""

        ON = "on", "办理"
        BACK = "back", "退回"
        TAKEN_BACK = "undo", "撤回"
        HANDED = "hand", "转办"
        URGED = "urge", "催办"
        AMENDED = "amend", "更正"

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="moves")
    number = models.PositiveIntegerField()
    way = models.CharField(max_length=5, choices=Way.choices)
    before = models.CharField(max_length=40)
    after = models.CharField(max_length=40)
    part = models.CharField(max_length=40, blank=True)
    happened = models.DateField(verbose_name="办理日期")
    fields = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    moved_at = models.BigIntegerField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "台账办理"
        ordering = ["entry", "number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="one_move_a_number")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.number} {self.before}→{self.after}"


class Material(models.Model):
    """A proof of a case: a record or a line that exists already, or a file. Taken away with a trace, never deleted."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="materials")
    proof = models.CharField(max_length=40, verbose_name="材料类别")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160, blank=True, verbose_name="文件名")
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    added_at = models.BigIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.BigIntegerField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "佐证材料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.proof} {self.name or self.source_id}"


class Waiver(models.Model):
    """免办: one duty, one subject, one stretch of days; with the reason, who decided and on which paper."""

    source = models.OneToOneField(Source, primary_key=True, on_delete=models.PROTECT, related_name="waiver")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    duty = models.CharField(max_length=80, verbose_name="事项")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="waivers")
    since = models.DateField(verbose_name="起")
    until = models.DateField(verbose_name="止")
    reason = models.CharField(max_length=300, verbose_name="理由")
    decider = models.CharField(max_length=80, verbose_name="决定人（会议）")
    paper = models.CharField(max_length=80, blank=True, verbose_name="文号")
    granted_at = models.BigIntegerField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.BigIntegerField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "免办"
        ordering = ["-since"]

    def __str__(self) -> str:
        return f"{self.duty} {self.since}–{self.until}"


class Urge(models.Model):
    """催办: that one duty of one subject in one period was urged. It is a notice, never a state; rows of one action
    share `urged_at` and the user."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    duty = models.CharField(max_length=80, verbose_name="事项")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="urges")
    period = models.CharField(max_length=20, verbose_name="周期")
    note = models.CharField(max_length=200, blank=True, verbose_name="附言")
    urged_at = models.BigIntegerField()
    urged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "催办"
        ordering = ["-urged_at", "-pk"]
        indexes = [models.Index(fields=["subject", "urged_at"], name="urge_by_subject")]

    def __str__(self) -> str:
        return f"{self.duty} {self.period}"
