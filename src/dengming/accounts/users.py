"""Writes about accounts. System administration opens and closes them; security administration lets people in.

Neither can do the other's part, so that no single person can make an account and use it.
"""

import secrets
import string

from dengming.accounts.actions import Done, action
from dengming.accounts.models import User
from dengming.accounts.passwords import classes_in
from dengming.accounts.scope import Scope
from dengming.refusal import Refusal

_LETTERS = "".join(sorted(set(string.ascii_letters + string.digits) - set("0O1lI")))  # nothing that is misread on paper
_LENGTH = 12


@action("account.opened", label="开立账号", needs="accounts:system")
def open_account(scope: Scope, *, username: str, name: str) -> Done[User]:
    """A new account that nobody can use yet. Refusal where the user name is taken."""
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal(f"用户名“{username}”已被使用，请换一个。")
    return Done(User.objects.create_user(username, name=name), about=username)


@action("account.closed", label="停用账号", needs="accounts:system")
def close_account(scope: Scope, user: User) -> Done[User]:
    """Nobody signs in with it any more; what it did stays in the journal."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    return Done(user, about=user.username)


@action("account.password-reset", label="重置密码", needs="accounts:security")
def reset_password(scope: Scope, user: User) -> Done[str]:
    """A new random password, to be handed over in person; sessions of the old one end."""
    password = random_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    return Done(password, about=user.username)


@action("account.duty-assigned", label="分配管理职责", needs="accounts:security")
def assign_duty(scope: Scope, user: User, *, duty: User.Administers) -> Done[User]:
    """Give an account one administrative duty in place of any other, or none. Nobody assigns one's own."""
    if scope.actor is not None and scope.actor.pk == user.pk:
        raise Refusal("不能给自己分配管理职责，请由另一位安全管理员办理。")
    user.administers = duty
    user.save(update_fields=["administers"])
    return Done(user, about=user.username, note={"duty": str(duty)})


def random_password() -> str:
    """Twelve characters that meet the password policy."""
    while True:
        password = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        if classes_in(password) >= 3:
            return password
