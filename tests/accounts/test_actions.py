"""Actions: permission, one transaction, one line."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.actions import REGISTRY, Declared, Done, action
from dengming.accounts.models import Line, User
from dengming.accounts.scope import Everywhere, Grant, NotVisible, Scope

pytestmark = pytest.mark.django_db
SYSTEM = Everywhere(reason="test")


@pytest.fixture(autouse=True)
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    copy: dict[str, Declared] = {}
    monkeypatch.setattr("dengming.accounts.actions.REGISTRY", copy)


def renaming(needs: str = "record", at: Callable[..., Any] | None = lambda user, **_: user.username) -> Any:
    """An action that renames a user whose user name stands in for a path."""

    @action("user.renamed", label="改名", needs=needs, at=at)
    def rename(scope: Scope, user: User, *, name: str) -> Done[User]:
        user.name = name
        user.save()
        if name == "坏":
            raise ValueError("half way")
        return Done(user, about=user.username, note={"name": name})

    return rename


@pytest.fixture
def user() -> User:
    return User.objects.create_user("00010002", name="原名")


def scope_with(*capabilities: str, prefix: str = "0001") -> Scope:
    actor = User.objects.create_user("secretary", name="王书记")
    return Scope(actor, (Grant(prefix, frozenset(capabilities)),), person=7)


def test_an_allowed_action_writes_and_leaves_one_line(user: User) -> None:
    scope = scope_with("read", "record")
    assert renaming()(scope, user, name="新名") is user
    line = Line.objects.get()
    assert (line.action, line.about, line.name) == ("user.renamed", "00010002", "王书记")
    assert scope.actor is not None
    assert line.actor == scope.actor.pk
    assert line.note == '{"name":"新名"}'


def test_out_of_reach_is_404(user: User) -> None:
    with pytest.raises(NotVisible):
        renaming()(scope_with("read", "record", prefix="0002"), user, name="新名")
    assert not Line.objects.exists()


def test_in_reach_without_the_capability_is_403(user: User) -> None:
    with pytest.raises(PermissionDenied, match="纪实"):
        renaming()(scope_with("read"), user, name="新名")
    user.refresh_from_db()
    assert user.name == "原名"


def test_every_place_needs_the_capability(user: User) -> None:
    both = renaming(at=lambda user, **_: ["00010002", "0002"])
    with pytest.raises(NotVisible):
        both(scope_with("read", "record"), user, name="新名")


def test_no_place_at_all_is_404(user: User) -> None:
    with pytest.raises(NotVisible):
        renaming(at=lambda user, **_: [])(SYSTEM, user, name="新名")


def test_without_a_place_the_whole_installation_is_meant(user: User) -> None:
    waive = renaming(needs="waive", at=None)
    with pytest.raises(PermissionDenied):
        waive(scope_with("read", "waive"), user, name="新名")
    waive(Scope(None, (Grant("", frozenset({"waive"})),)), user, name="新名")
    assert Line.objects.count() == 1


def test_local_parameters_are_one_for_all(user: User) -> None:
    settle = renaming(needs="settle", at=None)
    settle(scope_with("read", "settle"), user, name="新名")
    with pytest.raises(PermissionDenied):
        settle(Scope(None, (Grant("", frozenset({"read"})),)), user, name="又改")


def test_about_oneself_only(user: User) -> None:
    own = renaming(needs="self", at=lambda user, **_: 7)
    own(scope_with("read"), user, name="新名")
    with pytest.raises(NotVisible):
        own(Scope(None, person=8), user, name="新名")
    with pytest.raises(NotVisible):
        own(Scope(None), user, name="新名")


def test_a_failure_leaves_neither_write_nor_line(user: User) -> None:
    with pytest.raises(ValueError, match="half way"):
        renaming()(SYSTEM, user, name="坏")
    user.refresh_from_db()
    assert user.name == "原名"
    assert not Line.objects.exists()


def test_an_action_inside_another_writes_its_own_line(user: User) -> None:
    rename = renaming()

    @action("user.renamed-twice", label="两次改名", needs="record", at=lambda user: user.username)
    def twice(scope: Scope, user: User) -> Done[None]:
        rename(scope, user, name="一")
        with pytest.raises(ValueError, match="half way"):
            rename(scope, user, name="坏")
        return Done(None, about=user.username)

    twice(SYSTEM, user)
    assert list(Line.objects.values_list("seq", "action")) == [(1, "user.renamed"), (2, "user.renamed-twice")]
    user.refresh_from_db()
    assert user.name == "一"


def test_a_failing_outer_action_takes_the_inner_line_with_it(user: User) -> None:
    rename = renaming()

    @action("user.renamed-then-failed", label="失败", needs="record", at=lambda user: user.username)
    def fail(scope: Scope, user: User) -> Done[None]:
        rename(scope, user, name="一")
        raise ValueError("afterwards")

    with pytest.raises(ValueError, match="afterwards"):
        fail(SYSTEM, user)
    assert not Line.objects.exists()
    rename(SYSTEM, user, name="二")
    assert Line.objects.get().seq == 1


@pytest.mark.parametrize(
    "declaration",
    [
        {"name": "x.done", "label": "做", "needs": ""},
        {"name": "x.done", "label": "做", "needs": "everything"},
        {"name": "x.done", "label": "", "needs": "record"},
        {"name": "x.done", "label": "做", "needs": "self"},
    ],
)
def test_an_incomplete_declaration_fails_at_import(declaration: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"x\.done"):
        action(**declaration)  # type: ignore[arg-type]


def test_needs_cannot_be_left_out() -> None:
    with pytest.raises(TypeError, match="needs"):
        action("x.done", label="做")  # type: ignore[call-arg]


def test_a_name_is_taken_once() -> None:
    renaming()
    with pytest.raises(ValueError, match=r"user\.renamed"):
        renaming()


def test_the_real_registry_is_left_alone() -> None:
    assert "user.renamed" not in REGISTRY
