"""Build a demo district in an empty database: deterministic, realistic, any size."""

import time
from datetime import date
from random import Random

from django.db import transaction
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Everywhere, Scope
from dengming.demo import (
    battles,
    cases,
    contacts,
    developing,
    discipline,
    dues,
    elections,
    merits,
    model_posts,
    points_papers,
    rectification,
    registers,
    sent_down,
    statements,
    urging,
    warning,
    whereabouts,
)
from dengming.demo.accounts import Cast, open_accounts
from dengming.demo.emitting import DemoRoster, Emitter
from dengming.demo.founded import District
from dengming.demo.founding import found
from dengming.demo.history import History, months_until
from dengming.demo.layout import layout
from dengming.demo.making import Maker
from dengming.demo.storing import Storer
from dengming.editions.actions import install_current, name_committee
from dengming.editions.clock import standing_still, start_of
from dengming.editions.models import DemoDate
from dengming.editions.queries import rules
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.web import demo_accounts
from dengming.web.demo_accounts import DemoAccount

DEMO_DATE = date(2020, 9, 10)
FEWEST, MOST = 30, 200_000
OPENS = 9
"""The hour at which the demo day begins to run: offices are open, and what was entered yesterday is over."""


def build(
    *, members: int = 600, months: int = 18, until: date = DEMO_DATE, seed: int = 2020, progress: bool = True
) -> list[DemoAccount]:
    """Build the district and return the accounts to show. Refusal where the database is not empty or a size is absurd.

    All or nothing: a build that is broken off leaves the database empty.
    """
    if not FEWEST <= members <= MOST:
        raise Refusal(f"演示区的党员数应在 {FEWEST} 到 {MOST} 之间，请改 --members。")
    if not 0 <= months <= 120:
        raise Refusal("演示区的月数应在 0 到 120 之间，请改 --months。")
    if not is_empty():
        raise Refusal("数据库里已有数据，演示区只能建在空库里：请换一个 DENGMING_HOME，或清空后再试。")
    scope = Everywhere(reason="建立演示区")
    with transaction.atomic():
        DemoDate.objects.create(date=until, started=int(time.time()) - OPENS * 3600)
        install_current(scope)
        name_committee(scope, name="中共某某区直属机关工作委员会")
        accounts = _build(scope, members=members, months=months, until=until, seed=seed, progress=progress)
        demo_accounts.save(accounts)
    return accounts


def is_empty() -> bool:
    """Whether nobody and nothing is stored yet."""
    return not Subject.objects.exists()


@action("demo.built", label="建立演示区", needs="settle")
def _build(
    scope: Scope, *, members: int, months: int, until: date, seed: int, progress: bool
) -> Done[list[DemoAccount]]:
    random = Random(seed)
    stretch = months_until(until, months)
    plans = layout(members, random)
    with _bar(progress) as bar:
        task = bar.add_task("建立组织和名册", total=None)
        district = found(plans, stretch[0].first, until, random)
        cast = Cast.choose(district)
        cast.branch.careless.update(person for person in (cast.careless,) if person)
        accounts, signers = open_accounts(district, cast)
        bar.update(task, description="写入纪实", total=_expected(district, len(stretch)))
        history = History(Maker(rules().holidays, until, random), district, cast.branch.organisation.pk)
        storer = Storer(Emitter(rules(), DemoRoster.of(district)), until, signers)
        total = storer.store(history.of(stretch), lambda count: bar.advance(task, count))
        total += storer.store(contacts.visits(district, rules().holidays, until), lambda _: None)
        registers.store(district, stretch, until, random, signers)
        urging.store(scope, district, until, signers)
        warning.store(district, until, signers)
        dues.store(district, cast, until, signers)
        points_papers.store(scope, district, until, signers)
        rectification.store(district, cast, until)
        statements.store(district, cast, until)
        model_posts.store(scope, district, cast, until)
        developing.store(scope, district, cast, until)
        sent_down.store(district, cast, until)
        elections.store(district, cast, until, signers)
        battles.store(district, cast, until, storer, seed)
        with standing_still(start_of(until) + OPENS * 3600):
            cases.store(scope, cast, until)
            merits.store(cast, until)
            whereabouts.store(cast, until)
        discipline.store(scope, cast, until)
        bar.update(task, description="演示区已建立", total=total, completed=total)
    note = {"members": members, "months": months, "until": until.isoformat(), "seed": seed, "records": total}
    return Done(accounts, about="演示区", note=note)


def _expected(district: District, months: int) -> int:
    """A guess at the number of records, for the progress bar only."""
    per_month = sum(3.6 + len(branch.groups) for branch in district.branches)
    return max(1, round(per_month * months))


def _bar(shown: bool) -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), disable=not shown)
