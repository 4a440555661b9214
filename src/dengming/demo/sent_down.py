"""部署、回执 and 三认领 in the demo district: one task sent down and answered in part, a branch's pledges pasted."""

from datetime import date, timedelta
from typing import Final

from dengming.accounts.scope import Everywhere, Scope
from dengming.demo.accounts import Cast, scope_of
from dengming.demo.desk import ORDINARY, Days, Desk, desks
from dengming.demo.founded import District
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.ledgers.pasting import file_table
from dengming.orgs.models import Subject

SENT, RECEIVED, ANSWERED = 20, 18, 6
"""Days before the demo day."""
AT_MOST: Final = 60
MATTER: Final = "三季度集中补齐组织生活记录"
STANDARD: Final = "7月以来的会议、活动都有记录和签到，缺的在9月25日前补记，写明补记。"
PLEDGES: Final = (
    ("学习任务", "通读党章，在党小组会上领学一次", 20),
    ("为民服务项目", "每周三下午在办事大厅做志愿引导", 60),
    ("先锋岗位责任", "窗口首问负责，不让一个人白跑", 90),
    ("学习任务", "学完《民法典》总则编，交流一次体会", 30),
    ("为民服务项目", "联系两户困难群众，每月走访一次", 100),
    ("先锋岗位责任", "带好一名新入职的同事", 110),
)


def store(district: District, cast: Cast, until: date) -> None:
    """The committee sends a task down; the own branch has listed its pledges, two are taken, one is done."""
    days, committee = Days(until), scope_of(cast.officer)
    if len(district.directs) <= AT_MOST and cast.head != cast.officer:
        task = _sent(days, committee, district)
        for number, desk in enumerate(desks(district, cast)):
            receipt = task.children.filter(subject=desk.subject).first()
            if receipt is not None:
                _answered(days, desk, receipt, number)
    _pledges(days, cast)


def _sent(days: Days, committee: Scope, district: District) -> Entry:
    with days.on(SENT) as day:
        fields = {"matter": MATTER, "standard": STANDARD, "paper": f"区直工委办〔{day.year}〕14号"}
        subject = district.committee.subject
        entry: Entry = file_entry(committee, subject, register="deployment", happened=day, fields=fields)
        sent: Entry = take(committee, entry, step=Step("sent", day, {"paper": fields["paper"]}), seen=entry.step)
    return sent


def _answered(days: Days, desk: Desk, receipt: Entry, number: int) -> None:
    """The demo accounts' own has passed it on; of the others some have answered, some only received it, one not."""
    if number % 5 == 4:
        return
    with days.on(RECEIVED) as day:
        arranged = {"arranged": "党办牵头，各支部自查。"}
        receipt = take(desk.head, receipt, step=Step("received", day, arranged), seen=receipt.step)
        if number == 0 and not desk.is_alone:
            take(desk.head, receipt, step=Step("relayed", day), seen=receipt.step)
            return
    record = desk.record(ORDINARY, days.ago(SENT), days.ago(ANSWERED))
    if number % 5 in (1, 2) and record:
        with days.on(ANSWERED) as day:
            take(desk.head, receipt, step=Step("answered", day, {"record": record}), seen=receipt.step)


def _pledges(days: Days, cast: Cast) -> None:
    """The last is left for somebody to take."""
    scope, subject = scope_of(cast.branch.secretary), cast.branch.organisation.subject
    people = [Subject.objects.get(pk=person) for person in cast.ordinary[: len(PLEDGES) - 1]]
    with days.on(RECEIVED) as day:
        codes = [*(person.code for person in people), *[""] * len(PLEDGES)]
        rows = zip(PLEDGES, codes, strict=False)
        lines = [f"{part}\t{what}\t{day + timedelta(days=ahead)}\t{code}" for (part, what, ahead), code in rows]
        file_table(scope, subject, register="member-pledge", table="\n".join(lines))
    made = list(Entry.objects.filter(register="member-pledge", doer__in=people).order_by("pk"))
    builder = Everywhere(reason="建立演示区")
    with days.on(ANSWERED) as day:
        for number, entry in enumerate(made[1:4]):
            taken = take(builder, entry, step=Step("taken", day, {"member": entry.fields["member"]}), seen=entry.step)
            if number == 0:
                take(builder, taken, step=Step("done", day, {"result": "已做了三次，群众留言两条。"}), seen=taken.step)
