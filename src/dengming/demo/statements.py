"""责任书 in the demo district: who signs with whom, sent out in March, signed but for a few, checked after the year.

What is done on a day is entered on that day, so that the past can be asked for as it was.
"""

from datetime import date

from dengming.accounts.scope import Everywhere, Scope
from dengming.demo.accounts import Cast, scope_of
from dengming.demo.founded import Direct, District
from dengming.demo.layout import Habit
from dengming.editions.actions import settle_parties
from dengming.editions.clock import standing_still, start_of
from dengming.editions.parties import Parties
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.orgs import kinds, spans
from dengming.orgs.models import Subject

FIRST_PARTY = "中共某某区委员会"
SENT, READY, SIGNED, SELF_CHECKED, CHECKED = (3, 2), (3, 9), (3, 18), (12, 21), (1, 18)
"""Month and day of each step; the last one in the next year."""
HOUR = 10 * 3600
MORE = "每半年向区委书面报告1次党组抓机关党建的重点难点问题"
SAID = "廉政谈话、作风检查、党建与业务同部署的情况，见年度述职材料。"


def store(district: District, cast: Cast, until: date) -> None:
    """The last round whose agreements are signed; nothing in a district that is younger, or without a committee."""
    year = until.year if until > date(until.year, *SIGNED) else until.year - 1
    on = date(year, *SENT)
    if cast.head == cast.officer or not spans.holders([kinds.LEADING_BODY], on).exists():
        return
    officer, paper = scope_of(cast.officer), f"区委办〔{year}〕7号（示例）"
    settle_parties(officer, register="responsibility-agreement", parties=Parties({"leading-body": FIRST_PARTY}, paper))
    with standing_still(start_of(on) + HOUR):
        fields = {"year": str(year), "grounds": paper}
        subject = district.committee.subject
        round_ = file_entry(officer, subject, register="agreement-round", happened=on, fields=fields)
    _step(round_, officer, Step("sent", on, {"grounds": paper}))
    made = {it.subject_id: it for it in round_.children.all()}
    for direct in district.directs:
        if direct.leading_body and direct.leading_body.pk in made:
            signed = _sign(direct, made[direct.leading_body.pk], year)
            _check(direct, signed, officer, year, until)


def _scope(direct: Direct) -> Scope:
    """The Party office of the unit where it has an account, else the builder."""
    return scope_of(direct.office) if direct.office else Everywhere(reason="建立演示区")


def _sign(direct: Direct, entry: Entry, year: int) -> Entry:
    """As far as the unit has come: where it lags the agreement waits to be signed, where it is slack to be read."""
    if direct.habit is Habit.SLACK:
        return entry
    more = {"more": MORE} if direct.habit is Habit.GOOD else {}
    entry = _step(entry, _scope(direct), Step("pending", date(year, *READY), more))
    if direct.habit is Habit.BATCH:
        return entry
    said = {
        "paper": f"{year}年度党建目标责任书（区委办责〔{year}〕{direct.plan.number}号）",
        "first-signer": "区委负责人",
        "second-signer": Subject.objects.get(pk=direct.leaders[0]).name,
        "sealed": "机关党委党建档案柜",
    }
    return _step(entry, _scope(direct), Step("signed", date(year, *SIGNED), said))


def _check(direct: Direct, entry: Entry, officer: Scope, year: int, until: date) -> None:
    """Good units check themselves in December, and the committee checks in January, where these days are gone by."""
    by_themselves, by_committee = date(year, *SELF_CHECKED), date(year + 1, *CHECKED)
    if direct.habit is not Habit.GOOD or until <= by_themselves:
        return
    entry = _step(entry, _scope(direct), Step("self-checked", by_themselves, {"said": SAID}))
    if until > by_committee:
        _step(entry, officer, Step("checked", by_committee, {"said": SAID, "verdict": "与活动记录一致。"}))


def _step(entry: Entry, who: Scope, step: Step) -> Entry:
    with standing_still(start_of(step.happened) + HOUR):
        return take(who, entry, step=step, seen=entry.step)
