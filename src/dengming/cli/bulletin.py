"""`dengming bulletin --period 2020-Q2 [--org CODE] [--on DATE] -o FILE.docx`: the quarterly bulletin as a Word file."""

import argparse
from pathlib import Path

from dengming.accounts.scope import Everywhere
from dengming.cli.answer import read_date
from dengming.cli.database import make_ready
from dengming.editions.queries import rules
from dengming.orgs.models import Organisation
from dengming.refusal import Refusal
from dengming.reports.asking import day_asked, period_asked, refuse_particulars
from dengming.reports.bulletins import bulletin_docx
from dengming.standing.bulletins import tell

SCOPE = Everywhere(reason="命令行通报")


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("bulletin", help="季通报（Word，GB/T 9704 版式）")
    parser.add_argument("--period", required=True, metavar="P", help="季度，如 2020-Q2")
    parser.add_argument("--org", metavar="CODE", help="只通报这个组织及其下级（默认全区）")
    parser.add_argument("--on", metavar="DATE", help="数据截止日（默认期末后若干天，见制度库）")
    parser.add_argument("--number", default="", metavar="TEXT", help="发文字号，如 区直工委发〔2020〕3号")
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE", help="写到哪个 .docx 文件")
    parser.set_defaults(run=run, first=make_ready)


def run(args: argparse.Namespace) -> int:
    """Write the file. Raises Refusal on a period, code, date or file that does not do."""
    now = rules()
    bulletin = next(iter(now.rulebook.bulletins.values()), None)
    if bulletin is None:
        raise Refusal("制度里没有通报：请在制度包里写上 [[bulletin]]。")
    period = period_asked(bulletin, args.period)
    as_of = day_asked(bulletin, period, read_date(args.on, "--on"))
    refuse_particulars({"number": args.number})
    if args.output.suffix.lower() != ".docx":
        raise Refusal(f"“{args.output}”不是 .docx 文件：请把 -o 写成以 .docx 结尾的文件名。")
    top = _organisation(args.org) if args.org else None
    told = tell(SCOPE, bulletin, period, as_of, top)
    data = bulletin_docx(now, told, args.number)
    try:
        args.output.write_bytes(data)
    except OSError as error:
        raise Refusal(f"写不了“{args.output}”（{error.strerror}）：请换一个目录。") from error
    print(f"已写入 {args.output}：{len(told.lines)} 个党组织，数据截至 {told.as_of.on:%Y-%m-%d}。")
    return 0


def _organisation(code: str) -> Organisation:
    found: Organisation | None = Organisation.objects.select_related("subject").filter(subject__code=code).first()
    if found is None:
        raise Refusal(f"没有编号为“{code}”的组织：请核对 --org。")
    return found
