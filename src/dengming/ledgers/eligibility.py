"""资格: what speaks against an award or a post on a day, with the reason for who may know it, without for all others.

What lies in rooms above (warnings, overdue duties) is entered into SOURCES by them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.ledgers import restricted
from dengming.ledgers.effects import running_on
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.places import subject_reach
from dengming.ledgers.steps import days_late, register_of
from dengming.orgs import kinds, spans
from dengming.orgs.models import Subject
from dengming.refusal import days_in_words
from dengming.rulebook.words import WITHOUT_LABELS, Without

FOR_POSTS: Final[tuple[Without, ...]] = ("effect", "suspended")
"""What is told before somebody is given a post. No article says of which rank a post is, so that nothing is refused."""
HIDDEN: Final = "有影响期内或者其他不符合的情形，至少到 {until}：请向所在党组织和纪检部门了解"
"""For who may not know a reason: of whatever kind it is, and however many there are."""


@dataclass(frozen=True)
class Bar:
    """One thing that speaks against it: the reason, until which day it lasts at least (None: nobody knows yet), and
    whether the actor may know."""

    reason: str
    until: date | None
    known: bool


Source = Callable[[Scope, Subject, date], Iterable[Bar]]


def told_against(
    scope: Scope | None, subject: Subject, without: Iterable[Without], on: date, over: bool = False
) -> list[str]:
    """What of `without` speaks against the person or organisation that day or today, in words, each once; for nobody in
    particular (None) as everybody may read them.

    Who may not know the reason is told one sentence, of what holds today or on a later day asked about: the answers for
    days gone by would tell when something was decided and for how long. Of what is `over` only that day counts, and
    nothing is told that is hidden; nor is it to the person: what was not delivered yet nobody learns here about
    oneself.
    """
    whose, asked, wanted = scope or Scope(None), max(on, clock.today()), tuple(without)
    then = _bars(whose, subject, wanted, on)
    now = [] if over or whose.person == subject.pk else then if on == asked else _bars(whose, subject, wanted, asked)
    found = list(dict.fromkeys(it.reason for it in (*then, *now) if it.known))
    hidden = [it.until or asked for it in now if not it.known]
    told = [*found, HIDDEN.format(until=max(asked, *hidden))] if hidden else found
    return [days_in_words(it) for it in told]


def looked_at(scope: Scope, subject: Subject, without: Iterable[Without], on: date) -> dict[str, str]:
    """Each thing that is looked at with its answer that day. Where something is hidden, those without a reason that the
    actor may know are answered together: nobody learns of which of them it is."""
    bars = {name: list(SOURCES[name](scope, subject, on)) for name in without}
    found = {name: list(dict.fromkeys(it.reason for it in there if it.known)) for name, there in bars.items()}
    hidden = [it.until or on for there in bars.values() for it in there if not it.known]
    told = {WITHOUT_LABELS[name]: "；".join(reasons) for name, reasons in found.items() if reasons}
    left = [WITHOUT_LABELS[name] for name, reasons in found.items() if not reasons]
    if hidden:
        told["、".join(left) or "其他"] = HIDDEN.format(until=max(on, *hidden))
    else:
        told |= dict.fromkeys(left, "没有")
    return {name: days_in_words(words) for name, words in told.items()}


def check_for_posts(scope: Scope, people: Iterable[Subject], on: date, aware: bool) -> None:
    """Raise FieldRefusal where something speaks against a post for one of them that day and the actor has not said to
    have looked at it."""
    told = [(it.name, told_against(scope, it, FOR_POSTS, on)) for it in people]
    words = "；".join(f"{name}{'；'.join(said)}" for name, said in told if said)
    if words and not aware:
        raise FieldRefusal({"aware": f"{words}。请先核对任职规定；仍要任职的，勾选后再登记。"})


def _bars(scope: Scope, subject: Subject, without: tuple[Without, ...], on: date) -> list[Bar]:
    return [bar for name in without for bar in SOURCES[name](scope, subject, on)]


def _effects(scope: Scope, subject: Subject, on: date) -> Iterator[Bar]:
    running = list(running_on(subject.pk, on))
    mine = Entry.objects.filter(restricted.seen(scope)).filter(pk__in=[it.entry.pk for it in running])
    seen = set(mine.values_list("pk", flat=True))
    for it in running:
        block = register_of(it.entry)
        known = it.entry.pk in seen or (block.restricted is None and scope.reaches(subject_reach(subject)))
        ends = f"到 {it.until} 为止" if it.until else "还没有到期"
        yield Bar(f"“{block.name}”的{it.effect.name}{ends}", it.until or it.least, known)


def _late(scope: Scope, subject: Subject, on: date) -> Iterator[Bar]:
    """Cases that came to the person, or that are the organisation's own."""
    own = Q(doer=subject) if subject.sort == Subject.Sort.PERSON else Q(subject=subject)
    found = Entry.objects.filter(own, withdrawn_at=None).exclude(register__in=restricted.names())
    late = [it for it in found.prefetch_related("moves") if days_late(it, on)]
    names = dict.fromkeys(register_of(it).name for it in late)
    if late:
        yield Bar(f"有 {len(late)} 件逾期没有办结：{'、'.join(names)}", None, _is_near(scope, subject))


def _suspended(scope: Scope, subject: Subject, on: date) -> Iterator[Bar]:
    if spans.holders(kinds.SUSPENDED, on).filter(subject=subject).exists():
        yield Bar("停止党籍", None, _is_near(scope, subject))


def _is_near(scope: Scope, subject: Subject) -> bool:
    """The person, and whoever reaches where the person belongs."""
    return scope.person == subject.pk or scope.reaches(subject_reach(subject))


SOURCES: Final[dict[Without, Source]] = {"effect": _effects, "late": _late, "suspended": _suspended}
"""How each word is answered."""
