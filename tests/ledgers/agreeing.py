"""责任书 up to the point where a test begins: the parties settled, a year sent out, read, signed, checked."""

from datetime import date

from dengming.calendar.days import day_of
from dengming.editions import clock
from dengming.editions.actions import confirm_owner, settle_parties
from dengming.editions.parties import Parties
from dengming.facts import actions as facts
from dengming.facts.models import Source
from dengming.facts.rows import ROLE_CODES, FactRow
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.rulebook.kinds import kind_name
from tests.cast import SYSTEM, Cast, set_clock

REGISTER = "responsibility-agreement"
PAPER = "区委办〔2020〕7号"
MARCH, YEAR_END, CHECKED = date(2020, 3, 2), date(2020, 12, 21), date(2021, 1, 20)
SIGNED = {"paper": "责任书〔2020〕1号", "first-signer": "区委书记", "second-signer": "long", "sealed": "档案柜"}


def settled(**first: str) -> None:
    """Who signs with whom, settled in March; unless told, leading bodies with the district's committee."""
    set_clock(MARCH)
    kinds = {kind.replace("_", "-"): name for kind, name in first.items()} or {"leading-body": "中共某某区委员会"}
    settle_parties(SYSTEM, register=REGISTER, parties=Parties(kinds, PAPER))


def round_of(cast: Cast, year: str = "2020") -> Entry:
    """The committee's round of a year, not yet sent out; the clock stands in its March."""
    set_clock(MARCH)
    fields = {"year": year, "grounds": PAPER}
    subject = cast.org["WORK"].subject
    return file_entry(cast.scope("eve"), subject, register="agreement-round", happened=MARCH, fields=fields)


def drafted(cast: Cast, above: Entry | None, who: str = "eve", at: str = "LB", year: str = "2020") -> Entry:
    """An agreement that is drafted by hand under a round."""
    fields, subject = {"year": year, "counterpart": "中共某某区委员会"}, cast.org[at].subject
    return file_entry(cast.scope(who), subject, register=REGISTER, happened=MARCH, fields=fields, parent=above)


def step(cast: Cast, who: str, entry: Entry, stage: str, on: date = MARCH, **fields: str) -> Entry:
    """A step on a day, which is then today."""
    set_clock(on)
    return take(cast.scope(who), entry, step=Step(stage, on, fields), seen=entry.step)


def sent(cast: Cast) -> Entry:
    """The leading body's agreement, as it is sent out."""
    settled()
    found = step(cast, "eve", round_of(cast), "sent", grounds=PAPER)
    return found.children.get(subject=cast.org["LB"].subject)


def signed(cast: Cast, more: str = "") -> Entry:
    """The same, read by the leading body and signed."""
    entry = step(cast, "long", sent(cast), "pending", more=more)
    return step(cast, "long", entry, "signed", MARCH, **SIGNED)


def checked(cast: Cast) -> Entry:
    """The same, checked at the end of its year."""
    entry = step(cast, "long", signed(cast), "self-checked", YEAR_END, said="廉政谈话4次。")
    return step(cast, "eve", entry, "checked", CHECKED, said="廉政谈话4次。", verdict="情况属实。")


def study(cast: Cast, on: date, *, strict: bool = False) -> Source:
    """The leading body studied Party building that day; entered now."""
    source, day = Source.objects.create(sort=Source.Sort.RECORD), day_of(on)
    parts = ("", "strict-governance") if strict else ("",)
    kinds = [kind_name("activity", "party-building-study", part) for part in parts]
    rows = [FactRow(kind, cast.org["LB"].pk, day, day, role=ROLE_CODES["host"]) for kind in kinds]
    facts.replace(source, rows, clock.moment())
    return source


def owner_confirmed(on: date = MARCH, duty: str = "study-party-building-monthly") -> None:
    """The committee confirms that leading bodies owe the duty."""
    set_clock(on)
    confirm_owner(SYSTEM, duty_id=duty, since=date(2020, 1, 1), document="区委〔2020〕1号")
