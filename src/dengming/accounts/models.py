"""Users and the journal's two tables."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Lower

if TYPE_CHECKING:
    _Manager = BaseUserManager["User"]
else:
    _Manager = BaseUserManager  # not subscriptable at run time


class UserManager(_Manager):
    """Makes users with a hashed password; None means nobody can sign in until one is set."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user; the caller has checked the password against the policy."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone who signs in. What a user may do comes from posts (`orgs`) and from at most one administrative duty.

    There is no superuser: system, security and audit administration are three duties of three people (三权分立).
    """

    class Administers(models.TextChoices):
        """The three administrative duties; none for nearly everybody."""

        NOTHING = "", "无"
        SYSTEM = "system", "系统管理员"
        SECURITY = "security", "安全管理员"
        AUDIT = "audit", "审计管理员"

    username = models.CharField(
        max_length=40,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        verbose_name="用户名",
        error_messages={"unique": "该用户名已被使用，请换一个。"},
    )
    name = models.CharField(max_length=60, verbose_name="姓名")
    administers = models.CharField(
        max_length=8, choices=Administers.choices, blank=True, default=Administers.NOTHING, verbose_name="管理职责"
    )
    is_active = models.BooleanField(default=True, verbose_name="启用")
    opened = models.DateTimeField(auto_now_add=True, verbose_name="开户时间")

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "账号"
        constraints = [
            models.UniqueConstraint(Lower("username"), name="username_in_any_case"),
            models.CheckConstraint(
                condition=models.Q(administers__in=["", "system", "security", "audit"]), name="one_duty_at_most"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name that pages show."""
        return self.name

    def get_short_name(self) -> str:
        """The same: Chinese names are short."""
        return self.name


class Line(models.Model):
    """One line of the journal: who did what to what, and the digest that ties it to the line before it.

    Append-only by trigger. The actor is kept by number and by name as it was, without a foreign key: the chain must
    outlive the account.
    """

    seq = models.BigIntegerField(primary_key=True, verbose_name="序号")
    at = models.DateTimeField(verbose_name="时间")
    actor = models.BigIntegerField(null=True, db_index=True, verbose_name="账号编号")
    name = models.CharField(max_length=120, verbose_name="操作人")
    action = models.CharField(max_length=60, db_index=True, verbose_name="操作")
    about = models.CharField(max_length=300, verbose_name="对象")
    note = models.TextField(default="{}", verbose_name="附注")
    previous = models.CharField(max_length=64, verbose_name="上一行摘要")
    digest = models.CharField(max_length=64, verbose_name="摘要")

    class Meta:
        verbose_name = "审计日志"
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.about}"


class JournalHead(models.Model):
    """The newest line, sealed, in the one row that writers lock: it orders them and betrays a cut-off tail."""

    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name = "审计日志末行"

    def __str__(self) -> str:
        return f"{self.seq} {self.digest}"
