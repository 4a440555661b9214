"""The tree: founding, names, moves, merging, splitting, ending; what was stays."""

from datetime import date

import pytest

from dengming.accounts.models import Line
from dengming.editions import clock
from dengming.orgs import spans
from dengming.orgs.actions import organisations, people, restructure
from dengming.orgs.founding import NewOrganisation
from dengming.orgs.history import organisation_history
from dengming.orgs.models import Organisation, Unit
from dengming.orgs.order import in_official_order
from dengming.orgs.tree import subtree_on, where_on
from dengming.refusal import Refusal

from .conftest import ALL, START, District

MOVED = date(2020, 3, 1)


def roles(organisation: Organisation, on: date) -> set[str]:
    return set(spans.roles_of(organisation.pk, on).values_list("role__name", flat=True))


def test_founding_leaves_spans_of_kind_conditions_and_superior(district: District) -> None:
    assert roles(district["CZ"], START) == {"committee", "under", "direct"}
    assert roles(district["CZ1"], START) == {"branch", "under", "with-committee"}
    assert roles(district["CZ1"], date(2017, 12, 31)) == set()


def test_reach_is_the_path_and_for_a_leading_body_that_of_its_seat(district: District) -> None:
    assert district["CZ1"].reach == district["CZ1"].path
    assert district["CZ1"].reach.startswith(district["GW"].reach)
    assert district["DZ"].reach == f"{district['CZ'].reach}~DZ~"
    assert district["DZ"].depth == 1


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (NewOrganisation("CZ1", "又一个", "branch", START, "CZ"), "编号“CZ1”已被使用"),
        (NewOrganisation("X", "某支部", "branch", START), "党支部必须有上级党组织"),
        (NewOrganisation("X", "某小组", "group", START, "CZ"), "党小组不能设在“财政局机关党委”"),
        (NewOrganisation("X", "某支部", "branch", START, "NO"), "没有编号为“NO”的组织"),
        (NewOrganisation("X", "某支部", "cell", START, "CZ"), "没有组织类别“cell”"),
        (NewOrganisation("X", "某支部", "branch", START, "CZ", conditions=("branch",)), "没有组织条件“branch”"),
        (NewOrganisation("X", "某党组", "leading-body", START), "须写明所在单位"),
    ],
)
def test_founding_is_refused_in_one_sentence(district: District, new: NewOrganisation, sentence: str) -> None:
    count = Organisation.objects.count()
    with pytest.raises(Refusal, match=sentence):
        organisations.found(ALL, new)
    assert Organisation.objects.count() == count


def test_a_move_takes_the_subtree_and_keeps_what_was(district: District) -> None:
    restructure.move(ALL, district["CZ1"], parent=district["WL"], on=MOVED, paper="区工委〔2020〕3号")
    moved, group = district["CZ1"], district["CZ11"]
    assert moved.reach.startswith(district["WL"].reach)
    assert group.reach.startswith(moved.reach)
    before, after = where_on(moved, date(2020, 2, 29)), where_on(moved, MOVED)
    assert before is not None
    assert after is not None
    assert (before.code, after.code) == ("CZ", "WL")
    assert group.pk in subtree_on(district["CZ"].pk, date(2020, 2, 29))
    assert group.pk in subtree_on(district["WL"].pk, MOVED)
    assert group.pk not in subtree_on(district["CZ"].pk, MOVED)


def test_what_was_known_before_a_move_stays_known(district: District) -> None:
    restructure.move(ALL, district["CZ1"], parent=district["WL"], on=MOVED)
    knew = clock.end_of(date(2020, 9, 9))
    then, now = where_on(district["CZ1"], MOVED, knew), where_on(district["CZ1"], MOVED)
    assert then is not None
    assert now is not None
    assert (then.code, now.code) == ("CZ", "WL")


def test_a_leading_body_moves_with_its_seat(district: District) -> None:
    other = organisations.found(ALL, NewOrganisation("GW2", "另一工委", "work-committee", START))
    restructure.move(ALL, district["CZ"], parent=other, on=MOVED)
    assert district["DZ"].reach.startswith(other.reach)
    assert roles(district["CZ"], MOVED) == {"committee", "under", "direct"}


@pytest.mark.parametrize(
    ("what", "under", "on", "sentence"),
    [
        ("CZ", "CZ1", MOVED, "不能隶属于"),
        ("CZ1", "CZ", MOVED, "已隶属于"),
        ("CZ1", "GW", date(2017, 1, 1), "早于"),
        ("CZ1", "GW", date(2999, 1, 1), "晚于今天"),
        ("CZ11", "CZ", MOVED, "党小组不能设在"),
        ("DZ", "CZ", MOVED, "不能隶属于"),
    ],
)
def test_a_move_is_refused_in_one_sentence(district: District, what: str, under: str, on: date, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        restructure.move(ALL, district[what], parent=district[under], on=on)


def test_names_of_former_days_are_kept(district: District) -> None:
    organisations.rename(ALL, district["WL"], name="文旅体党总支", since=date(2019, 5, 1), paper="区工委〔2019〕8号")
    assert district["WL"].name == "文旅体党总支"
    events = [(event.on, event.what) for event in organisation_history(ALL, district["WL"])]
    assert (START, "成立“文旅综合党总支”") in events
    assert (date(2019, 5, 1), "更名为“文旅体党总支”") in events
    assert (START, "隶属“区直机关工委”") in events
    with pytest.raises(Refusal, match="更名日期要晚于"):
        organisations.rename(ALL, district["WL"], name="再更名", since=date(2019, 5, 1))


def test_conditions_exclude_each_other(district: District) -> None:
    organisations.set_condition(ALL, district["CZ1"], condition="without-committee", since=MOVED)
    assert "with-committee" in roles(district["CZ1"], date(2020, 2, 29))
    assert roles(district["CZ1"], MOVED) == {"branch", "under", "without-committee"}


def test_an_organisation_with_members_is_not_ended(district: District) -> None:
    member = district.enrol("张三", "CZ2")
    with pytest.raises(Refusal, match="还有 1 名党员"):
        restructure.end(ALL, district["CZ2"], on=MOVED)
    with pytest.raises(Refusal, match="个下级组织"):
        restructure.end(ALL, district["CZ"], on=MOVED)
    people.leave(ALL, member, on=MOVED)
    restructure.end(ALL, district["CZ2"], on=MOVED)
    assert district["CZ2"].ended == MOVED
    assert roles(district["CZ2"], MOVED) == {"branch", "under"}
    assert roles(district["CZ2"], date(2020, 3, 2)) == set()


def test_a_merger_takes_members_over_and_ends_the_branch_on_the_day_before(district: District) -> None:
    member = district.enrol("张三", "CZ1", group="CZ11")
    restructure.merge(ALL, district["CZ2"], sources=[district["CZ1"]], on=MOVED)
    held = {(span.role.name, span.at.code if span.at else "") for span in spans.roles_of(member.pk, MOVED)}
    assert held == {("member", "CZ2")}
    assert district["CZ1"].ended == district["CZ11"].ended == date(2020, 2, 29)
    before = {(span.role.name, span.at.code if span.at else "") for span in spans.roles_of(member.pk, START)}
    assert before == {("member", "CZ1"), ("group-member", "CZ11")}


def test_a_split_founds_a_branch_with_some_of_the_members(district: District) -> None:
    stays, goes = district.enrol("张三", "CZ1"), district.enrol("李四", "CZ1")
    new = NewOrganisation("CZ3", "财政局第三党支部", "branch", MOVED, "CZ")
    restructure.split(ALL, district["CZ1"], new=new, people=[goes.pk])
    homes = {span.subject_id: span.at_id for span in spans.holders("member", MOVED)}
    assert homes == {stays.pk: district["CZ1"].pk, goes.pk: district["CZ3"].pk}
    again = NewOrganisation("CZ4", "财政局第四党支部", "branch", MOVED, "CZ")
    with pytest.raises(Refusal, match="不属于"):
        restructure.split(ALL, district["CZ1"], new=again, people=[goes.pk])
    assert not Organisation.objects.filter(subject__code="CZ4").exists()


def test_every_write_leaves_one_line(district: District) -> None:
    count = Line.objects.count()
    restructure.move(ALL, district["CZ1"], parent=district["WL"], on=MOVED, paper="区工委〔2020〕3号")
    lines = Line.objects.order_by("-seq")
    assert Line.objects.count() == count + 1
    assert (lines[0].action, lines[0].about) == ("organisation.moved", "CZ1 财政局第一党支部 → 文旅综合党总支")


def test_the_official_order_goes_down_the_tree(district: District) -> None:
    Organisation.objects.filter(subject__code="WL").update(ordinal=0)
    codes = [it.code for it in in_official_order(Organisation.objects.select_related("subject"))]
    assert codes == ["GW", "WL", "WL1", "WL2", "CZ", "DZ", "CZ1", "CZ11", "CZ12", "CZ2"]


def test_units_without_a_department_are_in_charge_of_themselves(district: District) -> None:
    assert Unit.objects.get(code="U3").in_charge.name == "区文旅局"
    assert Unit.objects.get(code="U1").in_charge.name == "区财政局"
