"""Joint records: each host's own people. Whoever records for a host says who of its people was there, nobody else.

The lead host's recorder writes the record; the recorder of each further host fills in that host's people on a page of
its own, before the record is filed or after (docs/decisions/0016).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.rules import Rules
from dengming.orgs.models import Organisation
from dengming.records.drafts import PersonDraft
from dengming.records.expected import expected_of, fresh_for, is_untouched
from dengming.records.models import Participation, Record
from dengming.records.sheet import hosts_of
from dengming.refusal import Refusal

Status = Record.Status


@dataclass(frozen=True)
class CoHost:
    """A host beside the lead host that expects people: how many, and whether anything was said of any of them."""

    organisation: Organisation
    expected: int
    filled: bool


def co_hosts(record: Record, rules: Rules) -> list[CoHost]:
    """Those of the record. One that expects nobody is left out."""
    others = [host for host in hosts_of(record) if host.pk != record.organisation_id]
    if not others:
        return []
    told = {one.person_id for one in record.participations.all() if not is_untouched(one, rules)}
    found = [(host, own_of(record, host, rules)) for host in others]
    return [CoHost(host, len(own), not told.isdisjoint(own)) for host, own in found if own]


def own_of(record: Record, host: Organisation, rules: Rules) -> list[int]:
    """Whom this host expects, on the record's day."""
    return expected_of(record, [host], rules, record.on or clock.today())


def lines_of(record: Record, host: Organisation, rules: Rules) -> list[Participation]:
    """The host's own people as its list shows them: as stored, else as they would be put on the list."""
    own = own_of(record, host, rules)
    listed = {one.person_id: one for one in record.participations.all()}
    listed |= {one.person_id: one for one in fresh_for(record, [it for it in own if it not in listed], rules)}
    return [listed[person] for person in own]


def may_fill(scope: Scope, record: Record, host: Organisation) -> bool:
    """Whether the actor may say now who of this host's people was there.

    Once the record is confirmed what is said becomes facts at once: then it takes who may confirm at that host.
    """
    if host.pk == record.organisation_id or record.status == Status.WITHDRAWN:
        return False
    return scope.may("confirm" if record.status == Status.CONFIRMED else "record", host.reach)


def apart(scope: Scope, record: Record, rules: Rules) -> frozenset[int]:
    """The people of hosts that the actor may not record for: their marks are for those hosts' recorders."""
    hosts = hosts_of(record)
    others = [host for host in hosts if not scope.may("record", host.reach)]
    if not others:
        return frozenset()
    on = record.on or clock.today()
    mine = expected_of(record, [host for host in hosts if host not in others], rules, on)
    return frozenset(expected_of(record, others, rules, on)) - frozenset(mine)


def refuse_apart(scope: Scope, record: Record, people: Mapping[str, PersonDraft], rules: Rules) -> None:
    """Refuse marks for people of a host that the actor may not record for; a role at the activity may be given."""
    marked = [code for code, said in people.items() if (said.mark, said.reason, said.reports) != (None, None, None)]
    kept = apart(scope, record, rules)
    others = record.participations.filter(person__code__in=marked, person__in=kept).select_related("person")
    if other := others.first() if kept and marked else None:
        raise Refusal(f"{other.person.name}的到会情况由其所在的主办组织登记，您不能填：请刷新页面后再保存。")
