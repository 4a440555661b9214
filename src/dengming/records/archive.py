"""个人档案: a member's years as a timeline of organisational life, study, reports, posts. Nothing is stored for it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dengming.accounts.scope import Scope
from dengming.calendar.days import date_of, day_of
from dengming.editions.clock import moment
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.facts.models import Fact
from dengming.orgs.history import person_timeline
from dengming.orgs.models import Member
from dengming.records.booklet import Stretch, booklet
from dengming.records.models import Participation
from dengming.rulebook.words import FACT_ROLE_LABELS

POSTS = "任职与身份"
REPORTS = "报告"


@dataclass(frozen=True)
class Moment:
    """One line of the archive. `theme` is the institution's, or POSTS or REPORTS; `record` leads to the page."""

    on: date
    theme: str
    title: str
    detail: str
    record: UUID | None = None


def timeline(scope: Scope, member: Member, stretch: Stretch, without: Collection[str] = ()) -> list[Moment]:
    """The member's archive, newest first, without those roles. For oneself, or within reach of the branch; NotVisible
    for others."""
    held = [it for it in person_timeline(scope, member) if it.span.role.name not in without]
    now = rules()
    found = [Moment(it.since, POSTS, it.role, _until(it.at, it.until, it.paper)) for it in held]
    found += [_taking_part(one, now) for one in booklet(scope, member.subject, stretch)]
    found += _reports(member, now)
    within = [one for one in found if stretch.since <= one.on <= stretch.until]
    return sorted(within, key=lambda one: (one.on, one.theme, one.title), reverse=True)


def _until(at: str, until: date | None, paper: str) -> str:
    told = [at, f"至 {until}" if until else "", paper]
    return "，".join(word for word in told if word)


def _taking_part(one: Participation, now: Rules) -> Moment:
    record = one.record
    names = [kind.activity for kind in record.kinds.all()]
    blocks = [now.rulebook.activities[name] for name in names if name in now.rulebook.activities]
    homes = [now.rulebook.home_of[f"activity:{block.id}"].theme for block in blocks]
    roles = [FACT_ROLE_LABELS[role] for role in one.roles]
    told = [record.organisation.name, one.get_mark_display(), *roles, one.reason, record.title]
    title = "、".join(block.name for block in blocks)
    detail = "，".join(word for word in told if word)
    return Moment(record.on or date.min, homes[0] if homes else "", title, detail, record.uid)


def _reports(member: Member, now: Rules) -> Iterator[Moment]:
    """Reports and other register entries that are alive; those of restricted registers stay out."""
    known = moment()
    facts = Fact.objects.filter(subject=member.pk, kind__name__startswith="entry:", entered__lte=known)
    for fact in facts.filter(withdrawn__gt=known).select_related("kind", "source").distinct():
        name, _, stage = fact.kind.name.removeprefix("entry:").partition("#")
        register, _, part = name.partition("/")
        block = now.rulebook.entries.get(register)
        if block is None or block.restricted or bool(block.parts) != bool(part):
            continue
        parts = {one.id: one.name for one in block.parts}
        stages = {one.id: one.name for one in block.stage}
        told = [parts.get(part, ""), stages.get(stage, stage), _about(fact)]
        yield Moment(date_of(fact.happened), REPORTS, block.name, "，".join(word for word in told if word))


def _about(fact: Fact) -> str:
    about = date_of(fact.about)
    return "" if day_of(about) == fact.happened else f"所属 {about.year}年{about.month}月"
