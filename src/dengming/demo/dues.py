"""Dues of the demo: everybody is assessed since January; only the last branch has not begun. In the secretary's branch,
and two beside it, nearly all pay each month: one is exempt, one pays by the quarter, one gives freely, one is behind a
month; in the branch beside it somebody has not paid for many. In all others the year is paid at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from dengming.calendar.days import date_of, day_of
from dengming.calendar.periods import add_months
from dengming.demo.accounts import Cast
from dengming.demo.bulk import Stored, insert_facts
from dengming.demo.founded import Branch, District
from dengming.dues.emission import rows_of_assessments, rows_of_payment, rows_of_relief
from dengming.dues.models import Assessment, PaidMonth, Payment, Relief, Remittance
from dengming.dues.money import fen_of
from dengming.dues.months import between, month_of, shifted
from dengming.editions.clock import start_of
from dengming.editions.models import FAR_MOMENT
from dengming.editions.queries import rules
from dengming.editions.words import role_id
from dengming.facts.models import Source
from dengming.orgs.models import Span
from dengming.rulebook.dues import Dues
from dengming.rulebook.dues_amounts import monthly

BRANCHES: Final = 3
BASES: Final = ("6280.50", "8120", "4960", "5475.30", "9340", "10860", "3000", "7215.80")
"""What members of a branch earn, by turns."""
EVENING: Final = 17 * 3600
GIVEN: Final = 100_000
"""Fen: what one gives freely on 1 July."""


@dataclass
class _Book:
    """What is to be stored of one branch, in the order in which it happened."""

    dues: Dues
    branch: Branch
    user: int | None
    assessments: list[Assessment] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    payments: list[tuple[Payment, list[int]]] = field(default_factory=list)
    sums: dict[int, int] = field(default_factory=dict)

    @property
    def place(self) -> int:
        """The branch."""
        return int(self.branch.organisation.pk)


def store(district: District, cast: Cast, until: date, signers: Mapping[int, int]) -> None:
    """Store all that happened this year by the day before `until`."""
    dues = next(iter(rules().rulebook.dues.values()), None)
    first, last = day_of(date(until.year, 1, 1)), month_of(until)
    if dues is None or dues.term_at(date_of(first)) is None:
        return
    beside = [it for it in cast.direct.branches if it is not cast.branch][: BRANCHES - 1]
    monthly = [cast.branch, *beside]
    for branch in [*monthly, *(it for it in district.branches[:-1] if it not in monthly)]:
        book = _Book(dues, branch, signers.get(branch.organisation.pk))
        since = {person: _assess(book, person, number, first) for number, person in enumerate(_people(branch, until))}
        if branch in monthly:
            _fill(book, cast, since, between(first, last), until)
        else:
            _ahead(book, since, shifted(first, 11), until)
        _store(book)
    _relieve(cast, dues, first, until, signers)
    _hand_on(cast, dues, until, signers)


def _people(branch: Branch, until: date) -> list[int]:
    return [it for it in branch.members if (day := branch.joined.get(it)) is None or day < until]


def _ahead(book: _Book, since: Mapping[int, int], last: int, until: date) -> None:
    """Everybody pays for all months of the year in the first."""
    for person, month in since.items():
        day = date_of(month) + timedelta(days=7)
        if day < until:
            _pay(book, person, between(month, last), day, 0)


def _fill(book: _Book, cast: Cast, since: Mapping[int, int], months: list[int], until: date) -> None:
    """Month by month, who pays."""
    stories = _stories(cast) if book.branch is cast.branch else _stopped(book, cast)
    if quarterly := next((it for it, story in stories.items() if story == "quarterly"), None):
        book.spans.append(_span(quarterly, book.dues.quarterly, months[0]))
    for month in months:
        day = date_of(month) + timedelta(days=4)
        for person in since if day < until else ():
            paid = [it for it in _paid_in(stories.get(person, ""), month, months) if it >= since[person]]
            if paid:
                extra = GIVEN if stories.get(person) == "gives" and day.month == 7 else 0
                _pay(book, person, paid, day, extra)


def _stories(cast: Cast) -> dict[int, str]:
    """Who of the secretary's branch does not simply pay."""
    plain = [it for it in cast.ordinary[1:] if it not in cast.branch.away and it != cast.careless]
    return dict(zip(plain, ("exempt", "quarterly", "gives", "behind"), strict=False))


def _stopped(book: _Book, cast: Cast) -> dict[int, str]:
    """In the first branch beside it somebody without a post has not paid since January."""
    first = next(it for it in cast.direct.branches if it is not cast.branch)
    busy = {
        *book.branch.officers,
        *cast.direct.leaders,
        *cast.direct.board,
        cast.direct.office,
        cast.officer,
        cast.head,
    }
    plain = [it for it in book.branch.members if it not in busy]
    return {plain[-1]: "stopped"} if book.branch is first and plain else {}


def _paid_in(story: str, month: int, months: list[int]) -> list[int]:
    """For which months a member pays in this one."""
    number = date_of(month).month
    if (story == "stopped" and number > 1) or (story == "behind" and number >= months_back(months)):
        return []
    if story == "quarterly":
        return between(shifted(month, -2), month) if number % 3 == 0 else []
    return [] if story == "exempt" and number >= 3 else [month]


def months_back(months: list[int]) -> int:
    """The month before the last one: whoever is behind has not paid since."""
    return max(date_of(months[-1]).month - 1, 1)


def _assess(book: _Book, person: int, number: int, first: int) -> int:
    """Assessed since January, or since the member came; gives back from when."""
    came = book.branch.joined.get(person)
    since = max(first, month_of(came)) if came else first
    base, on = BASES[number % len(BASES)], date_of(since) + timedelta(days=2)
    fen = fen_of(monthly(book.dues, book.dues.category[0].id, Decimal(base), date_of(since)))
    book.assessments.append(
        Assessment(
            dues=book.dues.id, member_id=person, branch_id=book.place, category=book.dues.category[0].id, base=base,
            fen=fen, since=since, assessed_on=day_of(on), entered=start_of(on) + EVENING, entered_by_id=book.user,
        )
    )  # fmt: skip
    book.spans.append(_span(person, book.dues.assessed, since))
    book.sums[person] = fen
    return since


def _span(person: int, role: str, since: int) -> Span:
    return Span(subject_id=person, role_id=role_id(role), since=since, entered=start_of(date_of(since)))


def _pay(book: _Book, person: int, months: list[int], day: date, extra: int) -> None:
    number = len(book.payments) + 1
    payment = Payment(
        dues=book.dues.id, member_id=person, branch_id=book.place, paid_on=day_of(day), extra=extra, year=day.year,
        number=number, entered=start_of(day) + EVENING, entered_by_id=book.user,
    )  # fmt: skip
    book.payments.append((payment, months))


def _store(book: _Book) -> None:
    payments, months = [payment for payment, _ in book.payments], sorted({it.since for it in book.assessments})
    sources = Source.objects.bulk_create([Source(sort=Source.Sort.DUES) for _ in (*payments, *months)])
    for source, payment in zip(sources, payments, strict=False):
        payment.source, payment.uid = source, source.uid
    acts = dict(zip(months, sources[len(payments) :], strict=True))
    for it in book.assessments:
        it.source = acts[it.since]
    Assessment.objects.bulk_create(book.assessments)
    Span.objects.bulk_create(book.spans)
    Payment.objects.bulk_create(payments)
    PaidMonth.objects.bulk_create(_months(book))
    insert_facts(_facts(book, acts))


def _months(book: _Book) -> Iterator[PaidMonth]:
    for payment, months in book.payments:
        person = payment.member_id
        yield from (PaidMonth(payment=payment, member_id=person, month=it, fen=book.sums[person]) for it in months)


def _facts(book: _Book, acts: Mapping[int, Source]) -> Iterator[Stored]:
    for since, source in acts.items():
        assessed = [it for it in book.assessments if it.since == since]
        yield from ((row, source.pk, assessed[0].entered, FAR_MOMENT) for row in rows_of_assessments(assessed))
    for payment, months in book.payments:
        rows = rows_of_payment(payment, months)
        yield from ((row, payment.source_id, payment.entered, FAR_MOMENT) for row in rows)


def _relieve(cast: Cast, dues: Dues, first: int, until: date, signers: Mapping[int, int]) -> None:
    """One is exempt from March to December."""
    exempt = next((it for it, story in _stories(cast).items() if story == "exempt"), None)
    since, last = shifted(first, 2), shifted(first, 11)
    approved = date_of(since) - timedelta(days=8)
    if exempt is None or approved >= until:
        return
    source = Source.objects.create(sort=Source.Sort.DUES)
    above = cast.direct.organisation
    relief = Relief.objects.create(
        source=source, uid=source.uid, dues=dues.id, member_id=exempt, since=since, until=last, fen=0,
        studied_on=day_of(approved - timedelta(days=5)), approver=above.name, approved_on=day_of(approved),
        paper=f"机党〔{until.year}〕4号", entered=start_of(approved) + EVENING,
        entered_by_id=signers.get(cast.branch.organisation.pk),
    )  # fmt: skip
    insert_facts((row, source.pk, relief.entered, FAR_MOMENT) for row in rows_of_relief(relief, dues))


def _hand_on(cast: Cast, dues: Dues, until: date, signers: Mapping[int, int]) -> None:
    """Each quarter that is over, the branch hands on what came in."""
    place = cast.branch.organisation
    for number in (1, 2, 3):
        over = add_months(date(until.year, 1, 1), 3 * number)
        day = over + timedelta(days=4)
        taken = PaidMonth.objects.filter(
            payment__branch=place.pk, payment__paid_on__range=(day_of(add_months(over, -3)), day_of(over) - 1)
        )
        fen = sum(taken.values_list("fen", flat=True))
        if day < until and fen:
            Remittance.objects.create(
                dues=dues.id, organisation=place.subject, receiver=cast.direct.organisation.subject,
                quarter=f"{until.year}-Q{number}", remitted_on=day_of(day), fen=fen, paper=f"缴款单{number:02d}号",
                entered=start_of(day) + EVENING, entered_by_id=signers.get(place.pk),
            )  # fmt: skip
