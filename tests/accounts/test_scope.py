"""Reach by prefix: exact, closed by default."""

import pytest
from django.http import Http404

from dengming.accounts.models import User
from dengming.accounts.scope import Everywhere, Grant, NotVisible, Scope, within

READ = frozenset({"read"})


def reader(*prefixes: str) -> Scope:
    return Scope(None, tuple(Grant(prefix, READ) for prefix in prefixes))


@pytest.mark.parametrize("path", ["0001", "00010002", "0001000200030004"])
def test_a_prefix_reaches_its_subtree(path: str) -> None:
    assert reader("0001").reaches(path)


@pytest.mark.parametrize("path", ["0002", "000", "", "00020001"])
def test_a_prefix_reaches_nothing_else(path: str) -> None:
    assert not reader("0001").reaches(path)


def test_nobody_reaches_anything() -> None:
    assert not Scope(None).reaches("0001")
    assert not Scope(None).reaches("")


def test_reading_is_not_writing() -> None:
    scope = Scope(None, (Grant("0001", READ), Grant("00010002", frozenset({"read", "record"}))))
    assert scope.may("record", "000100020003")
    assert not scope.may("record", "0001")


def test_an_exact_grant_reaches_that_place_only() -> None:
    scope = Scope(None, (Grant("0001", READ, exact=True),))
    assert scope.reaches("0001")
    assert not scope.reaches("00010002")
    assert not scope.reaches("000")
    assert (scope.prefixes(), scope.places()) == ((), ("0001",))


def test_an_administrative_duty_does_not_let_its_holder_read() -> None:
    scope = Scope(None, (Grant("", frozenset({"accounts:system"})),))
    assert scope.may("accounts:system")
    assert not scope.reaches("0001")


def test_an_unknown_capability_cannot_be_granted() -> None:
    with pytest.raises(ValueError, match="delete"):
        Grant("0001", frozenset({"delete"}))


def test_prefixes_leave_out_what_lies_inside_another() -> None:
    assert reader("00010002", "0003", "0001", "0003").prefixes() == ("0001", "0003")
    assert reader("0001").prefixes("record") == ()


def test_everywhere_says_why() -> None:
    scope = Everywhere(reason="演示数据")
    assert scope.may("appoint", "0001")
    assert scope.prefixes() == ("",)
    assert scope.name == "系统（演示数据）"
    assert scope.actor is None


def test_a_stranger_gets_404() -> None:
    assert issubclass(NotVisible, Http404)


@pytest.mark.django_db
class TestWithin:
    """The same on rows; user names stand in for paths."""

    @pytest.fixture(autouse=True)
    def rows(self) -> None:
        for path in ("0001", "00010002", "0002", "00020001", "1001"):
            User.objects.create_user(path, name=path)

    def found(self, scope: Scope, capability: str = "read") -> list[str]:
        rows = within(User.objects.all(), scope, field="username", capability=capability)
        return sorted(rows.values_list("username", flat=True))

    def test_a_subtree(self) -> None:
        assert self.found(reader("0001")) == ["0001", "00010002"]

    def test_several_subtrees(self) -> None:
        assert self.found(reader("00010002", "0002")) == ["00010002", "0002", "00020001"]

    def test_single_places_beside_subtrees(self) -> None:
        scope = Scope(None, (Grant("0001", READ, exact=True), Grant("0002", READ)))
        assert self.found(scope) == ["0001", "0002", "00020001"]

    def test_nothing_without_a_grant(self) -> None:
        assert self.found(Scope(None)) == []
        assert self.found(reader("0001"), "record") == []

    def test_everything(self) -> None:
        assert len(self.found(Everywhere(reason="test"))) == 5

    def test_signs_of_like_patterns_are_plain_text(self) -> None:
        assert self.found(reader("%001")) == []
        assert self.found(reader("_001")) == []
