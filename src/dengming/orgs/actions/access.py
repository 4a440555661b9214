"""Accounts of members. Nobody registers oneself."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from dengming.accounts import users
from dengming.accounts.actions import Done, action
from dengming.accounts.models import User
from dengming.accounts.scope import Scope
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Member
from dengming.refusal import Refusal


@dataclass(frozen=True, repr=False)
class GivenAccount:
    """An account tied to a member. `password` works once it is handed over; None where another must issue it."""

    user: User
    password: str | None


@action("member.account-given", label="为党员开立账号", needs="roster", at=lambda member, **_: home_reach(member.pk))
def give_account(scope: Scope, member: Member, *, username: str) -> Done[GivenAccount]:
    """Open an account for a member. What it may do comes from the member's posts.

    Whoever keeps the roster does not also get the password, or could act as the secretary: the security administrator
    issues it (`accounts.users.reset_password`). Commands may do both and get it at once.
    """
    if member.user_id is not None:
        raise Refusal(f"“{member.name}”已有账号，忘记密码请由安全管理员重置。")
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal(f"用户名“{username}”已被使用，请换一个。")
    user = User(username=User.normalize_username(username), name=member.name)
    user.set_unusable_password()
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise Refusal(f"用户名“{username}”不合要求：只能用文字、数字和 @ . + - _，不超过 40 个字符。") from error
    user.save()
    member.user = user
    member.save(update_fields=["user"])
    password = users.reset_password(scope, user) if scope.may("accounts:security") else None
    return Done(GivenAccount(user, password), about=f"{member.code} {member.name}", note={"username": user.username})
