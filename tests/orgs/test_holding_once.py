"""One identity number, one member: also where two writers passed the check at the same time."""

import pytest
from django.db import IntegrityError, transaction

from dengming.orgs import altering, enrolment
from dengming.orgs.actions import people
from dengming.orgs.models import Member
from dengming.refusal import Refusal
from tests.orgs.conftest import ALL, District

IDENTITY = "11010519491231002X"


def test_the_database_itself_refuses_a_second_holder(district: District) -> None:
    first, second = district.enrol("张三", "CZ1", identity=IDENTITY), district.enrol("李四", "CZ1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=second.pk).update(identity_index=first.identity_index)


def test_any_number_of_members_has_none(district: District) -> None:
    assert district.enrol("张三", "CZ1").identity_index == district.enrol("李四", "CZ1").identity_index == ""


def test_two_at_once_is_one_sentence_and_leaves_nothing(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    district.enrol("张三", "CZ1", identity=IDENTITY)
    monkeypatch.setattr(enrolment, "_check_unique", lambda news, indexes: None)
    with pytest.raises(Refusal, match="身份证号刚由别人登记在另一名党员名下"):
        district.enrol("李四", "CZ1", identity=IDENTITY)
    assert not Member.objects.filter(subject__name="李四").exists()


def test_two_codes_at_once(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    district.enrol("张三", "CZ1", code="M1")
    monkeypatch.setattr(enrolment, "_check_unique", lambda news, indexes: None)
    with pytest.raises(Refusal, match="编号刚被别人用掉"):
        district.enrol("李四", "CZ1", code="M1")


def test_a_correction_at_once(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    district.enrol("张三", "CZ1", identity=IDENTITY)
    other = district.enrol("李四", "CZ1")
    monkeypatch.setattr(altering, "_is_taken", lambda index, member: False)
    with pytest.raises(Refusal, match="另一名党员名下"):
        people.correct_particulars(ALL, other, changes={"identity": IDENTITY})
    assert Member.objects.get(pk=other.pk).identity == ""
