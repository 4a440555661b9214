"""党费: what a member's month is assessed at, what was granted, paid and handed on.

Sums are whole fen. A month is the day number of its first day. Rows live in two times (`entered` ≤ known <
`withdrawn`) and are never changed: a correction withdraws one and adds another.
"""

import uuid

from django.conf import settings
from django.db import models

from dengming.accounts.encryption import EncryptedTextField
from dengming.dues.months import in_words
from dengming.editions.models import FAR_MOMENT
from dengming.facts.models import Source
from dengming.orgs.models import Subject


class Dated(models.Model):
    """What every row has: of which dues, who entered it when, whether and why it was taken back."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dues = models.CharField(max_length=60, verbose_name="党费")
    entered = models.BigIntegerField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn = models.BigIntegerField(default=FAR_MOMENT)
    withdrawn_reason = models.CharField(max_length=200, blank=True, verbose_name="撤回原因")

    class Meta:
        abstract = True

    @property
    def is_living(self) -> bool:
        """Whether it has not been taken back."""
        return self.withdrawn == FAR_MOMENT


class Assessment(Dated):
    """核定: the category, the base and the monthly sum of a member from a month on, until the next one.

    The items of income are never stored; the base is, encrypted, for who assesses anew and for the member. `source` is
    the act, which those of a whole branch share; without one it is older than the facts of assessments.
    """

    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="dues_assessments")
    member = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="dues_assessments")
    branch = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+", verbose_name="核定的党支部")
    category = models.CharField(max_length=60, verbose_name="类别")
    base = EncryptedTextField(blank=True, default="", verbose_name="基数")
    fen = models.BigIntegerField(verbose_name="月交数（分）")
    since = models.IntegerField(verbose_name="自哪个月")
    assessed_on = models.IntegerField(verbose_name="核定日期")
    reason = models.CharField(max_length=200, blank=True, verbose_name="年内变动原因")

    class Meta:
        verbose_name = "党费核定"
        indexes = [models.Index(fields=["member", "since"], name="assessment_by_member")]
        constraints = [
            models.UniqueConstraint(
                fields=["dues", "member", "since"],
                condition=models.Q(withdrawn=FAR_MOMENT),
                name="one_assessment_a_month",
            ),
            models.CheckConstraint(condition=models.Q(fen__gte=0), name="assessed_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.since}"


class Relief(Dated):
    """减免: that a member pays less, or nothing, in these months; the branch studied it, the committee above approved.

    What it was for is not stored, only that it was approved, by whom and by which paper.
    """

    source = models.OneToOneField(Source, primary_key=True, on_delete=models.PROTECT, related_name="dues_relief")
    member = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="dues_reliefs")
    since = models.IntegerField(verbose_name="自哪个月")
    until = models.IntegerField(verbose_name="至哪个月")
    fen = models.BigIntegerField(default=0, verbose_name="减后月交数（分）")
    studied_on = models.IntegerField(verbose_name="支部研究日期")
    approver = models.CharField(max_length=80, verbose_name="批准的上一级党委")
    approved_on = models.IntegerField(verbose_name="批准日期")
    paper = models.CharField(max_length=80, verbose_name="批准文号")

    class Meta:
        verbose_name = "党费减免"
        constraints = [models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="relief_forward")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.since}–{self.until}"


class Payment(Dated):
    """One payment of a member, for one month or several; `extra` is what was freely given beyond them.

    `number` counts the receipts of the branch in the year. `bank` is the mark of the bank's row that it was taken from:
    the same row is not taken twice.
    """

    source = models.OneToOneField(Source, primary_key=True, on_delete=models.PROTECT, related_name="dues_payment")
    member = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="dues_payments")
    branch = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="dues_received")
    paid_on = models.IntegerField(verbose_name="交纳日期")
    extra = models.BigIntegerField(default=0, verbose_name="自愿多交（分）")
    year = models.IntegerField()
    number = models.PositiveIntegerField(verbose_name="收据号")
    reason = models.CharField(max_length=200, blank=True, verbose_name="补交原因")
    bank = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "党费交纳"
        ordering = ["-paid_on", "-number"]
        indexes = [models.Index(fields=["branch", "paid_on"], name="payment_by_branch")]
        constraints = [
            models.UniqueConstraint(fields=["branch", "year", "number"], name="one_receipt_a_number"),
            models.UniqueConstraint(
                fields=["bank"],
                condition=models.Q(withdrawn=FAR_MOMENT) & ~models.Q(bank=""),
                name="a_bank_row_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.paid_on}"

    @property
    def receipt(self) -> str:
        """The number of the receipt, as it is written everywhere: 2020—0083."""
        return f"{self.year}—{self.number:04d}"

    @property
    def covered(self) -> list[int]:
        """The months that it is for."""
        return [line.month for line in self.months.all()]

    @property
    def covered_words(self) -> str:
        """The same in words, which say what it did not pay whole."""
        said, part = in_words(self.covered), [line.month for line in self.months.all() if line.part]
        if not part:
            return said
        return f"{said}的一部分" if part == self.covered else f"{said}，其中{in_words(part)}只交了一部分"

    @property
    def total(self) -> int:
        """All that was paid, in fen."""
        return self.extra + sum(line.fen for line in self.months.all())


class PaidMonth(models.Model):
    """How much of a payment is for which month; `part`: less than the month owed then."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="months")
    member = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    month = models.IntegerField()
    fen = models.BigIntegerField()
    part = models.BooleanField(default=False, verbose_name="只交了一部分")

    class Meta:
        verbose_name = "所交月份"
        ordering = ["month"]
        indexes = [models.Index(fields=["member", "month"], name="paid_by_member")]
        constraints = [
            models.UniqueConstraint(fields=["payment", "month"], name="a_month_once_a_payment"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="paid_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.month}"


class Remittance(Dated):
    """上缴: what an organisation handed on to the one above for a quarter. How much is said by people, never by us."""

    organisation = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="dues_remitted")
    receiver = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="dues_taken_in")
    quarter = models.CharField(max_length=7, verbose_name="季度")
    remitted_on = models.IntegerField(verbose_name="上缴日期")
    fen = models.BigIntegerField(verbose_name="上缴数（分）")
    central = models.BigIntegerField(default=0, verbose_name="其中全部上缴中央的（分）")
    paper = models.CharField(max_length=80, blank=True, verbose_name="凭证号")

    class Meta:
        verbose_name = "党费上缴"
        ordering = ["-remitted_on", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(fen__gt=0), name="remitted_above_zero")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.quarter}"
