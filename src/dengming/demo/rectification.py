"""整改 in the demo district: nine problems published, claimed or found not to concern, rows in every stage.

What is done on a day is entered on that day, so that the past can be asked for as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from dengming.accounts.scope import Everywhere, Scope
from dengming.calendar.days import day_of
from dengming.demo.accounts import Cast, scope_of
from dengming.demo.founded import Direct, District
from dengming.demo.rectification_texts import NOT_CONCERNED, ROWS, Text
from dengming.editions.clock import standing_still, start_of
from dengming.editions.models import FAR_MOMENT
from dengming.facts.models import Fact
from dengming.ledgers import presets
from dengming.ledgers.actions import file_entry
from dengming.ledgers.handling import urge
from dengming.ledgers.issuing import send
from dengming.ledgers.materials import link
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take
from dengming.orgs.models import Subject

PUBLISHED, CLAIMED, PLANNED, APPROVED, CHECKED, CLOSED, AGAIN = 66, 58, 50, 48, 20, 12, 5
"""How many days before the demo date each step was taken."""
HOUR = 10 * 3600
ENDS = ("drafted", "approved", "approved", "effective", "checked", "closed", "closed", "rechecked", "again")
"""Where the rows of an organisation stand, one after another."""
SELF_CHECKS = (
    ("found", "found", "第一党支部5月也有1次漏记。"),
    ("none", "looked", "逐个支部查看上半年记录，没有发现。"),
    ("none", "looked", "抽查三个支部的会议记录和签到，齐全。"),
)
VERDICTS = ("佐证齐全，同意销号。", "抽查记录与佐证一致，同意销号。", "已按措施落实，同意销号。")


@dataclass
class _Maker:
    """Who acts in the demo: the committee, and the organisations, for whom the builder acts where no account is."""

    district: District
    cast: Cast
    until: date
    made: list[Entry] = field(default_factory=list)

    def on(self, ago: int) -> date:
        """So many days before, but of this year."""
        return max(self.until - timedelta(days=ago), date(self.until.year, 1, 1))

    def scope(self, direct: Direct) -> Scope:
        """The organisation's secretary where the demo has the account, else the builder."""
        own = direct is self.cast.direct and bool(direct.board)
        return scope_of(direct.board[0]) if own else Everywhere(reason="建立演示区")

    def step(self, entry: Entry, who: Scope, ago: int, stage: str, **fields: str) -> Entry:
        """One step of an entry on a day."""
        on = self.on(ago)
        with standing_still(start_of(on) + HOUR):
            return take(who, entry, step=Step(stage, on, fields), seen=entry.step)


def store(district: District, cast: Cast, until: date) -> None:
    """Nothing in a district without a committee of two: what is closed is closed by somebody else."""
    if cast.head == cast.officer or not district.directs:
        return
    maker = _Maker(district, cast, until)
    officer = scope_of(cast.officer)
    with standing_still(start_of(maker.on(PUBLISHED)) + HOUR):
        presets.file_missing(officer, district.committee.subject, register="problem")
    problems = [
        maker.step(it, officer, PUBLISHED, "published", paper="《关于2019年基层党建问题整改工作方案》")
        for it in sorted(Entry.objects.filter(register="problem"), key=lambda it: it.fields["number"])
    ]
    for number, direct in enumerate(district.directs):
        _organisation(maker, number, direct, problems, officer)
    _afterwards(maker, officer)


def _organisation(maker: _Maker, number: int, direct: Direct, problems: list[Entry], officer: Scope) -> None:
    claims = []
    for index, problem in enumerate(problems):
        claim = problem.children.filter(subject=direct.organisation.subject).first()
        if claim is None or (direct is maker.cast.direct and index >= len(problems) - 2):
            continue  # two are left for whoever tries the demo
        if (number + index) % 3 == 0:
            claims.append((problem, claim))
        else:
            _not_concerned(maker, number + index, direct, claim, officer)
    _plan(maker, number, direct)
    for index, (problem, claim) in enumerate(claims):
        texts = ROWS[problem.fields["number"]]
        text = texts[(number + index) % len(texts)]
        taken = maker.step(claim, maker.scope(direct), CLAIMED, "claimed", shown=text.shown)
        _row(maker, number * len(claims) + index, direct, taken, text, officer)


def _not_concerned(maker: _Maker, number: int, direct: Direct, claim: Entry, officer: Scope) -> None:
    reason = NOT_CONCERNED[number % len(NOT_CONCERNED)]
    claim = maker.step(claim, maker.scope(direct), CLAIMED, "not-concerned", reason=reason)
    if number % 8 == 1:
        return
    if number % 8 == 2:
        with standing_still(start_of(maker.on(PLANNED)) + HOUR):
            send_back(officer, claim, to="issued", reason="下设有党支部，请对照第三季度通报再查。", seen=claim.step)
        return
    maker.step(claim, officer, PLANNED, "accepted", verdict="同意。")


def _plan(maker: _Maker, number: int, direct: Direct) -> None:
    on, subject = maker.on(PLANNED), direct.organisation.subject
    with standing_still(start_of(on) + HOUR):
        fields = {"name": f"{subject.name}{on.year}年基层党建问题整改方案"}
        plan = file_entry(maker.scope(direct), subject, register="rectification-plan", happened=on, fields=fields)
    told = {"meeting": f"党委会{on.month}月{on.day}日", "revised": "修改稿存党办"}
    plan = maker.step(plan, maker.scope(direct), PLANNED, "reviewed", **told)
    if number % 4 != 3:
        told = {"number": f"机党发〔{on.year}〕{number + 11}号", "scan": "档案室整改卷"}
        maker.step(plan, maker.scope(direct), PLANNED - 3, "filed", **told)


def _row(maker: _Maker, number: int, direct: Direct, claim: Entry, text: Text, officer: Scope) -> None:
    part, end = ("immediate", "long")[number % 3 == 2], ENDS[(number * 5 + len(maker.made)) % len(ENDS)]
    if end == "effective":
        part = "long"
    who = maker.scope(direct)
    with standing_still(start_of(maker.on(APPROVED)) + HOUR):
        shown = {"shown": text.shown, "source": "上年述职", "root": text.root}
        entry = file_entry(
            who,
            direct.organisation.subject,
            register="rectification-task",
            part=part,
            happened=maker.on(APPROVED),
            fields=shown,
            parent=claim,
        )
    maker.made.append(entry)
    if end == "drafted":
        return
    entry = maker.step(entry, who, APPROVED - 1, "approved", **_lists(maker, number, direct, text, part))
    for stage, ago, fields in _later(end, part, number):
        if stage == "checked":
            _prove(maker, entry, who, ago)
        doer = officer if stage in ("closed", "rechecked") else who
        entry = maker.step(entry, doer, ago, stage, **fields)
    if end == "again":
        with standing_still(start_of(maker.on(AGAIN)) + HOUR):
            send_back(officer, entry, to="approved", reason="8月又有一次没有记录，重新整改。", seen=entry.step)


def _lists(maker: _Maker, number: int, direct: Direct, text: Text, part: str) -> dict[str, str]:
    """任务清单 and 责任清单 of a row. Some days agreed are gone by, most lie ahead."""
    branch = direct.branches[number % len(direct.branches)]
    due = maker.until + timedelta(days=100 if part == "long" else (12, -8, 16, -20)[number % 4])
    person = Subject.objects.get(pk=branch.secretary)
    lead = Subject.objects.get(pk=(direct.board or [branch.secretary])[0])
    return {
        "content": text.content,
        "level": text.level,
        "measure": text.measure,
        "goal": text.goal,
        "due": due.isoformat(),
        "lead": lead.name,
        "post": "党支部书记",
        "responsible": person.code,
        "duties": "抓好落实，按期自查，报送佐证。",
    }


def _later(end: str, part: str, number: int) -> Iterator[tuple[str, int, dict[str, str]]]:
    """The steps after approval, as far as the row has come."""
    if end == "approved":
        return
    if part == "long":
        yield "effective", CHECKED + 8, {"effect": "已按计划完成第一阶段，记录补齐。"}
    if end == "effective":
        return
    yield "checked", CHECKED, {"self-check": "对照措施逐条自查，已全部落实，佐证见所附活动记录。"}
    if end == "checked":
        return
    yield "closed", CLOSED, {"verdict": VERDICTS[number % len(VERDICTS)]}
    if end == "rechecked":
        yield "rechecked", AGAIN, {"recheck": "抽查8月的记录，没有反弹。"}


def _prove(maker: _Maker, entry: Entry, who: Scope, ago: int) -> None:
    """The newest confirmed record of the organisation by that day."""
    on = maker.on(ago)
    hosts = [it.organisation.pk for direct in maker.district.directs for it in direct.branches
             if direct.organisation.pk == entry.subject_id]  # fmt: skip
    facts = Fact.objects.filter(subject__in=[*hosts, entry.subject_id], source__sort="record", withdrawn=FAR_MOMENT)
    newest = facts.filter(about__lte=day_of(on), entered__lte=start_of(on)).order_by("-about", "source").first()
    with standing_still(start_of(on) + HOUR):
        if newest is not None:
            link(who, entry, proof="rectified", source=str(newest.source.uid))


def _afterwards(maker: _Maker, officer: Scope) -> None:
    """One row is sent to the others, partly answered; one claim that waits is urged."""
    closed = next((it for it in maker.made if Entry.objects.get(pk=it.pk).stage == "closed"), None)
    with standing_still(start_of(maker.on(AGAIN)) + HOUR):
        if closed is not None and len(maker.district.directs) > 1:
            closed.refresh_from_db()
            send(officer, closed, register="self-check", seen=closed.step)
            for number, child in enumerate(closed.children.all()[:5]):
                said = (
                    {"looked": "逐个支部查看上半年记录，没有发现。"}
                    if number % 3
                    else {"found": "第一党支部也有1次漏记。"}
                )
                stage = "none" if number % 3 else "found"
                take(Everywhere(reason="建立演示区"), child, step=Step(stage, maker.on(AGAIN), said), seen=child.step)
        waiting = Entry.objects.filter(register="problem-claim", stage="issued").order_by("pk").first()
        if waiting is not None:
            urge(officer, waiting, note="请本周内对号入座。")
