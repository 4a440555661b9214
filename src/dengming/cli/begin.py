"""`dengming begin`: the first people of an empty installation: three administrators and one officer of the committee.

Everything later is done on the pages by these four; nobody registers oneself, and no command opens a second set.
"""

import argparse
from collections.abc import Mapping
from datetime import date
from typing import Final

from django.core.management import call_command
from django.db import transaction

from dengming.accounts.models import User
from dengming.accounts.scope import Everywhere
from dengming.accounts.users import assign_duty, open_account, reset_password
from dengming.cli.answer import print_json, print_table, read_date
from dengming.editions import clock
from dengming.editions.actions import begin_use, install_current, name_committee
from dengming.orgs import kinds
from dengming.orgs.actions.access import give_account
from dengming.orgs.actions.organisations import found_many
from dengming.orgs.actions.people import enrol
from dengming.orgs.actions.posts import appoint
from dengming.orgs.enrolment import NewMember
from dengming.orgs.founding import NewOrganisation
from dengming.orgs.models import Subject
from dengming.orgs.particulars import Particulars
from dengming.orgs.posting import NewPost
from dengming.refusal import Refusal

_COMMITTEE, _BRANCH = "GW", "GW-01"
_DUTIES: Final = {str(duty): str(duty.label) for duty in User.Administers if duty}
Account = tuple[str, str, str]


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("begin", help="在空库里登记机关工委，开立首批账号")
    parser.add_argument("--committee", required=True, metavar="NAME", help="机关工委全称，用于文件抬头")
    parser.add_argument("--branch", required=True, metavar="NAME", help="工委工作人员所在党支部的名称")
    parser.add_argument("--officer", required=True, metavar="NAME", help="首位工委工作人员的姓名")
    for duty, label in _DUTIES.items():
        parser.add_argument(f"--{duty}", default=label, metavar="NAME", help=f"{label}的姓名，写入日志")
    parser.add_argument("--since", metavar="DATE", help="启用日期：此前开始的周期不判定（默认今天）")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Open the accounts and print their passwords, once. Raises Refusal where the database holds anybody."""
    call_command("migrate", verbosity=0, interactive=False)
    since = read_date(args.since, "--since") or clock.today()
    names = {duty: getattr(args, duty) for duty in _DUTIES}
    accounts = begin(args.committee, args.branch, args.officer, since, names)
    if args.json:
        print_json([dict(zip(("label", "username", "password"), account, strict=True)) for account in accounts])
    else:
        print_table(("账号", "用户名", "密码"), accounts)
        print("密码只显示这一次：请当面交给四位本人，登录后立即修改。")
    return 0


@transaction.atomic
def begin(committee: str, branch: str, officer: str, since: date, administrators: Mapping[str, str]) -> list[Account]:
    """Found the work committee and a branch of its own, enrol its first officer, open four accounts. All or nothing.

    `administrators` gives for each duty (system, security, audit) the name that the journal will show.
    """
    if Subject.objects.exists() or User.objects.exists():
        raise Refusal("数据库里已有组织或账号，不能再次初始化：忘记密码请由安全管理员重置。")
    if not all(name.strip() for name in (committee, branch, officer, *administrators.values())):
        raise Refusal("工委、党支部和人员的名称都不能为空，请补全后再试。")
    scope = Everywhere(reason="初始化")
    install_current(scope)
    name_committee(scope, name=committee)
    begin_use(scope, since=since)
    first = _officer(scope, committee.strip(), branch.strip(), officer.strip(), since)
    return [*_administrators(scope, administrators), first]


def _officer(scope: Everywhere, committee: str, branch: str, officer: str, since: date) -> Account:
    above, home = found_many(
        scope,
        [
            NewOrganisation(_COMMITTEE, committee, kinds.WORK_COMMITTEE, since),
            NewOrganisation(_BRANCH, branch, kinds.BRANCH, since, parent=_COMMITTEE),
        ],
    )
    member = enrol(scope, NewMember(Particulars(name=officer), home.pk, since))
    appoint(scope, NewPost(member.pk, "work-committee-officer", above.pk, since))
    given = give_account(scope, member, username="gongwei")
    return f"{officer}（机关工委工作人员）", given.user.username, given.password or ""


def _administrators(scope: Everywhere, names: Mapping[str, str]) -> list[Account]:
    """The three duties of three people (三权分立)."""
    opened = []
    for duty, name in names.items():
        user = open_account(scope, username=f"{duty}-admin", name=name.strip())
        assign_duty(scope, user, duty=User.Administers(duty))
        opened.append((_DUTIES[duty], user.username, reset_password(scope, user)))
    return opened
