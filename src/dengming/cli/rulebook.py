"""`dengming rulebook check | list | show ID | coverage | reference`: the packs on disk, without a database."""

import argparse
import sys
from datetime import date
from pathlib import Path

from dengming.calendar.workdays import packaged_table
from dengming.cli.answer import print_json, print_table, read_date
from dengming.cli.rulebook_show import show_text, show_value
from dengming.editions.rules import Parameters, Rules
from dengming.refusal import Refusal
from dengming.reports.institutions import institutions_page
from dengming.rulebook.coverage import coverage
from dengming.rulebook.faults import Fault, RulebookError
from dengming.rulebook.library import Rulebook, load, located
from dengming.rulebook.relief import warnings
from dengming.standing.examples import failures
from dengming.standing.reference import sheet


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("rulebook", help="检查、列出、查看制度，查看讲话条款的覆盖情况")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="|".join(VERBS))
    for verb, text in VERBS.items():
        command = verbs.add_parser(verb, help=text)
        command.add_argument("--json", action="store_true", help="以 JSON 输出")
        if verb == "check":
            command.add_argument("packs", type=Path, nargs="?", metavar="PACKDIR", help=_PACKS)
        else:
            command.add_argument("--packs", type=Path, metavar="PACKDIR", help=_PACKS)
        if verb == "show":
            command.add_argument("id", help="制度编号，见 rulebook list")
            command.add_argument("--on", metavar="DATE", help="按哪一天看现行条款（默认今天）")
    parser.set_defaults(run=run)


VERBS = {
    "check": "检查全部制度文件并运行例子",
    "list": "列出制度",
    "show": "查看一项制度",
    "coverage": "讲话条款由哪些制度覆盖",
    "reference": "把全部制度写成一页 Markdown",
}

_QUOTE = 28
_PACKS = "制度包所在目录，或单独一个制度包的目录（默认为随程序的 institutions）"


def run(args: argparse.Namespace) -> int:
    """0 when all is well; 1 for faults, failed examples or uncovered clauses. Raises Refusal on an unknown id."""
    if args.packs is not None and not args.packs.is_dir():
        raise Refusal(f"没有制度包目录“{args.packs}”：请核对路径，要写目录而不是文件。")
    if args.verb == "check":
        return _check(args)
    try:
        rulebook = load(args.packs)
    except RulebookError as error:
        raise Refusal(
            f"制度文件有 {len(error.faults)} 处错误：请先运行 dengming rulebook check 查看并改正。"
        ) from error
    verbs = {"list": _list, "show": _show, "coverage": _coverage, "reference": _reference}
    return verbs[args.verb](rulebook, args)


def _check(args: argparse.Namespace) -> int:
    try:
        rulebook = load(args.packs)
    except RulebookError as error:
        return _report(args, error.faults, [], [])
    return _report(args, [], _failed_examples(rulebook, args.packs), located(warnings(rulebook), args.packs), rulebook)


def _failed_examples(rulebook: Rulebook, packs: Path | None) -> list[Fault]:
    district = packs / "example-district.toml" if packs else None
    if district is not None and not district.is_file():
        district = None
    found = [
        Fault(file, 0, f"example[{example.name}]", f"例子没有得到应有的结果：{complaint}。", "请改正例子或条款。")
        for file, example, complaint in failures(rulebook, district)
    ]
    return located(found, packs)


def _report(
    args: argparse.Namespace,
    faults: list[Fault],
    failed: list[Fault],
    warned: list[Fault],
    rulebook: Rulebook | None = None,
) -> int:
    bad = bool(faults or failed)
    if args.json:
        groups = {"faults": faults, "failed_examples": failed, "warnings": warned}
        print_json({name: [vars(fault) for fault in group] for name, group in groups.items()})
        return int(bad)
    for fault in [*faults, *failed]:
        print(fault, file=sys.stderr)
    for fault in warned:
        print(f"提示 {fault}", file=sys.stderr)
    if rulebook is not None and not bad:
        examples = sum(len(file.example) for file in rulebook.files)
        duties = len(rulebook.duties)
        print(f"制度库没有错误：{len(rulebook.files)} 项制度，{duties} 项应办，{examples} 个例子全部符合。")
    return int(bad)


def _list(rulebook: Rulebook, args: argparse.Namespace) -> int:
    files = rulebook.institutions.values()
    if args.json:
        print_json([{"id": file.id, "name": file.name, "pack": file.pack} for file in files])
    else:
        print_table(("编号", "制度", "制度包", "主题"), [(f.id, f.name, f.pack, f.theme) for f in files])
    return 0


def _show(rulebook: Rulebook, args: argparse.Namespace) -> int:
    found = sheet(_rules(rulebook), args.id, read_date(args.on, "--on") or date.today())
    if found is None:
        raise Refusal(f"没有编号为“{args.id}”的制度：请用 dengming rulebook list 查看编号。")
    if args.json:
        print_json(show_value(found))
    else:
        print(show_text(found))
    return 0


def _reference(rulebook: Rulebook, args: argparse.Namespace) -> int:
    page = institutions_page(_rules(rulebook))
    if args.json:
        print_json({"markdown": page})
    else:
        print(page, end="")
    return 0


def _rules(rulebook: Rulebook) -> Rules:
    return Rules(rulebook, packaged_table(), Parameters())


def _coverage(rulebook: Rulebook, args: argparse.Namespace) -> int:
    rows = coverage(rulebook)
    uncovered = [clause for clause, covered_by in rows if not covered_by]
    if args.json:
        print_json([{"clause": clause.id, "covered_by": covered_by} for clause, covered_by in rows])
    else:
        cells = [(clause.id, _short(clause.quote), "、".join(covered_by) or "尚未实现") for clause, covered_by in rows]
        print_table(("条款", "讲话原文", "由何覆盖"), cells)
        print(f"共 {len(rows)} 条要求，已覆盖 {len(rows) - len(uncovered)} 条，尚未实现 {len(uncovered)} 条。")
    return int(bool(uncovered))


def _short(quote: str) -> str:
    """Enough to know the clause by; `rulebook show` and 制度库 have the whole."""
    return quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + "…"
