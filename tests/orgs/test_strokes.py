"""姓氏笔画: counts as schools teach them, families together, other scripts last; kept in step with the name."""

import pytest

from dengming.orgs.actions import people
from dengming.orgs.models import Subject
from dengming.orgs.queries import members_of
from dengming.orgs.strokes import name_order, strokes_of
from tests.orgs.conftest import ALL, District

COUNTS = {"丁": 2, "马": 3, "王": 4, "邓": 4, "刘": 6, "陈": 7, "张": 7, "郑": 8, "赵": 9, "郭": 10, "黄": 11, "魏": 17}


@pytest.mark.parametrize(("surname", "count"), COUNTS.items())
def test_strokes_are_counted_as_in_mainland_writing(surname: str, count: int) -> None:
    assert strokes_of(surname) == count


def test_official_order_goes_by_surname_then_given_name() -> None:
    wanted = ["丁一", "马超", "王一", "王三", "王建国", "刘洋", "陈二", "欧阳锋", "赵六", "郭靖", "黄蓉", "魏延"]
    assert sorted(reversed(wanted), key=name_order) == wanted


def test_equal_counts_go_by_the_form_of_the_first_stroke() -> None:
    for wanted in (["杜", "李", "杨", "吴", "何", "余", "汪", "沈", "宋", "张", "陈"], ["高", "郭", "唐", "陶"]):
        assert sorted(reversed(wanted), key=name_order) == wanted


def test_families_of_equal_strokes_stay_together() -> None:
    names = ["王永", "毛一", "王丁", "毛泽"]
    assert [name[0] for name in sorted(names, key=name_order)] in (["王", "王", "毛", "毛"], ["毛", "毛", "王", "王"])


def test_other_scripts_come_last_and_dots_do_not_count() -> None:
    assert name_order("Anna") > name_order("龚龚龚龚")
    assert name_order("买买提·吐尔逊") == name_order("买买提吐尔逊")


def test_a_list_of_members_is_in_this_order_then_by_code(district: District) -> None:
    for name, code in (("赵六", "M1"), ("王五", "M4"), ("王五", "M2"), ("丁一", "M3")):
        district.enrol(name, "CZ1", code=code)
    assert [member.code for member in members_of(ALL, district["CZ1"])] == ["M3", "M2", "M4", "M1"]


def test_a_new_name_takes_a_new_place(district: District) -> None:
    member = district.enrol("赵六", "CZ1")
    people.correct_particulars(ALL, member, changes={"name": "丁六"})
    assert Subject.objects.get(pk=member.pk).name_order == name_order("丁六")
