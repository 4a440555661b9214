"""`dengming audit verify`: whether the journal's chain holds, and the database still guards it."""

import argparse
import sys

from django.db import connection

from dengming.accounts.append_only import faulty_guards
from dengming.accounts.verification import Verdict, verify
from dengming.cli.answer import print_json
from dengming.cli.database import must_exist


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("audit", help="核验审计日志")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verify")
    command = verbs.add_parser("verify", help="从第一行起核验日志链，并检查数据库的防改触发器")
    command.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.set_defaults(run=run, first=must_exist)


def run(args: argparse.Namespace) -> int:
    """0 when the chain holds and every guard stands, else 1."""
    verdict, guards = verify(), faulty_guards(connection)
    whole = verdict.holds and not guards
    if args.json:
        found = {"lines": verdict.lines, "digest": verdict.digest, "fault": verdict.fault or None}
        print_json({"holds": whole, **found, "faulty_guards": guards})
    else:
        _say(verdict, guards)
    return 0 if whole else 1


def _say(verdict: Verdict, guards: list[str]) -> None:
    if verdict.holds:
        print(f"审计日志完整：共 {verdict.lines} 行，末行摘要 {verdict.digest}（请另行抄存）。")
    else:
        print(f"审计日志已被破坏：{verdict.fault}此前 {verdict.lines} 行完好。", file=sys.stderr)
    for name in guards:
        print(f"防改触发器 {name} 缺失、被停用或与表不符：请从备份核对数据，并重新执行迁移。", file=sys.stderr)
