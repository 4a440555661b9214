"""免办: one duty, one subject, one stretch of days, with the reason, who decided and on which paper. It counts from its
grant, so what was overdue before was overdue."""

from dataclasses import dataclass
from datetime import date

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.days import day_of
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.facts import actions as facts
from dengming.facts.models import Source
from dengming.facts.rows import FactRow
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Waiver
from dengming.ledgers.places import line_reach, subject_reach
from dengming.orgs.models import Subject
from dengming.reasons import reason_of
from dengming.refusal import Refusal
from dengming.rulebook.kinds import waiver_kind
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.terms import PlainTerm
from dengming.secrecy import refuse_marked

_LENGTHS = {"reason": 300, "decider": 80, "paper": 80}
_LABELS = {"reason": "理由", "decider": "决定人（会议）", "paper": "文号"}


@dataclass(frozen=True)
class Grounds:
    """Why, by whom and on which paper. The paper is asked for where the article leaves no room (no “一般”)."""

    reason: str
    decider: str
    paper: str = ""


@action("waiver.granted", label="登记免办", needs="waive", at=subject_reach)
def grant(scope: Scope, subject: Subject, *, duty: str, since: date, until: date, grounds: Grounds) -> Done[Waiver]:
    """Excuse a subject from a duty for the periods whose last day lies in the stretch.

    Raises FieldRefusal with a sentence for each field that does not agree.
    """
    found = rules().duty(duty)
    if found is None:
        raise Refusal(f"没有名为“{duty}”的事项：请从列表里选。")
    if scope.person == subject.pk:
        raise Refusal("不能给自己登记免办：请由上级或有权限的其他人办理。")
    _check(found, subject, since, until, grounds)
    now = clock.moment()
    source = Source.objects.create(sort=Source.Sort.WAIVER)
    waiver = Waiver.objects.create(
        source=source,
        uid=source.uid,
        duty=duty,
        subject=subject,
        since=since,
        until=until,
        reason=grounds.reason.strip(),
        decider=grounds.decider.strip(),
        paper=grounds.paper.strip(),
        granted_at=now,
        granted_by=scope.actor,
    )
    facts.replace(source, [row_of(waiver)], now)
    return Done(waiver, about=f"{subject.name} {found.name}", note=_note(waiver))


@action("waiver.withdrawn", label="撤回免办", needs="waive", at=line_reach)
def withdraw_waiver(scope: Scope, waiver: Waiver, *, reason: str) -> Done[Waiver]:
    """The waiver ends now; the line stays and shows why."""
    now, told = clock.moment(), reason_of(reason, "撤回")
    mine = Waiver.objects.filter(pk=waiver.pk, withdrawn_at=None)
    if not mine.update(withdrawn_at=now, withdrawn_reason=told):
        raise Refusal("这条免办已经撤回过了。")
    facts.withdraw_all(waiver.source, now)
    waiver.refresh_from_db()
    return Done(waiver, about=f"{waiver.subject.name} {waiver.duty}", note={**_note(waiver), "reason": told})


def row_of(waiver: Waiver) -> FactRow:
    """The one fact of a waiver: from `about` to `deadline` nothing is owed."""
    since = day_of(waiver.since)
    return FactRow(waiver_kind(waiver.duty), waiver.subject_id, since, since, deadline=day_of(waiver.until))


def needs_paper(duty: PlainDuty, since: date, until: date) -> bool:
    """Whether a term that is in force in the stretch leaves no room, so that only a paper can excuse."""
    return any(not term.waivable for term in _terms_in(duty, since, until))


def _terms_in(duty: PlainDuty, since: date, until: date) -> list[PlainTerm]:
    asking = [term for term in duty.terms if not term.repeal]
    return [term for term in asking if term.since <= until and (term.until is None or term.until > since)]


def _check(duty: PlainDuty, subject: Subject, since: date, until: date, grounds: Grounds) -> None:
    problems = {}
    for name, label in _LABELS.items():
        typed = getattr(grounds, name).strip()
        refuse_marked(typed, label)
        if len(typed) > _LENGTHS[name]:
            problems[name] = f"“{label}”太长：请不超过 {_LENGTHS[name]} 字。"
        if not typed and name != "paper":
            problems[name] = f"“{label}”还没有填。"
    if until < since:
        problems["until"] = f"止日 {until} 早于起日 {since}，请核对。"
    elif not (terms := _terms_in(duty, since, until)):
        problems["since"] = f"“{duty.name}”在这段时间没有执行，不用免办。"
    elif all(term.unowned for term in terms):
        problems["duty"] = f"“{duty.name}”现在没有人应办（责任主体待确认，或没有批准依据），不用免办。"
    elif needs_paper(duty, since, until) and not grounds.paper.strip():
        problems["paper"] = f"“{duty.name}”的条文没有留余地（没有“一般”），免办要写明批准文号。"
    if _overlaps(duty, subject, since, until):
        problems["since"] = f"{subject.name}在这段时间已有同一事项的免办，不用重复登记。"
    if problems:
        raise FieldRefusal(problems)


def _overlaps(duty: PlainDuty, subject: Subject, since: date, until: date) -> bool:
    same = Waiver.objects.filter(duty=duty.id, subject=subject, withdrawn_at=None)
    return same.filter(since__lte=until, until__gte=since).exists()


def _note(waiver: Waiver) -> dict[str, str]:
    days = {"since": waiver.since.isoformat(), "until": waiver.until.isoformat()}
    return {"waiver": str(waiver.uid), "duty": waiver.duty, "paper": waiver.paper, **days}
