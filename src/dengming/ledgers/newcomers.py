"""A case about somebody who is not here yet: the person and the first step at once, such as an application to join."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dengming.accounts.actions import Done, action, authorise
from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.orgs.enrolment import NewMember, enrol_all
from dengming.orgs.models import Organisation
from dengming.orgs.particulars import Particulars
from dengming.refusal import Refusal


def _branch_reach(branch: Organisation, **_: Any) -> str:
    return branch.reach


@action("newcomer.registered", label="登记新的人员", needs="read", at=_branch_reach)
def register_newcomer(
    scope: Scope,
    branch: Organisation,
    *,
    register: str,
    person: Particulars,
    happened: date,
    fields: Mapping[str, str],
) -> Done[Entry]:
    """The person comes to the branch as what the register says, and the case begins, both or neither.

    Raises PermissionDenied for who may not take the first step there, and whatever enrolling or filing refuses.
    """
    block = rules().rulebook.entries[register]
    if block.newcomer is None:
        raise Refusal(f"“{block.name}”只登记名册里已有的人员。")
    authorise(scope, block.stage[0].may, branch.reach)
    (member,) = enrol_all([NewMember(replace(person, status=block.newcomer), branch.pk, happened)])
    entry: Entry = file_entry(scope, member.subject, register=register, happened=happened, fields=fields)
    return Done(entry, about=f"{member.code} {member.name} {block.name}", note={"entry": str(entry.uid)})
