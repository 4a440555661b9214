"""The hosts of a joint record beside the lead host, as its pages speak of them: whose people are filled in by whom."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.orgs import kinds
from dengming.orgs.models import Organisation
from dengming.records.models import Record
from dengming.records.own_people import CoHost, co_hosts, may_fill
from dengming.web.pages.records.stages import may


@dataclass(frozen=True)
class Told:
    """One of them. `whose`: 该支部; `url` where the reader fills in its people, "" for nobody who may."""

    name: str
    whose: str
    filled: bool
    url: str = ""

    @property
    def mine(self) -> str:
        """本支部."""
        return f"本{self.whose[1:]}"


def elsewhere(scope: Scope, record: Record) -> list[CoHost]:
    """Those that the reader may not record for."""
    return [it for it in co_hosts(record, rules()) if not scope.may("record", it.organisation.reach)]


def told_of(found: Iterable[CoHost]) -> list[Told]:
    """As the form says it, without a way there."""
    return [Told(it.organisation.name, whose(it.organisation, "该"), it.filled) for it in found]


def own_people_of(scope: Scope, record: Record) -> list[Told]:
    """As the record's page says it. Whoever has the whole form at hand fills all in there."""
    if record.status == Record.Status.WITHDRAWN:
        return []
    apart = not may(scope, record).edit
    found = co_hosts(record, rules())
    mine = {it for it in found if apart and may_fill(scope, record, it.organisation)}
    told = zip(found, told_of(found), strict=True)
    return [replace(said, url=_url(record, it.organisation)) if it in mine else said for it, said in told]


def whose(host: Organisation, word: str) -> str:
    """该支部, 本支部; of other kinds 该组织."""
    return f"{word}{'支部' if host.kind == kinds.BRANCH else '组织'}"


def _url(record: Record, host: Organisation) -> str:
    return reverse("record-own-people", args=(record.uid, host.code))
