"""`dengming whatif PACKDIR --on DATE [--org CODE] [--json]`: states and colours under changed rules beside today's."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dengming.calendar.periods import chinese_label
from dengming.cli.answer import print_json, read_date
from dengming.cli.database import make_ready
from dengming.cli.standing import reach_of
from dengming.editions.clock import today
from dengming.refusal import Refusal
from dengming.rulebook.faults import RulebookError
from dengming.rulebook.library import load
from dengming.standing.named import told_apart
from dengming.standing.queries import AsOf
from dengming.standing.question import Among
from dengming.standing.values import names_of
from dengming.standing.whatif import Outcome, colour_label, compare, state_label, with_rulebook

_NAMED = 200
"""So many changes are named on the screen; --json names all."""


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("whatif", help="模拟测算：换一套制度，谁的状态和颜色会变；不写入任何数据")
    parser.add_argument("packs", type=Path, metavar="PACKDIR", help="草案制度包所在目录，或单独一个制度包的目录")
    parser.add_argument("--on", metavar="DATE", help="按哪一天测算（默认今天；演示时为演示日期）")
    parser.add_argument("--org", metavar="CODE", help="只看这个组织及其下级")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.set_defaults(run=run, first=make_ready)


def run(args: argparse.Namespace) -> int:
    """Print what would change. Raises Refusal on a draft with faults, a date or code that does not exist."""
    as_of = AsOf.at(read_date(args.on, "--on") or today())
    among = Among(prefixes=(reach_of(args.org),)) if args.org else Among()
    if not args.packs.is_dir():
        raise Refusal(f"没有制度包目录“{args.packs}”：请核对路径，要写目录而不是文件。")
    try:
        draft = with_rulebook(load(args.packs), as_of.known)
    except RulebookError as error:
        raise Refusal(f"草案有 {len(error.faults)} 处错误，不能测算：\n{error}") from error
    outcome = compare(draft, as_of, among)
    if args.json:
        print_json(_value(as_of, outcome, names_of(outcome.subjects)))
    else:
        duties = {duty.id: duty.name for duty in draft.duties()}
        print("\n".join(_lines(as_of, outcome, told_apart(outcome.subjects, as_of.on), duties)))
    return 0


def _value(as_of: AsOf, outcome: Outcome, names: dict[int, tuple[str, str]]) -> dict[str, Any]:
    return {
        "on": as_of.on,
        "counts": {
            "states": len(outcome.states),
            "colours": len(outcome.colours),
            "subjects": len(outcome.subjects),
            "points": outcome.points,
        },
        "duties": [
            {"duty": duty, "before": before, "after": after, "count": count}
            for (duty, before, after), count in sorted(outcome.state_counts().items())
        ],
        "states": [
            {
                "duty": it.duty,
                "subject": names[it.subject][0],
                "subject_name": names[it.subject][1],
                "period": it.period,
                "before": it.before,
                "after": it.after,
            }
            for it in outcome.states
        ],
        "colours": [
            {
                "score": it.score,
                "on": it.on,
                "subject": names[it.subject][0],
                "subject_name": names[it.subject][1],
                "before": it.before,
                "after": it.after,
                "points_before": None if it.points_before is None else it.points_before / 100,
                "points_after": None if it.points_after is None else it.points_after / 100,
            }
            for it in outcome.colours
        ],
    }


def _lines(as_of: AsOf, outcome: Outcome, names: dict[int, str], duties: dict[str, str]) -> Iterator[str]:
    yield (
        f"按 {as_of.on:%Y-%m-%d} 测算过去一年：{len(outcome.subjects)} 个主体会变，状态变化 {len(outcome.states)} 处，"
        f"颜色变化 {len(outcome.colours)} 处，只是积分变化的 {outcome.points} 人。没有写入任何数据。"
    )
    for (duty, before, after), count in sorted(outcome.state_counts().items()):
        yield f"{duties.get(duty, duty)}：{state_label(before)} → {state_label(after)}  {count}"
    for (on, before, after), count in sorted(outcome.colour_counts().items()):
        yield f"{on:%Y-%m-%d} 的颜色：{colour_label(before)} → {colour_label(after)}  {count}"
    for state in outcome.states[:_NAMED]:
        what = f"{duties.get(state.duty, state.duty)} {chinese_label(state.period)}"
        yield f"    {names[state.subject]}  {what}：{state_label(state.before)} → {state_label(state.after)}"
    for it in outcome.colours[:_NAMED]:
        points = f"{_points(it.points_before)} → {_points(it.points_after)}"
        colours = f"{colour_label(it.before)} → {colour_label(it.after)}"
        yield f"    {names[it.subject]}  {it.on:%Y-%m-%d}：{colours}（{points}）"
    if max(len(outcome.states), len(outcome.colours)) > _NAMED:
        yield f"    只列出前 {_NAMED} 处，全部名单请加 --json。"


def _points(hundredths: int | None) -> str:
    return "不计" if hundredths is None else f"{hundredths / 100:g}分"
