"""What the access matrix is tried on: branch A of the cast with one of everything that has an address."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from dengming.accounts.models import User
from dengming.dues.models import Assessment, Payment, Relief, Remittance
from dengming.editions import actions as editions
from dengming.ledgers import materials
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry, Waiver
from dengming.ledgers.moving import Step, take
from dengming.ledgers.waivers import Grounds, grant
from dengming.orgs.models import Span
from dengming.orgs.spans import NewSpan, add
from dengming.records import booklet, evidence
from dengming.records.models import Evidence, Participation, Record, Scan
from dengming.reports.issues import actions as bulletins
from dengming.reports.issues import answering, findings, scans
from dengming.reports.issues.queries import rows_of
from dengming.reports.models import Issue
from dengming.standing.models import ColourWarning, PointsPaper
from dengming.standing.papers.actions import freeze
from dengming.standing.warnings.actions import confirm
from dengming.standing.warnings.study import Study
from tests.cast import SINCE, SYSTEM, TODAY, Cast, build
from tests.dues import collecting as dues
from tests.files import papers
from tests.ledgers import developing, electing
from tests.records import writing
from tests.standing.points.absences import absent

PLACE = "甲支部机密以外的会议室"
"""Stands in the records of branch A and nowhere else: nobody out of reach may ever read it."""
ROLES = {
    "stranger": "charlie",
    "member": "bo",
    "secretary": "ann",
    "office": "di",
    "committee": "eve",
    "system": "system",
    "security": "security",
    "audit": "audit",
}


@dataclass
class World:
    """The cast, and what branch A has."""

    cast: Cast
    user: dict[str, User]
    record: dict[str, Record]
    file: Evidence
    disputed: Participation
    waiver: Waiver
    entry: Entry
    merit: Entry
    row: Entry
    agreement: Entry
    election: Entry
    applicant: Entry
    span: dict[str, Span]
    warning: ColourWarning
    paper: PointsPaper
    issue: Issue
    issued: Issue
    scan: Scan
    assessment: Assessment
    relief: Relief
    payment: Payment
    remittance: Remittance


def make() -> World:
    """Everything, on 2020-09-10."""
    cast = build()
    bo = cast.person["bo"]
    span = {
        "flag": add(NewSpan(bo.pk, "leading-cadre", SINCE), entered=0),
        "post": Span.objects.get(subject=cast.person["ann"].subject, role__name="branch-secretary"),
        "leave": Span.objects.get(subject=cast.person["bai"].subject, role__name="sick-leave"),
    }
    file_entry(SYSTEM, bo.subject, register="contact-point", happened=TODAY, fields={"place": "B"})
    record, issue, issued = _records(cast), _issue(cast), _issued(cast)
    disputed = record["confirmed"].participations.get(person=bo.subject)
    booklet.answer(cast.scope("bo"), disputed, answer=Participation.Answer.DISPUTED, note="当天请假。")
    return World(
        cast=cast,
        user={role: cast.user.get(name) or _administrator(role) for role, name in ROLES.items()},
        record=record,
        file=_file(cast, record["draft"]),
        disputed=disputed,
        waiver=_waiver(cast),
        entry=_entry(cast),
        merit=_merit(cast),
        row=_row(cast),
        agreement=_agreement(cast),
        election=_election(cast),
        applicant=developing.applied(cast, on=TODAY),
        span=span,
        warning=_warning(cast),
        paper=_paper(cast, record["confirmed"]),
        issue=issue,
        issued=issued,
        assessment=dues.assess(cast, "ben", "4000"),
        relief=dues.relieve(cast, "ben", (2020, 2), (2020, 3)),
        payment=dues.pay(cast, "ben", (2020, 9)),
        remittance=dues.remit(cast, "A", "40"),
        scan=scans.add(SYSTEM, issued, name="通报.pdf", data=papers.pdf("通报")),
    )


def _administrator(role: str) -> User:
    return User.objects.create_user(f"{role}-admin", "Abcdef12", name=role, administers=User.Administers(role))


def _records(cast: Cast) -> dict[str, Record]:
    words = {"place": PLACE}
    planned = writing.save(cast, writing.draft(cast, on=date(2020, 9, 20)), words=words)
    filed, confirmed = (writing.step(cast, "file", _filled(cast)) for _ in range(2))
    return {
        "draft": _filled(cast),
        "planned": writing.step(cast, "plan", planned),
        "filed": filed,
        "confirmed": writing.step(cast, "confirm", confirmed),
        "joint": _joint(cast),
    }


def _joint(cast: Cast) -> Record:
    """Led by branch B, with branch A as a further host."""
    record = writing.save(cast, writing.draft(cast, writing.THEME, who="yi", at="B"), who="yi", hosts=["B", "A"])
    return writing.save(cast, record, who="yi", words={"place": PLACE})


def _filled(cast: Cast) -> Record:
    return writing.fill(cast, writing.draft(cast), words={"place": PLACE})


def _file(cast: Cast, record: Record) -> Evidence:
    record.refresh_from_db()
    scope, data = cast.scope("ann"), papers.docx()
    found: Evidence = evidence.add(scope, record, version=record.version, proof="minutes", name="记录.docx", data=data)
    return found


def _agreement(cast: Cast) -> Entry:
    """An agreement of the Party committee above branch A, drafted by the committee."""
    eve, year = cast.scope("eve"), {"year": "2020"}
    above = file_entry(eve, cast.org["WORK"].subject, register="agreement-round", happened=TODAY, fields=year)
    made: Entry = file_entry(
        eve,
        cast.org["COMM"].subject,
        register="responsibility-agreement",
        happened=TODAY,
        fields=year | {"counterpart": "机关工委"},
        parent=above,
    )
    return made


def _election(cast: Cast) -> Entry:
    """The committee of branch A was elected and approved: its posts are to be filled."""
    three = {"nominated": {"seats": "3"}, "voted": {"tally": "ann 5\nbo 5\nben 3\nbai 1"}}
    return electing.walked(electing.term(cast), "approved", three)


def _waiver(cast: Cast) -> Waiver:
    grounds = Grounds("支部集中驻村。", "机关党委会议", "机党〔2020〕7号")
    days = {"since": date(2020, 8, 1), "until": date(2020, 8, 31)}
    waiver: Waiver = grant(cast.scope("wu"), cast.org["A"].subject, duty="hold-theme-day", grounds=grounds, **days)
    return waiver


def _row(cast: Cast) -> Entry:
    """A row of 整改 that lies under a claim of the Party office's organisation, with a file as its proof."""
    comm, eve = cast.org["COMM"].subject, cast.scope("eve")
    fields = {"number": "1", "wording": "少数党支部记录不全", "source": "自查", "reach": "个性", "span": "阶段性"}
    problem = file_entry(eve, cast.org["WORK"].subject, register="problem", happened=TODAY, fields=fields)
    problem = take(eve, problem, step=Step("published", TODAY, {"paper": "整改工作方案"}), seen=0)
    claim = problem.children.get(subject=comm)
    claim = take(cast.scope("di"), claim, step=Step("claimed", TODAY, {"shown": "甲支部"}), seen=0)
    said = {"shown": "记录不全", "source": "自查", "root": "不熟悉要求"}
    more = {"register": "rectification-task", "part": "immediate", "happened": TODAY, "fields": said, "parent": claim}
    found: Entry = file_entry(cast.scope("di"), comm, **more)  # type: ignore[arg-type]
    materials.upload(cast.scope("di"), found, proof="rectified", name="整改台账.docx", data=papers.docx())
    return found


def _merit(cast: Cast) -> Entry:
    """Filed by the Party office about Bo; branch A's secretary approves it."""
    fields = {"matter": "社区值守", "evidence": "街道证明〔2020〕12号"}
    subject, scope = cast.person["bo"].subject, cast.scope("di")
    entry: Entry = file_entry(scope, subject, register="merit", part="service", happened=TODAY, fields=fields)
    return entry


def _entry(cast: Cast) -> Entry:
    fields = {"state": "已报告", "received-by": "ann"}
    subject, scope = cast.person["bo"].subject, cast.scope("ann")
    entry: Entry = file_entry(scope, subject, register="monthly-report", part="work", happened=TODAY, fields=fields)
    return entry


def _warning(cast: Cast) -> ColourWarning:
    absent(cast.person["ben"], date(2020, 3, 5))
    study = Study("支部会议", date(2020, 9, 8))
    warning: ColourWarning = confirm(cast.scope("ann"), cast.person["ben"], score="member-points", study=study)
    return warning


def _paper(cast: Cast, record: Record) -> PointsPaper:
    how = {"score": "member-points", "period": "2020-Q3"}
    paper: PointsPaper = freeze(cast.scope("ann"), cast.org["A"], record=record, **how)
    return paper


def _issue(cast: Cast) -> Issue:
    """A bulletin that those it names are verifying; the committee above branch A, named in a finding, has objected."""
    editions.name_committee(SYSTEM, name="机关工委")
    issue: Issue = bulletins.draft(SYSTEM, bulletin="quarterly-bulletin", period="2020-Q2")
    findings.enter(SYSTEM, issue, part="conduct", said=findings.Said("作风督查不到位。", "COMM", "lead", ""))
    bulletins.take(SYSTEM, issue, step="feedback", said={})
    answering.answer(SYSTEM, issue, cast.org["COMM"], agrees=False, text="少算一次党员大会。")
    return issue


def _issued(cast: Cast) -> Issue:
    """The bulletin of the quarter before, on its way to the end."""
    issue: Issue = bulletins.draft(SYSTEM, bulletin="quarterly-bulletin", period="2020-Q1")
    bulletins.take(SYSTEM, issue, step="feedback", said={})
    for row in rows_of(issue):
        answering.answer(SYSTEM, issue, cast.org[row["code"]], agrees=True, text="")
    steps = {
        "submit": {},
        "sign": {"signer": "吴书记"},
        "number": {"number": "区直工委发〔2020〕9号", "to": "各党组织"},
    }
    for step, said in (steps | {"publish": {"issued_on": TODAY}}).items():
        bulletins.take(SYSTEM, issue, step=step, said=said)
    return issue


def addresses() -> dict[str, str]:
    """Every address of the product by name, as its pattern."""
    return dict(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, prefix: str) -> Any:
    for one in resolver.url_patterns:
        path = f"{prefix}{one.pattern}"
        if isinstance(one, URLPattern):
            yield one.name or path, path
        else:
            yield from _walk(one, path)
