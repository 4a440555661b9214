"""责任书 in the demo district: settled who signs with whom, sent out in March, signed but for a few.

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
from dengming.orgs.models import Subject

FIRST_PARTY = "中共某某区委员会"
PAPER = "区委办〔2020〕7号（示例）"
SENT, READY, SIGNED = (3, 2), (3, 9), (3, 18)
"""Month and day of each step."""
HOUR = 10 * 3600
MORE = "每半年向区委书面报告1次党组抓机关党建的重点难点问题"


def store(district: District, cast: Cast, until: date) -> None:
    """The year's round; nothing in a district without a committee, nor before its agreements are sent out."""
    if cast.head == cast.officer or until <= date(until.year, *SIGNED):
        return
    officer = scope_of(cast.officer)
    settle_parties(officer, register="responsibility-agreement", parties=Parties({"leading-body": FIRST_PARTY}, PAPER))
    on = date(until.year, *SENT)
    with standing_still(start_of(on) + HOUR):
        fields = {"year": str(until.year), "grounds": PAPER}
        subject = district.committee.subject
        round_ = file_entry(officer, subject, register="agreement-round", happened=on, fields=fields)
        take(officer, round_, step=Step("sent", on, {"grounds": PAPER}), seen=round_.step)
    made = {it.subject_id: it for it in round_.children.all()}
    for direct in district.directs:
        if direct.leading_body and direct.leading_body.pk in made:
            _sign(direct, made[direct.leading_body.pk], _scope(direct), until.year)


def _scope(direct: Direct) -> Scope:
    """The Party office of the unit where it has an account, else the builder."""
    return scope_of(direct.office) if direct.office else Everywhere(reason="建立演示区")


def _sign(direct: Direct, entry: Entry, who: Scope, year: int) -> None:
    """As far as the unit has come: where it lags the agreement waits to be signed, where it is slack to be read."""
    if direct.habit is Habit.SLACK:
        return
    ready, signed = date(year, *READY), date(year, *SIGNED)
    more = {"more": MORE} if direct.habit is Habit.GOOD else {}
    entry = _step(entry, who, Step("pending", ready, more))
    if direct.habit is Habit.BATCH:
        return
    said = {
        "paper": f"{year}年度党建目标责任书（区委办责〔{year}〕{direct.plan.number}号）",
        "first-signer": "区委负责人",
        "second-signer": Subject.objects.get(pk=direct.leaders[0]).name,
        "sealed": "机关党委党建档案柜",
    }
    _step(entry, who, Step("signed", signed, said))


def _step(entry: Entry, who: Scope, step: Step) -> Entry:
    with standing_still(start_of(step.happened) + HOUR):
        return take(who, entry, step=step, seen=entry.step)
