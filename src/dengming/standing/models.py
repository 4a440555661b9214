"""What people decided on the strength of a judgement: colour warnings, and papers on points as they were
read out. States and points themselves are never stored."""

import uuid

from django.conf import settings
from django.db import models

from dengming.calendar.periods import parse_period
from dengming.editions import clock
from dengming.editions.models import FAR_MOMENT
from dengming.facts.models import Source
from dengming.orgs.models import Organisation, Subject
from dengming.records.models import Record


class ColourWarning(models.Model):
    """预警 of one member, confirmed by the branch committee: why it was proposed, and what became of it.

    `reasons`, `points` (hundredths) and `overdue` (duty and period) are as they stood when it was confirmed, under the
    edition `digest`. It sanctions nothing; it ends with the score's period, by facts, or by decision.
    """

    class Stage(models.TextChoices):
        """Where it stands on its way; derived from the moments below, the statements and the day."""

        CONFIRMED = "to-tell", "待告知"
        TOLD = "to-answer", "已告知"
        ANSWERED = "answered", "已说明"
        APPEALED = "appealed", "申诉待处理"
        UPHELD = "upheld", "申诉后维持"
        LIFTED = "lifted", "已解除"
        OVER = "over", "已随周期结束"

    class How(models.TextChoices):
        """How it ended."""

        FACTS = "facts", "事实已不在预警线内"
        DECISION = "decision", "支部研究决定"
        APPEAL = "appeal", "申诉成立"
        REPLACED = "replaced", "改为另一种颜色"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="warnings", verbose_name="党员")
    score = models.CharField(max_length=60, verbose_name="积分办法")
    period = models.CharField(max_length=10, verbose_name="计分周期")
    colour = models.CharField(max_length=6, verbose_name="颜色")
    judged_on = models.DateField(verbose_name="按哪一天")
    points = models.IntegerField(verbose_name="积分（百分之一）")
    overdue = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    meeting = models.CharField(max_length=80, verbose_name="研究的会议")
    met_on = models.DateField(verbose_name="研究日期")
    record = models.ForeignKey(Record, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.BigIntegerField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField(null=True, blank=True, verbose_name="告知日期")
    answer_by = models.DateField(null=True, blank=True, verbose_name="说明和申诉期限")
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.BigIntegerField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decider = models.CharField(max_length=80, blank=True)
    decision = models.CharField(max_length=300, blank=True)
    lifted_at = models.BigIntegerField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_how = models.CharField(max_length=8, choices=How.choices, blank=True)
    lifted_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "预警"
        ordering = ["-confirmed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "score", "period"], condition=models.Q(lifted_at=None), name="one_open_warning"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.colour} {self.period}"

    @property
    def stage(self) -> "ColourWarning.Stage":
        """Where it stands today."""
        stage = self.Stage
        if self.lifted_at is not None:
            return stage.LIFTED
        if self.is_over:
            return stage.OVER
        if self.told_on is None:
            return stage.CONFIRMED
        if self.is_appealed:
            return stage.APPEALED
        if self.decided_at is not None:
            return stage.UPHELD
        return stage.ANSWERED if self.statements.all() else stage.TOLD

    @property
    def is_over(self) -> bool:
        """Whether its period is over: it has ended with it."""
        return parse_period(self.period)[1].last < clock.today()

    @property
    def has_ended(self) -> bool:
        """Whether it stands no more: lifted, or over with its period."""
        return self.lifted_at is not None or self.is_over

    @property
    def is_appealed(self) -> bool:
        """Whether an appeal waits to be settled, be the period over or not."""
        waits = self.lifted_at is None and self.decided_at is None
        return waits and any(it.is_appeal for it in self.statements.all())


class Statement(models.Model):
    """What the member says to a warning, explaining or appealing. Every one is kept: a later one adds or corrects.

    `by_proxy`: entered by the branch for the member, who may add to it in the same days.
    """

    warning = models.ForeignKey(ColourWarning, on_delete=models.PROTECT, related_name="statements")
    text = models.CharField(max_length=500)
    is_appeal = models.BooleanField(default=False)
    by_proxy = models.BooleanField(default=False)
    entered_at = models.BigIntegerField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "说明或申诉"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.warning_id} {self.entered_at}"


class PointsPaper(models.Model):
    """积分情况通报 of a branch for a quarter, as it was read out at a meeting. Nothing of it changes ever after.

    `content` is canonical text and `digest` its SHA-256; `rules_digest` names the edition that it was made under. A
    correction is a paper of its own that names the one it `corrects`. `withdrawn`: the moment it was declared void.
    """

    source = models.OneToOneField(Source, primary_key=True, on_delete=models.PROTECT, related_name="points_paper")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    branch = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="points_papers")
    score = models.CharField(max_length=60, verbose_name="积分办法")
    period = models.CharField(max_length=10, verbose_name="周期")
    version = models.PositiveSmallIntegerField(default=1, verbose_name="第几稿")
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    reason = models.CharField(max_length=200, blank=True, verbose_name="更正原因")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", verbose_name="党员大会")
    read_on = models.DateField(verbose_name="通报日期")
    as_of = models.DateField(verbose_name="积分截止日")
    content = models.TextField()
    digest = models.CharField(max_length=64)
    rules_digest = models.CharField(max_length=64)
    frozen_at = models.BigIntegerField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn = models.BigIntegerField(default=FAR_MOMENT)

    class Meta:
        verbose_name = "积分情况通报"
        ordering = ["-read_on", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["branch", "score", "period", "version"], name="one_paper_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.period} v{self.version}"

    @property
    def is_void(self) -> bool:
        """Whether it was declared void."""
        return bool(self.withdrawn != FAR_MOMENT)
