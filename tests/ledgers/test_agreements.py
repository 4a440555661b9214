"""责任书: who signs with whom is settled first, one act sends them out, either party files the signing, the check waits
for December."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.editions.actions import settle_parties
from dengming.editions.parties import Parties
from dengming.editions.queries import rules
from dengming.editions.rules import Parameters
from dengming.ledgers.agreements import checked, items_of, more_items, year_of
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.issuing import send
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import send_back
from dengming.ledgers.queries import get_entry
from dengming.ledgers.titles import title_of
from dengming.refusal import Refusal
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, one
from dengming.standing.tasks import tasks
from tests.cast import SYSTEM, Cast, set_clock
from tests.ledgers import agreeing
from tests.ledgers.agreeing import CHECKED, MARCH, REGISTER, SIGNED, YEAR_END, step

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step


def titles(cast: Cast, who: str) -> list[str]:
    return [it.title for it in tasks(cast.scope(who), AsOf.at()) if "责任书" in it.title]


def test_nothing_is_sent_out_before_the_committee_has_said_who_signs(cast: Cast) -> None:
    found = agreeing.round_of(cast)
    with pytest.raises(Refusal, match="双方还没有确定：请先在“本地参数”里写明"):
        step(cast, "eve", found, "sent", grounds=agreeing.PAPER)
    found.refresh_from_db()
    assert (found.stage, Entry.objects.filter(register=REGISTER).count()) == ("drafted", 0)


def test_one_act_sends_each_party_its_agreement_with_the_year_and_the_first_party(cast: Cast) -> None:
    agreeing.settled(leading_body="中共某某区委员会", committee="某某区直机关工委")
    found = step(cast, "eve", agreeing.round_of(cast), "sent", grounds=agreeing.PAPER)
    made = {it.subject.code: (it.fields["year"], it.fields["counterpart"]) for it in found.children.all()}
    district, committee = ("2020", "中共某某区委员会"), ("2020", "某某区直机关工委")
    assert made == {"LB": district, "COMM": committee, "ELSE": committee}  # and never a branch
    with pytest.raises(Refusal, match="没有重复下发"):
        send(cast.scope("eve"), found, register=REGISTER, seen=found.step)


def test_a_kind_that_is_settled_later_gets_its_agreement_without_a_second_for_the_others(cast: Cast) -> None:
    found = agreeing.sent(cast).parent
    assert found is not None
    agreeing.settled(leading_body="中共某某区委员会", committee="某某区直机关工委")
    assert send(cast.scope("eve"), found, register=REGISTER, seen=found.step) == 2
    assert sorted(it.subject.code for it in found.children.all()) == ["COMM", "ELSE", "LB"]


def test_a_year_has_one_round_and_is_a_year(cast: Cast) -> None:
    agreeing.round_of(cast)
    with pytest.raises(FieldRefusal, match="已经登记过“2020”"):
        agreeing.round_of(cast)
    for wrong in ("20", "2020年", "３０２０", "1989", "2101"):
        with pytest.raises(FieldRefusal, match="请写 1990 到 2100 之间的年份"):
            agreeing.round_of(cast, wrong)


def test_a_card_says_for_which_year_it_is(cast: Cast) -> None:
    above = agreeing.round_of(cast)
    assert title_of(above) == f"2020年 {agreeing.PAPER}"
    above.fields = {"year": "2020"}
    assert title_of(above) == "2020年"


def test_it_stands_in_the_task_list_of_the_party_and_either_files_the_signing(cast: Cast) -> None:
    entry = agreeing.sent(cast)
    assert titles(cast, "long") == ["党建目标责任书：核对项目，送签（2020年 区委办〔2020〕7号）"]
    entry = step(cast, "long", entry, "pending")
    assert titles(cast, "long") == ["党建目标责任书：登记签订（2020年 区委办〔2020〕7号）"]
    with pytest.raises(FieldRefusal, match="“盖章件存放处”还没有填"):
        step(cast, "eve", entry, "signed", MARCH, **{**SIGNED, "sealed": ""})
    assert step(cast, "eve", entry, "signed", MARCH, **SIGNED).stage == "signed"
    assert titles(cast, "long") == []


def test_strangers_and_members_do_not_see_it(cast: Cast) -> None:
    entry = agreeing.signed(cast)
    for who in ("charlie", "ann", "bo"):
        with pytest.raises(NotVisible):
            get_entry(cast.scope(who), entry.uid)


def test_the_check_waits_for_december_and_is_the_first_partys(cast: Cast) -> None:
    entry = agreeing.signed(cast)
    with pytest.raises(Refusal, match="2020年12月1日起才办理"):
        step(cast, "long", entry, "self-checked", date(2020, 11, 30), said="廉政谈话4次。")
    assert titles(cast, "long") == []
    set_clock(date(2020, 12, 1))
    assert titles(cast, "long") == ["党建目标责任书：年终自查（2020年 区委办〔2020〕7号）"]
    entry = step(cast, "long", entry, "self-checked", YEAR_END, said="廉政谈话4次。")
    with pytest.raises(PermissionDenied):
        step(cast, "long", entry, "checked", CHECKED, said="廉政谈话4次。", verdict="属实。")
    assert titles(cast, "eve") == ["党建目标责任书：年终核对（2020年 区委办〔2020〕7号）"]


def test_who_took_the_self_check_does_not_check_it(cast: Cast) -> None:
    entry = step(cast, "eve", agreeing.signed(cast), "self-checked", YEAR_END, said="廉政谈话4次。")
    with pytest.raises(Refusal, match="上一步是您办的，不能自己接着核对"):
        step(cast, "eve", entry, "checked", CHECKED, said="廉政谈话4次。", verdict="属实。")
    assert titles(cast, "eve") == []
    entry = send_back(cast.scope("eve"), entry, to="signed", reason="重办。", seen=entry.step)
    entry = step(cast, "long", entry, "self-checked", CHECKED, said="廉政谈话4次。")
    assert step(cast, "eve", entry, "checked", CHECKED, said="廉政谈话4次。", verdict="属实。").stage == "checked"


def test_the_round_ends_when_every_agreement_is_put_away(cast: Cast) -> None:
    entry = agreeing.checked(cast)
    assert entry.parent is not None
    with pytest.raises(Refusal, match="还有 1 件没有办结"):
        step(cast, "eve", entry.parent, "ended", CHECKED)
    step(cast, "long", entry, "ended", CHECKED, archive="档案柜")
    assert step(cast, "eve", entry.parent, "ended", CHECKED).stage == "ended"


def test_a_single_one_may_be_drafted_by_the_committee_alone_and_never_for_a_branch(cast: Cast) -> None:
    set_clock(MARCH)
    above = agreeing.round_of(cast)
    with pytest.raises(PermissionDenied):
        agreeing.drafted(cast, above, who="long")
    with pytest.raises(FieldRefusal, match="不在“党建目标责任书”的登记范围内"):
        agreeing.drafted(cast, above, at="A")
    assert step(cast, "long", agreeing.drafted(cast, above), "pending").stage == "pending"


def test_one_that_is_drafted_by_hand_belongs_to_its_year_and_is_the_only_one(cast: Cast) -> None:
    with pytest.raises(Refusal, match="要从“年度责任书工作”里的一件开始"):
        agreeing.drafted(cast, None)
    above = agreeing.round_of(cast)
    with pytest.raises(FieldRefusal, match="年度请填 2020"):
        agreeing.drafted(cast, above, year="2021")
    entry = agreeing.drafted(cast, above)
    with pytest.raises(Refusal, match="已经有一份“党建目标责任书”"):
        agreeing.drafted(cast, above)
    agreeing.settled(leading_body="中共某某区委员会", committee="某某区直机关工委")
    above = step(cast, "eve", above, "sent", grounds=agreeing.PAPER)
    assert above.children.get(subject=entry.subject) == entry
    assert sorted(it.subject.code for it in above.children.all()) == ["COMM", "ELSE", "LB"]


def signing(cast: Cast) -> Standing | None:
    body = cast.org["LB"].subject
    return one(SYSTEM, AsOf.at(), subject=body, duty_id="sign-responsibility-agreement", period="once")


def test_signing_counts_for_the_leading_body_once_its_owner_is_confirmed(cast: Cast) -> None:
    agreeing.signed(cast)
    assert signing(cast) is None
    agreeing.owner_confirmed(duty="sign-responsibility-agreement")
    found = signing(cast)
    assert found is not None
    assert found.state == "met"


def test_items_are_those_of_the_file_and_what_the_parties_add(cast: Cast) -> None:
    entry = agreeing.signed(cast, "走访困难党员\n\n 办好党建讲堂 ")
    assert [it.id for it in items_of(entry)][:2] == ["study-monthly", "hear-quarterly"]
    assert more_items(entry) == ["走访困难党员", "办好党建讲堂"]
    assert year_of(entry) == 2020


def test_a_check_that_is_sent_back_is_none(cast: Cast) -> None:
    entry = agreeing.checked(cast)
    found = checked(entry)
    assert found is not None
    assert found.on == CHECKED
    send_back(cast.scope("eve"), entry, to="self-checked", reason="漏了两项。", seen=entry.step)
    entry.refresh_from_db()
    assert checked(entry) is None


@pytest.mark.parametrize(
    ("register", "first", "paper", "said"),
    [
        ("problem", {"leading-body": "区委"}, "文", "不是双方签订的"),
        (REGISTER, {"branch": "区委"}, "文", "不能签订"),
        (REGISTER, {"leading-body": " "}, "文", "一类组织也没有填甲方"),
        (REGISTER, {"leading-body": "区委"}, " ", "没有填写依据文号"),
    ],
)
def test_parties_that_cannot_be_are_refused(
    cast: Cast, register: str, first: dict[str, str], paper: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        settle_parties(cast.scope("eve"), register=register, parties=Parties(first, paper))


def test_parties_are_the_committees_to_settle_and_stay_in_the_edition(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        settle_parties(cast.scope("di"), register=REGISTER, parties=Parties({"leading-body": "区委"}, "文"))
    assert "parties" not in rules().parameters.dump()
    agreeing.settled()
    kept = rules().parameters
    assert Parameters.parse(kept.dump()) == kept
    assert kept.parties[REGISTER] == Parties({"leading-body": "中共某某区委员会"}, agreeing.PAPER)
    assert Line.objects.filter(action="parties.settled").count() == 1
