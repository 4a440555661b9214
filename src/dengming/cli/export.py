"""`dengming export REGISTER [--org CODE] -o FILE.xlsx`: registers as workbooks."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Final

from dengming.accounts.scope import Everywhere, Scope
from dengming.cli.answer import print_json
from dengming.cli.database import make_ready
from dengming.editions.queries import rules
from dengming.orgs import kinds
from dengming.orgs.models import Organisation
from dengming.orgs.queries import visible
from dengming.refusal import Refusal
from dengming.reports.registers import export_register, export_waivers
from dengming.reports.rosters import export_members
from dengming.reports.standings import export_standings
from dengming.standing.queries import AsOf, standings
from dengming.standing.values import codes

Export = Callable[[Scope, BinaryIO, Sequence[Organisation]], int]


def _members(scope: Scope, target: BinaryIO, organisations: Sequence[Organisation]) -> int:
    return export_members(scope, target, organisations=organisations)


def _standings(scope: Scope, target: BinaryIO, organisations: Sequence[Organisation]) -> int:
    found = [item for it in organisations for item in standings(scope, AsOf.at(), prefix=it.reach)]
    return export_standings(target, found, codes(found))


def _waivers(scope: Scope, target: BinaryIO, organisations: Sequence[Organisation]) -> int:
    return export_waivers(scope, target, organisations=organisations)


FIXED: Final[dict[str, tuple[str, Export]]] = {
    "members": ("党员名册", _members),
    "standing": ("完成情况", _standings),
    "waivers": ("免办登记", _waivers),
}
"""What can be exported beside the registers that institutions declare: the name on the command line, what it is called,
and who writes it."""


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("export", help="导出名册、台账（xlsx）")
    named = "、".join(f"{name} {label}" for name, (label, _) in FIXED.items())
    parser.add_argument("register", metavar="REGISTER", help=f"{named}，或台账编号（如 training-plan）")
    parser.add_argument("--org", metavar="CODE", help="只导出这个组织及其下级；不写则为全部")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx", help="写到哪个文件")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.set_defaults(run=run, first=make_ready)


def run(args: argparse.Namespace) -> int:
    """Write the workbook and say how many rows it has."""
    scope = Everywhere(reason="命令行导出")
    label, export = _named(args.register)
    rows = _write(args.output, lambda target: export(scope, target, _organisations(scope, args.org)))
    if args.json:
        print_json({"register": args.register, "rows": rows, "file": str(args.output)})
    else:
        print(f"已把{label} {rows} 行写到 {args.output}。")
    return 0


def _named(name: str) -> tuple[str, Export]:
    """The export of this name. Raises Refusal with all names where there is none."""
    if name in FIXED:
        return FIXED[name]
    # a restricted register is for people whom the journal can name
    registers = {key: it for key, it in rules().rulebook.entries.items() if not it.restricted}
    if name not in registers:
        known = [f"{key}（{label}）" for key, (label, _) in FIXED.items()]
        known += [f"{key}（{register.name}）" for key, register in registers.items()]
        raise Refusal(f"没有名为“{name}”的名册或台账：可以导出 {'、'.join(known)}。")
    register = registers[name]
    return register.name, lambda scope, target, organisations: export_register(
        scope, target, register=register, organisations=organisations
    )


def _organisations(scope: Scope, code: str | None) -> list[Organisation]:
    """The named organisation, or those that stand under nothing."""
    if code is None:
        return list(visible(scope).filter(depth=1).exclude(kind=kinds.LEADING_BODY))
    found = visible(scope).filter(subject__code=code).first()
    if found is None:
        raise Refusal(f"没有编号为“{code}”的组织，请核对编号。")
    return [found]


def _write(path: Path, fill: Callable[[BinaryIO], int]) -> int:
    """Write beside the target and put in place when done: a failure leaves no half file and no lost one."""
    if path.suffix.lower() != ".xlsx":
        raise Refusal(f"输出文件 {path} 应以 .xlsx 结尾，请改名。")
    if not path.parent.is_dir():
        raise Refusal(f"没有目录 {path.parent}，请先建立它或换一个目录。")
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
            written = Path(draft.name)
            try:
                rows = fill(draft)  # type: ignore[arg-type]
            except BaseException:
                written.unlink()
                raise
        written.replace(path)
    except OSError as error:
        raise Refusal(f"写不了文件 {path}：{error.strerror}，请核对目录是否可写。") from error
    return rows
