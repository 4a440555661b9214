"""`dengming import members FILE`: a dry run row by row, or all or nothing."""

import argparse
import sys
from pathlib import Path

from dengming.accounts.scope import Everywhere
from dengming.cli.answer import print_json, print_table
from dengming.cli.database import make_ready
from dengming.orgs.importing.apply import import_members
from dengming.orgs.importing.results import Outcome, Plan
from dengming.refusal import Refusal

_LIMIT = 20 * 1024 * 1024  # bytes: a roster of a whole city is far smaller


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("import", help="导入名册（xlsx、xls）")
    parser.add_argument("register", choices=["members"], metavar="members", help="党员名册")
    parser.add_argument("file", type=Path, metavar="FILE", help="表格文件")
    parser.add_argument("--dry-run", action="store_true", help="只预检，逐行报告，不写入")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.set_defaults(run=run, first=make_ready)


def run(args: argparse.Namespace) -> int:
    """0 when nothing is wrong with the sheet, else 1; nothing is written then."""
    plan = _import(args.file, args.dry_run)
    if args.json:
        print_json(plan.as_json())
    else:
        _say(plan, args.dry_run)
    if plan.errors:
        print(f"名册有 {len(plan.errors)} 处错误，没有导入任何一行：请按报告改正后再导入。", file=sys.stderr)
    return 1 if plan.errors else 0


def _import(file: Path, dry_run: bool) -> Plan:
    if not file.is_file():
        raise Refusal(f"没有文件 {file}，请核对路径。")
    try:
        if file.stat().st_size > _LIMIT:
            raise Refusal(f"文件 {file} 超过 20 MB，不像一份名册，请核对。")
        with file.open("rb") as source:
            return import_members(Everywhere(reason="命令行导入名册"), source, dry_run=dry_run)
    except OSError as error:
        raise Refusal(f"读不到文件 {file}：{error.strerror}，请核对路径。") from error


def _say(plan: Plan, dry_run: bool) -> None:
    _say_rows(plan, dry_run)
    if plan.said_of_undated:
        print(plan.said_of_undated)


def _say_rows(plan: Plan, dry_run: bool) -> None:
    if plan.errors:
        heads = ("行", "列", "值", "问题和改法")
        print_table(heads, [(str(it.row), it.column, it.value, it.message) for it in plan.errors])
        return
    changes = [
        (str(row.row), row.name, f"{it.field}：{it.before or '（空）'} → {it.after}")
        for row in plan.rows
        if row.outcome == Outcome.CHANGED
        for it in row.changes
    ]
    if changes:
        print_table(("行", "姓名", "变更"), changes)
    new, changed, same = (plan.count(it) for it in (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED))
    done = "预检通过" if dry_run else "导入完成"
    print(f"{done}：工作表“{plan.sheet}”新增 {new} 人，变更 {changed} 人，未变 {same} 人。")
    if plan.ignored_columns:
        print(f"没有用到的列：{'、'.join(plan.ignored_columns)}。")
    if plan.skipped_rows:
        print(f"跳过的说明、合计等行：{'、'.join(map(str, plan.skipped_rows))}。")
