"""A month of dues of everybody at once against member by member: `.venv/bin/python -m bench.dues --members 20000`.

Both give the same lines, which is checked; written down is how many times longer the loop takes. The loop is timed on a
sample and counted up: asking twenty thousand times is what it is to show, not to wait for.
"""

import argparse
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from bench.judge import temporary_home

SAMPLE: Final = 200
MONTHS: Final = 8
TODAY: Final = date(2020, 9, 10)


def main() -> int:
    """Print the row; exit 1 where the two disagree."""
    parser = argparse.ArgumentParser(prog="python -m bench.dues", description=__doc__)
    parser.add_argument("--members", type=int, default=2000)
    args = parser.parse_args()
    with temporary_home() as home:
        return compare(home, args.members)


def compare(home: Path, members: int) -> int:
    """Build, ask both ways, print."""
    from bench.comparisons import best
    from dengming.dues import queries
    from dengming.dues.monthly import lines
    from dengming.dues.months import month_of

    _found(home, members)
    asked, month = queries.asked_now(queries.dues_named(), TODAY), month_of(TODAY)
    found = lines(asked, month)
    sample = found[:: max(len(found) // SAMPLE, 1)]
    started = time.perf_counter()
    singly = [lines(asked, month, members=[it.member])[0] for it in sample]
    loop = (time.perf_counter() - started) / len(sample) * len(found)
    whole = best(lambda: lines(asked, month))
    if singly != sample:
        sys.stderr.write("逐人查询与整批查询不一致。\n")
        return 1
    sys.stdout.write(f"| 一个月的党费，{len(found)} 名党员 | 逐人查询 ÷ 一次查询 | {loop / whole:.0f} |\n")
    return 0


def _found(home: Path, members: int) -> None:
    """A district where everybody is assessed since January and most have paid until August."""
    from bench.districts import use_new_district
    from dengming.calendar.days import day_of
    from dengming.dues.models import Assessment, PaidMonth, Payment
    from dengming.dues.money import fen_of
    from dengming.facts.models import Source
    from dengming.orgs.models import Span

    use_new_district(home, members, 0)
    own = set(Assessment.objects.values_list("member", flat=True))
    homes = dict(Span.objects.filter(role__name__in=("member", "probationary")).values_list("subject", "at"))
    people = {person: at for person, at in homes.items() if person not in own and at}
    first, fen = day_of(date(2020, 1, 1)), fen_of(Decimal("82.13"))
    Assessment.objects.bulk_create(
        Assessment(
            dues="party-dues", member_id=person, branch_id=at, category="salaried", fen=fen, since=first,
            assessed_on=first, entered=0,
        )
        for person, at in people.items()
    )  # fmt: skip
    payers = [person for number, person in enumerate(people) if number % 20]
    sources = Source.objects.bulk_create([Source(sort=Source.Sort.DUES) for _ in payers])
    payments = [
        Payment(
            source=source, uid=source.uid, dues="party-dues", member_id=person, branch_id=people[person],
            paid_on=day_of(date(2020, 8, 5)), year=2020, number=10_000 + number, entered=0,
        )
        for number, (source, person) in enumerate(zip(sources, payers, strict=True))
    ]  # fmt: skip
    Payment.objects.bulk_create(payments)
    PaidMonth.objects.bulk_create(
        PaidMonth(payment=it, member_id=it.member_id, month=day_of(date(2020, number, 1)), fen=fen)
        for it in payments
        for number in range(1, MONTHS + 1)
    )


if __name__ == "__main__":
    sys.exit(main())
