"""催办: remind those who have not done something yet. Many at once, one journal line; it changes no state."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.models import Urge
from dengming.ledgers.places import reaches_of
from dengming.orgs.models import Member, Subject
from dengming.refusal import Refusal
from dengming.secrecy import refuse_marked

_NOTE_AT_MOST = 200
_AT_MOST = 1000
"""More rows (a duty of a subject in one period each) than this at once is a mistake, not an urging."""
_LISTABLE = 500
"""A longer list of subjects is not sent to the database."""


@dataclass(frozen=True)
class Pending:
    """What is urged: a duty of a subject (by number) in a period."""

    subject: int
    duty: str
    period: str


def _reaches(pending: Collection[Pending], **_: Any) -> list[str]:
    return sorted(reaches_of(item.subject for item in pending))


@action("duty.urged", label="催办", needs="urge", at=_reaches)
def urge(scope: Scope, pending: Collection[Pending], *, note: str = "") -> Done[list[Urge]]:
    """Urge them all. Raises Refusal where too much is chosen or a duty is unknown; NotVisible where nothing is."""
    refuse_marked(note, "附言")
    if len(pending) > _AT_MOST:
        raise Refusal(f"一次最多催办 {_AT_MOST} 期，现在选了 {len(pending)} 期：请分批办理，如先选一个组织。")
    if len(note.strip()) > _NOTE_AT_MOST:
        raise Refusal(f"附言太长：请不超过 {_NOTE_AT_MOST} 字。")
    unknown = {item.duty for item in pending} - rules().rulebook.duties.keys()
    if unknown:
        raise Refusal(f"没有名为“{min(unknown)}”的事项：请刷新页面后再选。")
    now = clock.moment()
    rows = [
        Urge(
            duty=item.duty,
            subject_id=item.subject,
            period=item.period,
            note=note.strip(),
            urged_at=now,
            urged_by=scope.actor,
        )
        for item in pending
    ]
    subjects = Subject.objects.in_bulk([item.subject for item in pending])
    told = [f"{subjects[item.subject].code} {item.duty} {item.period}" for item in pending]
    names = "、".join(sorted({subject.name for subject in subjects.values()}))
    return Done(Urge.objects.bulk_create(rows), about=f"{len(rows)} 项：{names}", note={"urged": told})


def newest_urges(subjects: Iterable[int], since: int) -> dict[tuple[int, str, str], Urge]:
    """The newest urging of each (subject, duty, period) since a moment. The subjects come from a scoped query."""
    wanted = set(subjects)
    found = Urge.objects.filter(urged_at__gte=since).select_related("urged_by")
    found = found.filter(subject__in=wanted) if len(wanted) < _LISTABLE else found
    newest = found.order_by("urged_at", "pk")
    return {(it.subject_id, it.duty, it.period): it for it in newest if it.subject_id in wanted}


@dataclass(frozen=True)
class Urging:
    """What one officer urged at one moment with one note: how many rows, of how many organisations and people."""

    at: int
    by: str
    note: str
    rows: int
    organisations: int
    people: int


def urgings(subjects: Iterable[int], first: int, last: int) -> list[Urging]:
    """What was urged of these subjects between two moments, the oldest first. They come from a scoped query."""
    wanted = set(subjects)
    found = Urge.objects.filter(urged_at__gte=first, urged_at__lte=last).select_related("subject", "urged_by")
    by_moment: dict[tuple[int, str, str], list[Subject]] = defaultdict(list)
    for it in found.order_by("urged_at", "pk"):
        if it.subject_id in wanted:
            by_moment[it.urged_at, it.urged_by.name if it.urged_by else "", it.note].append(it.subject)
    return [Urging(*key, len(those), *_sorts(those)) for key, those in by_moment.items()]


def _sorts(subjects: Iterable[Subject]) -> tuple[int, int]:
    """How many different organisations and people."""
    sorts = Counter(subject.sort for subject in set(subjects))
    return sorts[Subject.Sort.ORG], sorts[Subject.Sort.PERSON]


def without_account(subjects: Iterable[int]) -> int:
    """How many are members who cannot sign in, so that the branch must tell them. They come from a scoped query."""
    return Member.objects.filter(pk__in=list(subjects), user=None).count()
