"""Reading registers and waivers within a scope: what concerns the organisations and members in reach, and oneself."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from dengming.accounts.scope import NotVisible, Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers import restricted
from dengming.ledgers.electing import is_settled, rounds, tally_of
from dengming.ledgers.guards import GUARDS
from dengming.ledgers.models import Entry, Waiver
from dengming.ledgers.openings import is_open_to, openings, shown
from dengming.ledgers.permits import is_open
from dengming.ledgers.places import line_reach, remember_places
from dengming.ledgers.steps import ahead_of, earliest, may_take, register_of
from dengming.ledgers.way import way_of
from dengming.ledgers.whereabouts import left_from, waiting_at
from dengming.orgs import queries as orgs
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.rulebook.registers import EntryStage


def entries(
    scope: Scope, *, register: str = "", subject: Subject | None = None, public: bool = False
) -> QuerySet[Entry]:
    """Lines and cases of registers, newest first, withdrawn ones too (they show why); also where one is the doer, or
    as a member may be, and what is shown to members.

    A case at an inner stage is there for the committee alone; with `public` one that is made public for everybody.
    """
    wanted = _near(scope) | shown(scope)
    wanted |= _public() if public else Q(pk__in=[])
    wanted = (wanted & ~Q(register__in=restricted.names())) | restricted.seen(scope)
    found = Entry.objects.filter(wanted).select_related("subject", "entered_by")
    if not scope.may("settle"):
        for block in rules().rulebook.entries.values():
            inner = [stage.id for stage in block.stage if stage.inner]
            found = found.exclude(register=block.id, stage__in=inner) if inner else found
    if register:
        found = found.filter(register=register)
    if subject is not None:
        found = found.filter(subject=subject)
    return found.order_by("-happened", "-pk")


def waiting(scope: Scope) -> Iterator[tuple[Entry, list[EntryStage]]]:
    """What is not over, each with the steps that the actor may take now; only where there are some.

    A role that runs waits for nobody: its next step is taken when something happens, as one by chance is. Nor does
    anything wait to be annulled.
    """
    books = rules().rulebook.entries
    staged = {block.id for block in books.values() if len(block.stage) > 1 and is_open(block)}
    ends = Q()
    for name in staged:
        stages = [it.id for it in books[name].stage if it.rests or not books[name].awaited(it.id)]
        ends |= Q(register=name, stage__in=stages)
    found = entries(scope).filter(register__in=staged, withdrawn_at=None).exclude(ends)
    waiting_now = list(found.select_related("parent__parent__parent").prefetch_related("moves__moved_by"))
    remember_places(waiting_now)
    today = clock.today()
    for entry in waiting_now:
        steps = [it for it in steps_for(scope, entry, today) if not (it.withdraws_below or it.chance)]
        if steps:
            yield entry, steps


def steps_for(scope: Scope, entry: Entry, on: date | None = None) -> list[EntryStage]:
    """The steps that the actor may take with a case now; `on` is today, for who asks of many."""
    today = on or clock.today()
    may = [it for it in ahead_of(entry) if may_take(scope, entry, it) or is_open_to(scope, entry, it)]
    able = [it for it in may if not _against(scope, entry, it, today) and not _is_needless(entry, it)]
    return [stage for stage in able if (first := earliest(entry, stage)) is None or first <= today]


def to_take_up(scope: Scope) -> dict[str, int]:
    """How many cases of each register wait for one of the members, of whom the actor is one, to take them."""
    found = entries(scope).filter(openings(scope)).order_by()
    return dict(found.values_list("register").annotate(Count("pk")))


def entries_from(scope: Scope, sources: Collection[int]) -> dict[int, Entry]:
    """The lines behind these sources that are in reach, by source."""
    return {it.pk: it for it in entries(scope).filter(pk__in=sources).prefetch_related("moves__moved_by")}


def counts(scope: Scope) -> dict[str, int]:
    """How many living lines of each register are within reach."""
    living = entries(scope).filter(withdrawn_at=None).order_by()
    return dict(living.values_list("register").annotate(Count("pk")))


def get_entry(scope: Scope, uid: UUID) -> Entry:
    """One line. NotVisible where it is out of reach or not there."""
    entry = entries(scope, public=True).filter(uid=uid).first() or _issued_from(scope, uid)
    if entry is None:
        raise NotVisible("没有找到。")
    return entry


def sees(scope: Scope, entry: Entry) -> bool:
    """Whether the actor may open it."""
    return entries(scope, public=True).filter(pk=entry.pk).exists() or _issued_from(scope, entry.uid) is not None


def is_near(scope: Scope, entry: Entry) -> bool:
    """Whether it concerns what the actor reaches; else it may only be seen because it was made public,
    is shown to members or was sent down."""
    found = entries(scope).filter(_near(scope) | restricted.seen(scope))
    return found.filter(pk=entry.pk).exists()


def _near(scope: Scope) -> Q:
    """What concerns the actor's own people, organisations and work."""
    return _about_visible(scope, Entry) | openings(scope) | waiting_at(scope) | left_from(scope)


def publicised() -> QuerySet[Entry]:
    """Every case that its stage makes public, newest first."""
    return Entry.objects.filter(_public()).select_related("subject").order_by("-happened", "-pk")


def _public() -> Q:
    """Cases at a stage that everybody sees, not withdrawn."""
    found = Q(pk__in=[])
    for block in rules().rulebook.entries.values():
        stages = [stage.id for stage in block.stage if stage.public]
        if stages:
            found |= Q(register=block.id, stage__in=stages, withdrawn_at=None)
    return found


_ABOVE: Final = ("parent__subject", "parent__parent__subject", "parent__parent__parent__subject")


def _issued_from(scope: Scope, uid: UUID) -> Entry | None:
    """What an organisation above has sent down may be read by those who got it, such as the problem behind a claim.

    What came from beside (举一反三) stays the other's own: only its title stands on what was sent.
    """
    above = Q(parent__uid=uid) | Q(parent__parent__uid=uid) | Q(parent__parent__parent__uid=uid)
    own = entries(scope).filter(above, withdrawn_at=None).select_related(*_ABOVE)
    return next((found for it in own if (found := _sent_down(it, uid))), None)


def _sent_down(entry: Entry, uid: UUID) -> Entry | None:
    """The entry of that uid above this one, where each on the way up to it lies above the one before."""
    here = entry
    while here.parent and line_reach(here).startswith(line_reach(here.parent)):
        here = here.parent
        if here.uid == uid:
            return here
    return None


def waivers(scope: Scope, *, duty: str = "", subject: Subject | None = None) -> QuerySet[Waiver]:
    """Waivers, newest first, withdrawn ones too."""
    found = Waiver.objects.filter(_about_visible(scope)).select_related("subject", "granted_by")
    if duty:
        found = found.filter(duty=duty)
    if subject is not None:
        found = found.filter(subject=subject)
    return found.order_by("-since", "-pk")


def get_waiver(scope: Scope, uid: UUID) -> Waiver:
    """One waiver. NotVisible where it is out of reach or not there."""
    waiver = waivers(scope).filter(uid=uid).first()
    if waiver is None:
        raise NotVisible("没有找到。")
    return waiver


def children_of(scope: Scope, entry: Entry) -> QuerySet[Entry]:
    """What belongs to an entry and is in reach, withdrawn ones left out."""
    return entries(scope).filter(parent=entry, withdrawn_at=None)


def barred_for(scope: Scope, entry: Entry) -> list[tuple[EntryStage, str]]:
    """The steps that would be the actor's and that something stands against, each with the sentence that says what."""
    today = clock.today()
    mine = [it for it in ahead_of(entry) if not it.withdraws_below and may_take(scope, entry, it)]
    return [(stage, told) for stage in mine if (told := _against(scope, entry, stage, today))]


def _against(scope: Scope, entry: Entry, stage: EntryStage, today: date) -> str:
    """What the stage's guard says against this actor's taking the step; "" where nothing does."""
    try:
        if stage.guard:
            GUARDS[stage.guard](scope, entry, today)
    except Refusal as refusal:
        return str(refusal)
    return ""


def _is_needless(entry: Entry, stage: EntryStage) -> bool:
    """Whether the step is another vote, though all are elected."""
    asked = tally_of(stage)
    found = rounds(register_of(entry), way_of(entry)) if asked and asked.again else []
    return bool(found) and is_settled(found)


def _about_visible(scope: Scope, model: type[Entry | Waiver] = Waiver) -> Q:
    members, organisations = orgs.people_visible(scope), orgs.visible(scope)
    found = Q(subject__in=members.order_by().values("pk")) | Q(subject__in=organisations.order_by().values("pk"))
    found |= Q(subject__in=orgs.left_visible(scope).values("subject"))
    return found | Q(doer=scope.person) if model is Entry and scope.person else found


def waiver_from(scope: Scope, sources: Collection[int]) -> Waiver | None:
    """The newest of the waivers behind these sources, if it is in reach."""
    return waivers(scope).filter(pk__in=sources).first()
