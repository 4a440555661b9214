"""`dengming explain --subject CODE --duty ID --period P [--on DATE] [--known DATE] [--json]`: why it stands so."""

import argparse
from collections.abc import Iterator

from dengming.accounts.scope import Everywhere
from dengming.calendar.periods import PeriodError, chinese_label, parse_period
from dengming.cli.answer import print_json, read_date
from dengming.cli.database import make_ready
from dengming.editions.clock import today
from dengming.editions.queries import rules
from dengming.orgs.models import Organisation, Subject
from dengming.refusal import Refusal
from dengming.reports.asking import day_asked, period_asked
from dengming.rulebook.words import EVERY_LABELS
from dengming.standing.bulletins import line_of
from dengming.standing.derivation import derive
from dengming.standing.explain import NeedSeen, Why
from dengming.standing.grouping import grouping_lines, grouping_value
from dengming.standing.nothing import why_nothing
from dengming.standing.points.ledger import period_at
from dengming.standing.points.queries import kept_of
from dengming.standing.points.values import kept_lines, kept_value
from dengming.standing.queries import AsOf
from dengming.standing.sources import cite
from dengming.standing.values import why_value

SCOPE = Everywhere(reason="命令行查询")


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("explain", help="一个状态、积分或分组的依据：事实、条款、出处")
    parser.add_argument("--subject", required=True, metavar="CODE", help="组织或党员的编号")
    parser.add_argument("--duty", required=True, metavar="ID", help="事项、积分办法、通报（看分组）的编号")
    parser.add_argument("--period", required=True, metavar="P", help="周期，如 2020-03、2020-Q1、2020-H1、2020")
    parser.add_argument("--on", metavar="DATE", help="按哪一天判定（默认今天；演示时为演示日期）")
    parser.add_argument("--known", metavar="DATE", help="按哪一天为止录入的情况（默认与 --on 相同）")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.set_defaults(run=run, first=make_ready)


def run(args: argparse.Namespace) -> int:
    """Print the derivation. Raises Refusal on an unknown subject, duty or period, or a date that cannot be read."""
    as_of = AsOf.at(read_date(args.on, "--on") or today(), read_date(args.known, "--known"))
    subject = Subject.objects.filter(code=args.subject).first()
    if subject is None:
        raise Refusal(f"没有编号为“{args.subject}”的组织或党员：请核对 --subject。")
    if args.duty in rules(as_of.known).scores:
        return _points(args, as_of, subject)
    if args.duty in rules(as_of.known).rulebook.bulletins:
        return _grouping(args, subject)
    try:
        why = derive(SCOPE, as_of, subject=subject, duty_id=args.duty, period=args.period)
    except PeriodError as error:
        raise Refusal(str(error)) from error
    if why is None:
        return _nothing(args, as_of, subject)
    if args.json:
        print_json(why_value(why))
    else:
        print("\n".join(_lines(why, subject)))
    return 0


def _points(args: argparse.Namespace, as_of: AsOf, subject: Subject) -> int:
    now = rules(as_of.known)
    score = now.scores[args.duty]
    try:
        every, period = parse_period(args.period)
    except PeriodError as error:
        raise Refusal(str(error)) from error
    if every != score.every:
        example = period_at(score, as_of.on).label
        raise Refusal(f"“{score.name}”{EVERY_LABELS[score.every]}计一次：--period 请写成 {example} 的样子。")
    if period.first > as_of.on:
        raise Refusal(f"到 {as_of.on} {chinese_label(args.period)}还没有开始，没有积分可查：请核对 --period 或 --on。")
    kept = kept_of(as_of, score, subject.pk, period)
    if args.json:
        print_json(kept_value(SCOPE, now, kept, subject))
    else:
        print("\n".join(kept_lines(SCOPE, now, kept, subject)))
    return 0


def _grouping(args: argparse.Namespace, subject: Subject) -> int:
    """Why an organisation stands in its group of a bulletin."""
    bulletin = rules().rulebook.bulletins[args.duty]
    organisation = Organisation.objects.filter(pk=subject.pk).first()
    if organisation is None:
        raise Refusal(f"“{bulletin.name}”只说组织，“{args.subject}”不是组织：请核对 --subject。")
    period = period_asked(bulletin, args.period)
    cut_off = day_asked(bulletin, period, read_date(args.on, "--on"))
    as_of = AsOf.at(cut_off.on, read_date(args.known, "--known"))
    line = line_of(SCOPE, bulletin, period, as_of, organisation)
    if args.json:
        print_json(grouping_value(bulletin, line, period, as_of))
    else:
        print("\n".join(grouping_lines(bulletin, line, period, as_of)))
    return 0


def _nothing(args: argparse.Namespace, as_of: AsOf, subject: Subject) -> int:
    now = rules(as_of.known)
    duty = now.duty(args.duty)
    assert duty is not None  # derive refused an unknown one
    state, sentence = why_nothing(now, duty, args.period, subject.name)
    if args.json:
        about = {"duty": duty.id, "subject": subject.code, "period": args.period}
        print_json({**about, "state": state, "sentence": sentence, "needs": [], "basis": []})
    else:
        print(f"{subject.name} · {duty.name} · {chinese_label(args.period)}\n{sentence}")
    return 0


def _lines(why: Why, subject: Subject) -> Iterator[str]:
    standing = why.standing
    yield f"{subject.name} · {standing.duty.name} · {standing.called}：{standing.state.label}"
    yield why.sentence
    for need in why.needs:
        yield from _need(need)
    for source in cite(why.basis):
        doubt = "（待核原文）" if source.unverified else ""
        yield f"依据：{source.where}{doubt} {source.quote or source.says}".rstrip()
    term = standing.term
    yield f"条款：{term.since:%Y-%m-%d} 起{f'，文号 {term.document}' if term.document else ''}"


def _need(need: NeedSeen) -> Iterator[str]:
    yield f"{'✓' if need.met else '○'} {need.need.name}：{need.asks}（已有 {need.done:g}）"
    for fact in need.facts:
        role = f" {fact.role}" if fact.role else ""
        verdict = "计入" if fact.counts else f"未计入：{fact.why_not}"
        yield f"    {fact.happened:%Y-%m-%d}{role} {verdict}"
