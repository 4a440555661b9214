"""`dengming demo [--members N] [--months M] [--until DATE] [--seed S]`: build a demo district in an empty database."""

import argparse

from django.core.management import call_command

from dengming.cli.answer import print_json, print_table, read_date
from dengming.demo.build import DEMO_DATE, build


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("demo", help="在空库里建立演示区")
    parser.add_argument("--members", type=int, default=600, help="党员数（默认 600）")
    parser.add_argument("--months", type=int, default=18, help="纪实的月数（默认 18）")
    parser.add_argument("--until", metavar="DATE", help="演示日期（默认 2020-09-10）")
    parser.add_argument("--seed", type=int, default=2020, help="随机种子（默认 2020）")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build the district and show its accounts. Raises Refusal where the database holds anything."""
    until = read_date(args.until, "--until") or DEMO_DATE
    call_command("migrate", verbosity=0, interactive=False)
    accounts = build(members=args.members, months=args.months, until=until, seed=args.seed, progress=not args.json)
    rows = [(one.label, one.username, one.password) for one in accounts]
    if args.json:
        print_json([dict(zip(("label", "username", "password"), row, strict=True)) for row in rows])
    else:
        print_table(("演示账号", "用户名", "密码"), rows)
    return 0
