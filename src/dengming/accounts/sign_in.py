"""Signing in and out, failed attempts and changed passwords leave journal lines too."""

from typing import Any

from allauth.account.signals import password_changed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from dengming.accounts import journal
from dengming.accounts.actions import declare
from dengming.accounts.capabilities import SELF
from dengming.accounts.models import User

SIGNED_IN = declare("session.began", "登录", SELF)
SIGNED_OUT = declare("session.ended", "退出", SELF)
FAILED = declare("session.refused", "登录失败", SELF)
CHANGED = declare("password.changed", "修改密码", SELF)


def _write(action: str, user: User, **note: Any) -> None:
    journal.append([journal.Entry(action, user.username, user.name, user.pk, note)])


@receiver(user_logged_in)
def signed_in(sender: Any, user: User, **_: Any) -> None:
    """A session began."""
    _write(SIGNED_IN.name, user)


@receiver(user_logged_out)
def signed_out(sender: Any, user: User | None, **_: Any) -> None:
    """A session ended by its user; one that ran out leaves no line."""
    if user is not None:
        _write(SIGNED_OUT.name, user)


@receiver(user_login_failed)
def refused(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """A wrong password, with the address it came from.

    What was typed as a user name is kept only when it is one: people type passwords into that field by mistake.
    """
    user = User.objects.filter(username__iexact=credentials.get("username", "")).first()
    address = request.META.get("REMOTE_ADDR", "") if request else ""
    entry = journal.Entry(FAILED.name, user.username if user else "不存在的账号", "未登录", note={"address": address})
    journal.append([entry])


@receiver(password_changed)
def changed(sender: Any, user: User, **_: Any) -> None:
    """The user set a new password."""
    _write(CHANGED.name, user)
