"""`dengming standing --on DATE [--known DATE] [--org CODE] [--json]`: every state as of a day, as known at a day."""

import argparse
from collections.abc import Iterator
from datetime import date
from typing import Any

from dengming.accounts.scope import Everywhere
from dengming.cli.answer import print_rows, print_table, read_date, tracked
from dengming.cli.database import make_ready
from dengming.editions.clock import today
from dengming.editions.queries import rules
from dengming.orgs.models import Organisation
from dengming.refusal import Refusal
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, standings
from dengming.standing.values import codes, standing_value

SCOPE = Everywhere(reason="命令行查询")


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("standing", help="各组织、党员在某一天的完成情况")
    parser.add_argument("--on", metavar="DATE", help="按哪一天判定（默认今天；演示时为演示日期）")
    parser.add_argument("--known", metavar="DATE", help="按哪一天为止录入的情况（默认与 --on 相同）")
    parser.add_argument("--since", metavar="DATE", help="从哪一天的周期看起（默认之前十二个月）")
    parser.add_argument("--org", metavar="CODE", help="只看这个组织及其下级")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.set_defaults(run=run, first=make_ready)


def run(args: argparse.Namespace) -> int:
    """Print the states. Raises Refusal on a date or code that does not exist."""
    as_of = AsOf.at(read_date(args.on, "--on") or today(), read_date(args.known, "--known"))
    since = read_date(args.since, "--since")
    prefix = reach_of(args.org) if args.org else None
    if args.json:
        print_rows(_values(as_of, prefix, since))
    else:
        heads = ("主体", "应办", "周期", "状态", "完成", "期限")
        print_table(heads, _cells(as_of, prefix, since), f"{as_of.on:%Y-%m-%d} 完成情况")
    return 0


def reach_of(code: str) -> str:
    """The reach of an organisation. Raises Refusal for an unknown code."""
    found = Organisation.objects.filter(subject__code=code).values_list("reach", flat=True).first()
    if found is None:
        raise Refusal(f"没有编号为“{code}”的组织：请核对 --org。")
    return str(found)


def _by_duty(as_of: AsOf, prefix: str | None, since: date | None) -> Iterator[list[Standing]]:
    duties = list(rules(as_of.known).duties())
    for duty in tracked(duties, "判定"):
        yield standings(SCOPE, as_of, prefix=prefix, duties=[duty], since=since)


def _values(as_of: AsOf, prefix: str | None, since: date | None) -> Iterator[dict[str, Any]]:
    for found in _by_duty(as_of, prefix, since):
        subjects = codes(found)
        yield from (standing_value(item, subjects) for item in found)


def _cells(as_of: AsOf, prefix: str | None, since: date | None) -> Iterator[tuple[str, ...]]:
    for found in _by_duty(as_of, prefix, since):
        subjects = codes(found)
        for item in found:
            done = f"{item.done:g}/{item.needed:g}"
            state = item.state.label + ("（补录）" if item.entered_late else "")
            yield subjects[item.subject][1], item.duty.name, item.period, state, done, f"{item.due:%Y-%m-%d}"
