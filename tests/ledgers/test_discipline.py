"""违纪党员处理: for how long a sanction tells on a member, to the day; who sees it; the member's own rights."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.facts.models import Fact
from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.ledgers.effects import effects_of, running_on
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take, take_about_oneself
from dengming.ledgers.queries import counts, entries, get_entry, waiting
from dengming.orgs.actions.people import leave
from dengming.orgs.actions.posts import appoint
from dengming.orgs.posting import NewPost
from dengming.refusal import Refusal
from dengming.web.pages.people.kept import kept_about
from tests.cast import TODAY, Cast
from tests.ledgers.disciplining import PAPER, REGISTER, officers, sanctioned
from tests.ledgers.rectifying import move


@pytest.fixture
def cast(cast: Cast) -> Cast:
    officers(cast)
    return cast


def stretches(entry: Entry) -> list[tuple[str, str]]:
    return [(str(it.since), str(it.until)) for it in effects_of(entry)]


@pytest.mark.parametrize(
    ("part", "decided", "until"),
    [
        ("warning", date(2020, 3, 10), "2021-03-09"),
        ("warning", date(2020, 2, 29), "2021-02-28"),
        ("warning", date(2019, 3, 1), "2020-02-29"),
        ("serious-warning", date(2018, 8, 31), "2020-02-29"),
        ("serious-warning", date(2020, 1, 1), "2021-06-30"),
        ("removal", date(2020, 2, 29), "2022-02-28"),
        ("probation-1", date(2020, 3, 10), "None"),
        ("probation-2", date(2020, 3, 10), "None"),
        ("expulsion", date(2019, 9, 10), "2024-09-09"),
    ],
)
def test_the_period_follows_from_kind_and_day(cast: Cast, part: str, decided: date, until: str) -> None:
    assert stretches(sanctioned(cast, part, decided)) == [(str(decided), until)]


def test_the_last_day_counts_and_the_next_does_not(cast: Cast) -> None:
    ben = sanctioned(cast).subject_id
    assert not list(running_on(ben, date(2020, 3, 9)))
    assert len(list(running_on(ben, date(2020, 3, 10)))) == 1
    assert len(list(running_on(ben, date(2021, 3, 9)))) == 1
    assert not list(running_on(ben, date(2021, 3, 10)))


def test_probation_runs_until_the_rights_are_restored_and_tells_for_two_years_more(cast: Cast) -> None:
    entry = move(cast, "lin", sanctioned(cast, "probation-1", date(2019, 3, 1)), "told", told="2019-03-20")
    assert list(running_on(entry.subject_id, date(2031, 1, 1)))
    entry = move(cast, "lin", entry, "restored", restored="2020-08-31", **{"restored-paper": "机纪〔2020〕80号"})
    assert stretches(entry) == [("2019-03-01", "2020-08-31"), ("2020-08-31", "2022-08-30")]


def test_rights_are_restored_when_the_probation_is_full(cast: Cast) -> None:
    paper = {"restored-paper": "机纪〔2020〕80号"}
    entry = move(cast, "lin", sanctioned(cast, "probation-1", date(2019, 9, 11)), "told", told="2019-09-20")
    with pytest.raises(Refusal, match=r"留党察看一年期满：最早2020年9月11日.*第十二条"):
        move(cast, "lin", entry, "restored", restored="2020-09-10", **paper)
    other = move(cast, "lin", sanctioned(cast, "probation-2", date(2018, 9, 11), "bo"), "told", told="2018-09-20")
    with pytest.raises(Refusal, match="留党察看二年期满：最早2020年9月11日"):
        move(cast, "lin", other, "restored", restored="2020-09-10", **paper)


def test_a_probation_of_one_year_is_prolonged_by_another(cast: Cast) -> None:
    entry = move(cast, "lin", sanctioned(cast, "probation-1", date(2018, 9, 1)), "told", told="2018-09-20")
    said = {"prolonged-from": "2019-09-02", "prolonged-paper": "机纪〔2019〕80号"}
    with pytest.raises(Refusal, match="“延长的起始日期”应是2019年9月1日"):
        move(cast, "lin", entry, "prolonged", **said)
    entry = move(cast, "lin", entry, "prolonged", **{**said, "prolonged-from": "2019-09-01"})
    assert stretches(entry) == [("2018-09-01", "None"), ("2019-09-01", "None")]
    entry = move(cast, "lin", entry, "restored", restored="2020-09-01", **{"restored-paper": "机纪〔2020〕80号"})
    assert stretches(entry)[1:] == [("2019-09-01", "2020-09-01"), ("2020-09-01", "2022-08-31")]


def test_only_probation_restores_rights(cast: Cast) -> None:
    entry = move(cast, "lin", sanctioned(cast), "told", told="2020-03-20")
    with pytest.raises(Refusal, match="不能办这一步"):
        move(cast, "lin", entry, "restored", restored="2020-08-31", **{"restored-paper": "机纪〔2020〕80号"})


def test_what_was_rescinded_or_withdrawn_tells_no_more(cast: Cast) -> None:
    entry = move(cast, "lin", sanctioned(cast), "told", told="2020-03-20")
    entry = move(cast, "lin", entry, "rescinded", **{"changed-paper": "机纪〔2020〕81号"})
    assert stretches(entry) == []
    other = sanctioned(cast, who="bo")
    withdraw_entry(cast.scope("lin"), other, reason="登记有误")
    other.refresh_from_db()
    assert stretches(other) == []


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("lin", True), ("wu", True), ("ben", True), ("charlie", False), ("ann", False),
        ("di", False), ("eve", False), ("bo", False), ("yi", False), ("long", False),
    ],
)  # fmt: skip
def test_who_sees_it(cast: Cast, who: str, sees: bool) -> None:
    entry, scope = move(cast, "lin", sanctioned(cast), "told", told="2020-03-20"), cast.scope(who)
    assert [it.pk for it in entries(scope, register=REGISTER)] == ([entry.pk] if sees else [])
    assert counts(scope).get(REGISTER, 0) == sees
    if sees:
        assert get_entry(scope, entry.uid) == entry
    else:
        with pytest.raises(NotVisible):
            get_entry(scope, entry.uid)


def test_it_waits_only_for_who_may_see_it(cast: Cast) -> None:
    entry = sanctioned(cast)
    assert [it for it, _ in waiting(cast.scope("lin")) if it.register == REGISTER] == [entry]
    for who in ("ann", "di", "eve", "ben", "charlie"):
        assert not [it for it, _ in waiting(cast.scope(who)) if it.register == REGISTER]
    move(cast, "lin", entry, "told", told="2020-03-20")
    for who in ("lin", "ben"):  # an appeal is a right, not a task
        assert not [it for it, _ in waiting(cast.scope(who)) if it.register == REGISTER]


@pytest.mark.parametrize("who", ["ann", "di", "eve", "charlie", "ben"])
def test_nobody_else_files_one_or_learns_that_one_could(cast: Cast, who: str) -> None:
    with pytest.raises(NotVisible):
        file_entry(cast.scope(who), cast.person["bo"].subject, register=REGISTER, happened=TODAY, fields={})


def test_the_member_appeals_and_does_nothing_else(cast: Cast) -> None:
    entry, ben = move(cast, "lin", sanctioned(cast), "told", told="2020-03-20"), cast.scope("ben")
    said = {"appealed": "2020-09-01", "appeal": "变更处分"}
    with pytest.raises(PermissionDenied):
        take_about_oneself(ben, entry, step=Step("rescinded", TODAY, {"changed-paper": "自己写的"}), seen=entry.step)
    with pytest.raises(NotVisible):
        take_about_oneself(cast.scope("bo"), entry, step=Step("appealed", TODAY, said), seen=entry.step)
    entry = take_about_oneself(ben, entry, step=Step("appealed", TODAY, said), seen=entry.step)
    assert (entry.stage, stretches(entry)) == ("appealed", [("2020-03-10", "2021-03-09")])
    entry = move(cast, "lin", entry, "answered", answered="2020-09-10", result="维持")
    assert entry.fields["result"] == "维持"


def test_the_member_sees_it_once_it_was_delivered_and_how_to_appeal(cast: Cast) -> None:
    entry, ben = sanctioned(cast), cast.scope("ben")
    assert kept_about(ben, cast.person["ben"]) == []
    with pytest.raises(NotVisible):
        get_entry(ben, entry.uid)
    entry = move(cast, "lin", entry, "told", told="2020-03-20")
    (kept,) = kept_about(ben, cast.person["ben"])
    assert kept["tells"].startswith("对处分决定不服的，可以提出申诉")
    send_back(cast.scope("lin"), entry, to="decided", reason="告知有误", seen=entry.step)
    assert kept_about(ben, cast.person["ben"]) == []


def test_whose_appeal_was_granted_waits_until_it_is_rescinded(cast: Cast) -> None:
    entry = move(cast, "lin", sanctioned(cast), "told", told="2020-03-20")
    entry = move(cast, "lin", entry, "appealed", appealed="2020-04-01", appeal="撤销处分")
    with pytest.raises(Refusal, match="“申诉结果”是“撤销”，不能办这一步：请办“登记答复（变更、撤销）”"):
        move(cast, "lin", entry, "answered", answered="2020-05-01", result="撤销")
    entry = move(cast, "lin", entry, "overturned", answered="2020-05-01", result="撤销")
    (steps,) = [steps for it, steps in waiting(cast.scope("lin")) if it.register == REGISTER]
    assert [it.id for it in steps] == ["rescinded"]
    assert move(cast, "lin", entry, "rescinded", **{"changed-paper": "机纪〔2020〕81号"}).stage == "rescinded"


def test_an_appeal_entered_by_mistake_goes_back(cast: Cast) -> None:
    entry, ben = move(cast, "lin", sanctioned(cast), "told", told="2020-03-20"), cast.scope("ben")
    said = {"appealed": "2020-09-01", "appeal": "变更处分"}
    entry = take_about_oneself(ben, entry, step=Step("appealed", TODAY, said), seen=entry.step)
    assert send_back(cast.scope("lin"), entry, to="told", reason="本人撤回申诉", seen=entry.step).stage == "told"


def test_the_journal_does_not_say_who_appealed(cast: Cast) -> None:
    entry = move(cast, "lin", sanctioned(cast), "told", told="2020-03-20")
    said = {"appealed": "2020-09-01", "appeal": "变更处分"}
    take_about_oneself(cast.scope("ben"), entry, step=Step("appealed", TODAY, said), seen=entry.step)
    line = Line.objects.latest("seq")
    assert (line.actor, line.name, line.about) == (None, "（不记名）", "受限台账")


def test_an_officer_files_none_about_themselves(cast: Cast) -> None:
    with pytest.raises(Refusal, match="不能登记关于本人的"):
        sanctioned(cast, who="lin")
    assert not Entry.objects.filter(register=REGISTER).exists()


def test_nobody_lets_themselves_in(cast: Cast) -> None:
    eve = cast.person["eve"]
    post = NewPost(eve.pk, "work-committee-discipline", cast.org["WORK"].pk, TODAY)
    with pytest.raises(Refusal, match="不能给自己登记“机关纪检监察工委工作人员”"):
        appoint(cast.scope("eve"), post)
    assert not list(entries(cast.scope("eve"), register=REGISTER))


@pytest.mark.parametrize("said", ["因酒驾被查处的事", "机纪2020年77号", "机纪〔2020〕77号，酒驾"])
def test_no_words_are_taken_for_the_number_of_a_paper(cast: Cast, said: str) -> None:
    fields = {"paper": said, "decided": "2020-03-10"}
    with pytest.raises(FieldRefusal, match="“处分决定文号”只写发文字号"):
        file_entry(
            cast.scope("lin"),
            cast.person["ben"].subject,
            register=REGISTER,
            part="warning",
            happened=TODAY,
            fields=fields,
        )


def test_an_officer_handles_none_about_themselves(cast: Cast) -> None:
    entry = sanctioned(cast, who="lin", by="wu")
    with pytest.raises(Refusal):
        move(cast, "lin", entry, "told", told="2020-03-20")
    assert take(cast.scope("wu"), entry, step=Step("told", TODAY, {"told": "2020-03-20"}), seen=0).stage == "told"


def test_it_makes_no_fact_and_the_journal_names_nobody(cast: Cast) -> None:
    facts = Fact.objects.count()
    entry = move(cast, "lin", sanctioned(cast), "told", told="2020-03-20")
    withdraw_entry(cast.scope("lin"), entry, reason="登记有误")
    assert Fact.objects.count() == facts
    lines = list(Line.objects.order_by("-seq")[:3])
    assert {it.about for it in lines} == {"受限台账"}
    for word in ("ben", "BEN", "sanction", "warning", PAPER, "登记有误", "told"):
        assert not any(word in it.note for it in lines), word


def test_it_stays_with_who_left(cast: Cast) -> None:
    entry = sanctioned(cast, "expulsion", date(2020, 9, 1))
    leave(cast.scope("eve"), cast.person["ben"], on=date(2020, 9, 5))
    assert [it.pk for it in entries(cast.scope("lin"), register=REGISTER)] == [entry.pk]
    assert not entries(cast.scope("charlie"), register=REGISTER).exists()
