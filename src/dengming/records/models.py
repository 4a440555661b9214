"""Activities as people record them: plan, notice, record, confirmation; participation; proofs."""

import uuid
from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.db import models

from dengming.calendar.limits import FIRST_DAY, LAST_DAY
from dengming.calendar.periods import chinese_label
from dengming.facts.models import Source
from dengming.orgs.models import Organisation, Subject


class Record(models.Model):
    """One piece of work, entered once. Only a confirmed record becomes facts.

    `organisation` is the first host, under which the record is filed; all hosts are in `hosts`. `on` is the day it was
    held (or is planned for); `make_up` the period label it makes up for (“补2020年第一季度”), empty otherwise. Moments
    are seconds since 1970: `planned_at` proves the plan, `entered_at` is when the record was first filed,
    `confirmed_at` when it was last confirmed, None while it has no facts: a record under correction keeps both.
    `unread` keeps what was typed into a field and could not be read yet, by field name.
    """

    class Status(models.TextChoices):
        """Where the record stands on its way."""

        DRAFT = "draft", "草稿"
        PLANNED = "planned", "已计划"
        FILED = "filed", "待确认"
        RETURNED = "returned", "已退回"
        CONFIRMED = "confirmed", "已确认"
        WITHDRAWN = "withdrawn", "已撤回"

    source = models.OneToOneField(Source, primary_key=True, on_delete=models.PROTECT, related_name="record")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="records", verbose_name="主办"
    )
    hosts = models.ManyToManyField(Organisation, related_name="hosted", verbose_name="共同主办")
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.DRAFT, verbose_name="状态")
    title = models.CharField(max_length=200, blank=True, verbose_name="主题")
    on = models.DateField(null=True, blank=True, verbose_name="日期")
    starts = models.TimeField(null=True, blank=True, verbose_name="开始时间")
    ends = models.TimeField(null=True, blank=True, verbose_name="结束时间")
    place = models.CharField(max_length=120, blank=True, verbose_name="地点")
    make_up = models.CharField(max_length=10, blank=True, verbose_name="补办周期")
    quantity = models.PositiveIntegerField(default=0, verbose_name="学时（百分之一）")
    agenda = models.TextField(blank=True, verbose_name="议题（议程）")
    resolution = models.TextField(blank=True, verbose_name="决议")
    recorder = models.ForeignKey(
        Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="记录人"
    )
    counted_present = models.PositiveIntegerField(null=True, blank=True, verbose_name="实到人数")
    planned_at = models.BigIntegerField(null=True, blank=True)
    notified_at = models.BigIntegerField(null=True, blank=True)
    entered_at = models.BigIntegerField(null=True, blank=True)
    confirmed_at = models.BigIntegerField(null=True, blank=True)
    created_at = models.BigIntegerField()
    changed_at = models.BigIntegerField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_proxy = models.BooleanField(default=False, verbose_name="代录")
    return_reason = models.CharField(max_length=300, blank=True, verbose_name="退回（撤回）原因")
    version = models.PositiveIntegerField(default=0)
    unread = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = "纪实"
        ordering = ["-on", "-changed_at"]
        indexes = [models.Index(fields=["organisation", "status", "on"], name="record_by_org")]

    def __str__(self) -> str:
        return f"{self.on or '未定日期'} {self.title}"

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        """What earlier versions stored outside the limits is read as typed and not understood: such a draft opens like
        any other, its form shows the day with what is wrong, and the next save puts it right."""
        record = super().from_db(db, field_names, values)
        if {"on", "make_up", "unread", "status"} <= set(field_names):
            _set_apart(record)
        return record


def _set_apart(record: Record) -> None:
    """The day of what is confirmed stays: its facts rest on it."""
    settled = record.status in (Record.Status.CONFIRMED, Record.Status.WITHDRAWN)
    if record.on is not None and not settled and not FIRST_DAY <= record.on <= LAST_DAY:
        record.unread = {"on": record.on.isoformat(), **record.unread}
        record.on = None
    if record.make_up and chinese_label(record.make_up) == record.make_up:  # names no period
        record.unread = {"make_up": record.make_up, **record.unread}
        record.make_up = ""


class RecordKind(models.Model):
    """One kind of activity that the record is, with the parts that were done.

    `planned_at` is when this kind entered the plan: what is added later was not planned then.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="kinds")
    activity = models.CharField(max_length=60)
    parts = models.JSONField(default=list)
    planned_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = "纪实类别"
        constraints = [models.UniqueConstraint(fields=["record", "activity"], name="a_kind_once_per_record")]

    def __str__(self) -> str:
        return self.activity


class RecordText(models.Model):
    """A proof that is typed: minutes, speeches, a lesson."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="texts")
    proof = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        verbose_name = "文字材料"
        constraints = [models.UniqueConstraint(fields=["record", "proof"], name="a_text_once_per_record")]

    def __str__(self) -> str:
        return self.proof


class Participation(models.Model):
    """One person at one record: present, absent, excused or sitting in; the roles taken; the reports given at it.

    The member may confirm or dispute the mark (also through the branch); silence is agreement.
    """

    class Mark(models.TextChoices):
        """Whether the person was there."""

        UNMARKED = "", "未填"
        ATTEND = "attend", "实到"
        ABSENT = "absent", "缺席"
        EXCUSED = "excused", "请假"
        OBSERVE = "observe", "列席"

    class Answer(models.TextChoices):
        """What the member says of the own mark."""

        SILENT = "", "未表态（视为认可）"
        CONFIRMED = "confirmed", "已认可"
        DISPUTED = "disputed", "有异议"
        SETTLED = "settled", "异议已处理"

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="participations")
    mark = models.CharField(max_length=8, choices=Mark.choices, blank=True, default=Mark.UNMARKED)
    reason = models.CharField(max_length=60, blank=True, verbose_name="缺席（请假）原因")
    roles = models.JSONField(default=list)
    reports = models.JSONField(default=dict)
    answer = models.CharField(max_length=9, choices=Answer.choices, blank=True, default=Answer.SILENT)
    answer_note = models.CharField(max_length=200, blank=True)
    answered_at = models.BigIntegerField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "参加情况"
        constraints = [models.UniqueConstraint(fields=["record", "person"], name="a_person_once_per_record")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.mark}"


class Evidence(models.Model):
    """A file kept as proof. Checked by content when taken in; served only through the record's own access check."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="evidence")
    proof = models.CharField(max_length=40)
    name = models.CharField(max_length=160, verbose_name="文件名")
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    uploaded_at = models.BigIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = "佐证文件"

    def __str__(self) -> str:
        return self.name


class Scan(models.Model):
    """The scanned sealed copy 盖章扫描件 of an official paper, which `paper` names by its uid: the authoritative one.

    Rows are only added: the newest of a paper counts; it replaced the one before for its `reason`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    paper = models.UUIDField(verbose_name="公文")
    number = models.PositiveSmallIntegerField(verbose_name="第几份")
    name = models.CharField(max_length=160, verbose_name="文件名")
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=200, blank=True, verbose_name="更换原因")
    uploaded_at = models.BigIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "盖章扫描件"
        ordering = ["paper", "-number"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="one_scan_per_number")]

    def __str__(self) -> str:
        return self.name
