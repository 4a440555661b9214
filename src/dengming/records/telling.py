"""How the journal names a record: who, when and which, never its contents."""

from typing import Any

from dengming.accounts.actions import Done
from dengming.orgs.models import Organisation
from dengming.records.models import Record


def told(record: Record) -> str:
    """甲支部 2020-09-10 纪实."""
    return f"{record.organisation.name} {record.on or '未定日期'} 纪实"


def done(record: Record, **note: Any) -> Done[Record]:
    """The record as an action's result, named in the journal by its public number."""
    return Done(record, about=told(record), note={"record": str(record.uid), **note})


def lead_reach(record: Record, **_: Any) -> str:
    """Where permission is needed for a record: at its lead host."""
    return str(record.organisation.reach)


def host_reach(record: Record, *, host: Organisation | None = None, **_: Any) -> str:
    """Where permission is needed for one host's people: at that host, by default the lead host.

    A host that the record has not is out of reach.
    """
    if host is None:
        return lead_reach(record)
    return str(host.reach) if record.hosts.filter(pk=host.pk).exists() else "\0"
