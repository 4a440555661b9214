"""`dengming export REGISTER [--org CODE] -o FILE.xlsx`: registers as workbooks."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Final

from dengming.accounts.scope import Everywhere, Scope
from dengming.cli.answer import print_json
from dengming.cli.database import make_ready
from dengming.orgs import kinds
from dengming.orgs.models import Organisation
from dengming.orgs.queries import visible
from dengming.refusal import Refusal
from dengming.reports.rosters import export_members

Export = Callable[[Scope, BinaryIO, Sequence[Organisation]], int]


def _members(scope: Scope, target: BinaryIO, organisations: Sequence[Organisation]) -> int:
    return export_members(scope, target, organisations=organisations)


REGISTERS: Final[dict[str, tuple[str, Export]]] = {
    "members": ("党员名册", _members),
}
"""What can be exported: the name on the command line, what it is called, and who writes it."""


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("export", help="导出名册、台账（xlsx）")
    named = "、".join(f"{name} {label}" for name, (label, _) in REGISTERS.items())
    parser.add_argument("register", choices=list(REGISTERS), metavar="REGISTER", help=named)
    parser.add_argument("--org", metavar="CODE", help="只导出这个组织及其下级；不写则为全部")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx", help="写到哪个文件")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.set_defaults(run=run, first=make_ready)


def run(args: argparse.Namespace) -> int:
    """Write the workbook and say how many rows it has."""
    scope = Everywhere(reason="命令行导出")
    label, export = REGISTERS[args.register]
    rows = _write(args.output, lambda target: export(scope, target, _organisations(scope, args.org)))
    if args.json:
        print_json({"register": args.register, "rows": rows, "file": str(args.output)})
    else:
        print(f"已把{label} {rows} 行写到 {args.output}。")
    return 0


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
