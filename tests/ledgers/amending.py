"""Entries at their first stage, and what is amended there."""

from typing import Any

from dengming.accounts.scope import Scope
from dengming.editions.models import FAR_MOMENT
from dengming.facts.models import Fact
from dengming.ledgers.actions import file_entry
from dengming.ledgers.amending import amend
from dengming.ledgers.models import Entry
from dengming.orgs.models import Subject
from tests.cast import TODAY, Cast
from tests.ledgers.rectifying import ROW

MENDED = {**ROW, "shown": "三季度没有听取汇报"}
PLEDGE = {"matter": "通读党章", "due": "2020-09-30", "member": "BO"}


def filed(scope: Scope, subject: Subject, register: str, fields: dict[str, str], part: str = "") -> Entry:
    """An entry of a register, filed today."""
    made: Entry = file_entry(scope, subject, register=register, part=part, happened=TODAY, fields=fields)
    return made


def mend(cast: Cast, entry: Entry, fields: dict[str, str], who: str = "di", **more: Any) -> Entry:
    """Amended, seen as it stands; in its own part unless told."""
    said: dict[str, Any] = {"part": entry.part, "seen": entry.step, **more}
    made: Entry = amend(cast.scope(who), entry, fields=fields, **said)
    return made


def pledge(cast: Cast) -> Entry:
    """What bo is to do by the end of the month."""
    return filed(cast.scope("ann"), cast.org["A"].subject, "member-pledge", PLEDGE, "study")


def problem(cast: Cast, number: str) -> Entry:
    """A problem that is not published yet."""
    said = {"number": number, "wording": "记录不全", "source": "自查", "reach": "个性", "span": "阶段性"}
    return filed(cast.scope("eve"), cast.org["WORK"].subject, "problem", said)


def living(entry: Entry) -> list[Fact]:
    """The facts that hold by the entry now."""
    return list(Fact.objects.filter(source=entry.source_id, withdrawn=FAR_MOMENT).select_related("kind"))
