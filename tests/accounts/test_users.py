"""Accounts and the three administrative duties."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dengming.accounts.models import Line, User
from dengming.accounts.scope import Grant, Scope
from dengming.accounts.users import assign_duty, close_account, open_account, reset_password
from dengming.refusal import Refusal

pytestmark = pytest.mark.django_db


def administrator(duty: str) -> Scope:
    actor = User.objects.create_user(duty, name=duty, administers=duty)
    return Scope(actor, (Grant("", frozenset({f"accounts:{duty}"})),))


def test_two_people_make_an_account_usable() -> None:
    user = open_account(administrator("system"), username="lihua", name="李华")
    assert not user.has_usable_password()
    password = reset_password(administrator("security"), user)
    assert User.objects.get(username="lihua").check_password(password)
    assert password not in "".join(Line.objects.values_list("note", flat=True))


def test_no_duty_does_the_work_of_another() -> None:
    system, security, audit = (administrator(duty) for duty in ("system", "security", "audit"))
    user = User.objects.create_user("lihua", name="李华")
    for scope in (security, audit):
        with pytest.raises(PermissionDenied):
            open_account(scope, username="other", name="他人")
        with pytest.raises(PermissionDenied):
            close_account(scope, user)
    for scope in (system, audit):
        with pytest.raises(PermissionDenied):
            reset_password(scope, user)
        with pytest.raises(PermissionDenied):
            assign_duty(scope, user, duty=User.Administers.AUDIT)


def test_a_user_name_is_taken_in_any_case() -> None:
    User.objects.create_user("lihua", name="李华")
    with pytest.raises(Refusal, match="已被使用"):
        open_account(administrator("system"), username="LiHua", name="李华二")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("LIHUA", name="李华三")


def test_nobody_assigns_a_duty_to_oneself() -> None:
    scope = administrator("security")
    assert scope.actor is not None
    with pytest.raises(Refusal, match="不能给自己"):
        assign_duty(scope, scope.actor, duty=User.Administers.SYSTEM)


def test_a_duty_replaces_the_one_before() -> None:
    user = User.objects.create_user("lihua", name="李华", administers="system")
    assign_duty(administrator("security"), user, duty=User.Administers.AUDIT)
    user.refresh_from_db()
    assert user.administers == "audit"


def test_the_database_knows_three_duties_only() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("root", name="超级", administers="all")
