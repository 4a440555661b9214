"""按季交纳: that the branch has agreed to it for a member, from a quarter on; on which day, and where it stands."""

from dataclasses import dataclass
from datetime import date

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.periods import chinese_label, parse_period
from dengming.dues.actions.assessing import owes_none
from dengming.editions import clock
from dengming.ledgers.fields import NOTHING, FieldRefusal
from dengming.orgs import kinds, spans
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Span, Subject
from dengming.orgs.moving import lasting
from dengming.orgs.spans import NewSpan
from dengming.refusal import Refusal
from dengming.rulebook.dues import Dues
from dengming.secrecy import refuse_marked

_AT_MOST = 60


@dataclass(frozen=True)
class Consent:
    """From which quarter on (2020-Q4), agreed on which day, by which meeting or paper."""

    quarter: str
    agreed_on: date
    where: str

    @property
    def words(self) -> str:
        """As it is kept with the flag: 2020年9月8日支委会同意."""
        on = self.agreed_on
        return f"{on.year}年{on.month}月{on.day}日{self.where.strip()}同意"


@action("dues.agreed", label="登记按季交纳党费", needs="dues", at=lambda member, **_: home_reach(member.pk))
def agree(scope: Scope, member: Subject, *, dues: Dues, consent: Consent) -> Done[Span]:
    """Enter the branch's consent. Refusal for oneself, for who owes no dues now and where it is there already,
    FieldRefusal with a sentence for each field that does not agree."""
    if scope.person == member.pk:
        raise Refusal("不能给自己登记按季交纳：请由支部其他人或上级办理。")
    if not spans.holders((kinds.MEMBER, kinds.PROBATIONARY), clock.today()).filter(subject=member).exists():
        raise Refusal(f"{member.name}{owes_none(member)}，不能登记按季交纳：请先核对人员类别。")
    refuse_marked(consent.where, "会议或文号")
    if problems := _problems(consent):
        raise FieldRefusal(problems)
    first = parse_period(consent.quarter)[1].first
    Subject.objects.select_for_update().get(pk=member.pk)
    check_not_agreed(member, dues, first)
    made = spans.add(NewSpan(member.pk, dues.quarterly, first, paper=consent.words))
    note = {"quarter": consent.quarter, "paper": consent.words}
    return Done(made, about=f"{member.code} {member.name}", note=note)


def is_agreed(member: Subject, dues: Dues, since: date) -> bool:
    """Whether somebody pays by the quarter on that day or later."""
    return lasting(since, [dues.quarterly]).filter(subject=member).exists()


def check_not_agreed(member: Subject, dues: Dues, since: date) -> None:
    """Raises Refusal where the consent is there already."""
    if is_agreed(member, dues, since):
        raise Refusal(f"{member.name}已登记为按季交纳，不用重复登记。")


def _problems(consent: Consent) -> dict[str, str]:
    problems, where = {}, consent.where.strip()
    if not where or where in NOTHING:
        problems["where"] = "没有写同意的会议或文号，请写明，如“支委会”。"
    elif len(where) > _AT_MOST:
        problems["where"] = f"“会议或文号”太长：请不超过 {_AT_MOST} 字。"
    if consent.agreed_on > clock.today():
        problems["agreed_on"] = "同意的日期还没到，请同意以后再登记。"
    if parse_period(consent.quarter)[1].last < consent.agreed_on:
        problems["quarter"] = f"{chinese_label(consent.quarter)}在同意以前就结束了：请从同意的那个季度或以后起。"
    return problems
