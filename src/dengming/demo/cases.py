"""Cases of registers in the demo district: one talk 约谈 that waits for the organisation's reply."""

from datetime import date, timedelta

from dengming.accounts.scope import Scope
from dengming.demo.accounts import Cast, scope_of
from dengming.editions.actions import permit
from dengming.editions.permits import Permit
from dengming.editions.queries import rules
from dengming.ledgers.actions import file_entry
from dengming.ledgers.moving import Step, take

TALK = "organisation-talk"
PAPER = "区直工委发〔2020〕6号"
MATTER = "二季度有两个党支部没有按期召开支部党员大会，机关党委没有督促补开。"


def store(scope: Scope, cast: Cast, until: date) -> None:
    """The committee has opened the register by a paper; its officer proposed the talk, its secretary decided it.

    In a district so small that one person is both, nobody could decide what the same person proposed.
    """
    if cast.officer == cast.head:
        return
    issuer = rules().parameters.committee_name
    permit(scope, register=TALK, given=Permit(issuer, PAPER, date(until.year, 1, 1)))
    officer, head = scope_of(cast.officer), scope_of(cast.head)
    on = max(until - timedelta(days=9), date(until.year, 1, 1))
    fields = {"matter": MATTER}
    entry = file_entry(officer, cast.direct.organisation.subject, register=TALK, happened=on, fields=fields)
    decided = {"meeting": "工委会议", "deciders": "工委书记"}
    steps = (
        (head, Step("decided", on, decided)),
        (officer, Step("delivered", on, {"receiver": "机关党委办公室，直接送达"})),
        (officer, Step("held", on, {"talkers": "工委书记"})),
    )
    for number, (who, step) in enumerate(steps):
        take(who, entry, step=step, seen=number)
