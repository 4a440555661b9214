"""Papers of the committee from 起草 to 归档, what people write in them, and what those named answered."""

import uuid

from django.conf import settings
from django.db import models

from dengming.orgs.models import Organisation


class Issue(models.Model):
    """One bulletin of one period. `content` is what was counted at the cut-off; `handed_in` the same with what people
    wrote, while it is on its way to be signed or beyond; `digest` the SHA-256 of the one that counts.

    After it is issued nothing of it changes but that it is archived; `template` is the one that it was issued by. The
    scanned sealed copy (`records.Scan`) is the authoritative one.
    """

    class Stage(models.TextChoices):
        """Where the paper stands."""

        DRAFT = "drafting", "起草"
        FEEDBACK = "feedback", "核实反馈"
        APPROVAL = "approval", "审签"
        SIGNED = "signed", "已审签"
        NUMBERED = "numbered", "已编号"
        ISSUED = "issued", "已印发"
        ARCHIVED = "archived", "已归档"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bulletin = models.CharField(max_length=60, verbose_name="通报")
    period = models.CharField(max_length=10, verbose_name="期间")
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.DRAFT, verbose_name="进度")
    cut_off = models.DateField(verbose_name="数据截止日")
    content = models.JSONField()
    handed_in = models.JSONField(null=True)
    digest = models.CharField(max_length=64)
    rules_digest = models.CharField(max_length=64)
    feedback_until = models.DateField(null=True, blank=True, verbose_name="反馈期限")
    signer = models.CharField(max_length=40, blank=True, verbose_name="签发人")
    number = models.CharField(max_length=60, blank=True, verbose_name="发文字号")
    to = models.CharField(max_length=200, blank=True, verbose_name="主送")
    copies = models.CharField(max_length=200, blank=True, verbose_name="抄送")
    attachment = models.CharField(max_length=200, blank=True, verbose_name="附件")
    issued_on = models.DateField(null=True, blank=True, verbose_name="印发日期")
    template = models.ForeignKey("PaperTemplate", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    archive_note = models.CharField(max_length=120, blank=True, verbose_name="归档（盖章扫描件存放处）")
    drafted_at = models.BigIntegerField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "通报"
        ordering = ["-period", "-pk"]
        constraints = [models.UniqueConstraint(fields=["bulletin", "period"], name="one_issue_per_period")]

    def __str__(self) -> str:
        return f"{self.bulletin} {self.period}"


class Answer(models.Model):
    """What a named organisation said of its own figures, and what the committee made of it.

    `asked` is what it was shown: an answer counts for that only. Rows are added, never changed; the newest of an
    organisation counts, and `reply` is said once.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="answers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked = models.JSONField(default=dict)
    agrees = models.BooleanField(verbose_name="无异议")
    text = models.CharField(max_length=500, blank=True, verbose_name="意见")
    answered_at = models.BigIntegerField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reply = models.CharField(max_length=300, blank=True, verbose_name="处理")

    class Meta:
        verbose_name = "核实反馈"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.organisation}: {'无异议' if self.agrees else self.text}"


class Return(models.Model):
    """A paper that was sent back to be drafted again: from where, why, and what it had got by then. Never changed."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="returns")
    stage = models.CharField(max_length=9, choices=Issue.Stage.choices, verbose_name="退回前的进度")
    reason = models.CharField(max_length=300, verbose_name="退回原因")
    signer = models.CharField(max_length=40, blank=True, verbose_name="签发人")
    number = models.CharField(max_length=60, blank=True, verbose_name="发文字号")
    returned_at = models.BigIntegerField()
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "退回起草"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.issue}: {self.reason}"


class Finding(models.Model):
    """One finding of a part that the system does not count: about one organisation that the paper names, or general."""

    class Source(models.TextChoices):
        """How it was found."""

        CHECK = "check", "现场检查"
        VISIT = "visit", "实地查访"
        HELD = "held", "查阅已有资料"
        FEEDBACK = "feedback", "群众反馈"
        LEAD = "lead", "牵头单位提供"

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="findings")
    part = models.CharField(max_length=60, verbose_name="部分")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="有关党组织"
    )
    text = models.CharField(max_length=500, verbose_name="问题")
    source = models.CharField(max_length=8, choices=Source.choices, verbose_name="怎样发现")
    reference = models.CharField(max_length=120, blank=True, verbose_name="检查计划或备案文号")
    entered_at = models.BigIntegerField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "通报的问题"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.organisation or '综合'}: {self.text}"


class FigureValue(models.Model):
    """A figure that no record gives, entered by people with its source: a ballot, a register, a check."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="values")
    figure = models.CharField(max_length=60, verbose_name="指标")
    numerator = models.PositiveIntegerField(verbose_name="分子")
    denominator = models.PositiveIntegerField(verbose_name="分母")
    source = models.CharField(max_length=120, verbose_name="来源")
    on = models.DateField(verbose_name="来源的日期")
    entered_at = models.BigIntegerField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "填报的指标"
        constraints = [
            models.UniqueConstraint(fields=["issue", "figure"], name="one_value_per_figure"),
            models.CheckConstraint(
                condition=models.Q(denominator__gt=0, numerator__lte=models.F("denominator")), name="value_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure}: {self.numerator}/{self.denominator}"


class PaperTemplate(models.Model):
    """The committee's own Word template of a paper; the newest that was not taken back counts, else the default one."""

    paper = models.CharField(max_length=100, verbose_name="公文")
    name = models.CharField(max_length=160, verbose_name="文件名")
    data = models.BinaryField()
    digest = models.CharField(max_length=64)
    uploaded_at = models.BigIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = "公文模板"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.paper} {self.name}"
