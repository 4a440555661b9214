"""The Party tree, units, members, and spans: who was what, where, from when to when, and since when that is known."""

import uuid

from django.conf import settings
from django.db import models
from treebeard.mp_tree import MP_Node

from dengming.accounts.encryption import EncryptedTextField
from dengming.calendar.days import FAR_DAY
from dengming.editions.models import FAR_MOMENT, Word
from dengming.orgs.strokes import NameOrderField


class Subject(models.Model):
    """A person or an organisation: whatever can owe a duty or appear in a fact. Both share one number space."""

    class Sort(models.TextChoices):
        """Person or organisation."""

        ORG = "org", "组织"
        PERSON = "person", "人员"

    sort = models.CharField(max_length=6, choices=Sort.choices)
    code = models.CharField(max_length=40, unique=True, verbose_name="编号")
    name = models.CharField(max_length=120, verbose_name="名称")
    name_order = NameOrderField(max_length=16, blank=True, default="", editable=False)

    class Meta:
        verbose_name = "主体"
        indexes = [models.Index(fields=["name"], name="subject_by_name")]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An administrative unit 单位 with the department in charge of it 主管部门 (itself where it has none)."""

    code = models.CharField(max_length=40, unique=True, verbose_name="单位编号")
    name = models.CharField(max_length=120, verbose_name="单位名称")
    department = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="subordinates", verbose_name="主管部门"
    )
    ordinal = models.PositiveIntegerField(default=0, verbose_name="排序")

    class Meta:
        verbose_name = "单位"
        ordering = ["ordinal", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def in_charge(self) -> "Unit":
        """The department in charge: problem nine (跨部门) compares these."""
        return self.department or self


class Organisation(MP_Node):
    """A Party organisation or leading body.

    The tree is that of Party subordination today; where an organisation stood on a date is in its spans of role
    `under`. `reach` is the text that access compares: the tree path, or for a leading body, which is in no Party tree,
    the `reach` of the Party organisation at its seat and its own code. `ordinal` is the official order.
    """

    subject = models.OneToOneField(Subject, primary_key=True, on_delete=models.PROTECT, related_name="organisation")
    kind = models.CharField(max_length=40, verbose_name="类别")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, verbose_name="所在单位")
    seat = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="seated")
    reach = models.CharField(max_length=300, db_index=True)
    ordinal = models.PositiveIntegerField(default=0, verbose_name="排序")
    founded = models.DateField(null=True, blank=True, verbose_name="成立日期")
    ended = models.DateField(null=True, blank=True, verbose_name="撤销日期")
    approval = models.CharField(max_length=80, blank=True, verbose_name="设置批复文号")

    class Meta:
        verbose_name = "组织"

    def __str__(self) -> str:
        return self.subject.name

    @property
    def name(self) -> str:
        """The present name; former ones are in `names`."""
        return self.subject.name

    @property
    def code(self) -> str:
        """The public code."""
        return self.subject.code


class OrganisationName(models.Model):
    """A name that the organisation bore from a day on."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=120, verbose_name="名称")
    since = models.DateField(verbose_name="启用日期")
    paper = models.CharField(max_length=80, blank=True, verbose_name="文号")

    class Meta:
        verbose_name = "组织名称沿革"
        ordering = ["since"]

    def __str__(self) -> str:
        return f"{self.name}（{self.since:%Y-%m-%d}起）"


class Member(models.Model):
    """A Party member. Only what the work needs; identity number and phone are optional, encrypted and masked."""

    class Gender(models.TextChoices):
        """GB/T 2261.1-2003."""

        UNKNOWN = "0", "未知"
        MALE = "1", "男"
        FEMALE = "2", "女"
        UNSTATED = "9", "未说明"

    subject = models.OneToOneField(Subject, primary_key=True, on_delete=models.PROTECT, related_name="member")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="member"
    )
    gender = models.CharField(max_length=1, choices=Gender.choices, default=Gender.UNKNOWN, verbose_name="性别")
    ethnicity = models.CharField(max_length=20, blank=True, verbose_name="民族")
    born = models.DateField(null=True, blank=True, verbose_name="出生日期")
    education = models.CharField(max_length=20, blank=True, verbose_name="学历")
    joined = models.DateField(null=True, blank=True, verbose_name="入党日期")
    confirmed = models.DateField(null=True, blank=True, verbose_name="转正日期")
    job = models.CharField(max_length=80, blank=True, verbose_name="工作岗位")
    identity = EncryptedTextField(blank=True, default="", verbose_name="公民身份号码")
    identity_index = models.CharField(max_length=64, blank=True)
    phone = EncryptedTextField(blank=True, default="", verbose_name="手机号码")

    class Meta:
        verbose_name = "党员"
        constraints = [
            models.UniqueConstraint(
                fields=["identity_index"], condition=~models.Q(identity_index=""), name="member_identity_once"
            )
        ]

    def __str__(self) -> str:
        return self.subject.name

    @property
    def name(self) -> str:
        """The member's name."""
        return self.subject.name

    @property
    def code(self) -> str:
        """The public code."""
        return self.subject.code


class Span(models.Model):
    """That a subject had a role (kind, membership, post, flag, leave, contact point), where, and from when to when.

    Two-time and append-only: a correction withdraws a row and adds another. `until` is the last day included.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="spans")
    role = models.ForeignKey(Word, on_delete=models.PROTECT, related_name="+")
    at = models.ForeignKey(Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="spans_here")
    since = models.IntegerField()
    until = models.IntegerField(default=FAR_DAY)
    paper = models.CharField(max_length=80, blank=True, verbose_name="文号")
    entered = models.BigIntegerField()
    withdrawn = models.BigIntegerField(default=FAR_MOMENT)

    class Meta:
        verbose_name = "任职与身份时段"
        indexes = [
            models.Index(fields=["role", "subject", "since", "until", "entered", "withdrawn"], name="span_by_role"),
            models.Index(fields=["subject", "role"], name="span_by_subject"),
            models.Index(fields=["at", "role"], name="span_by_place"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="span_runs_forward"),
            models.CheckConstraint(condition=models.Q(withdrawn__gte=models.F("entered")), name="span_known_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.role_id} {self.since}–{self.until}"
