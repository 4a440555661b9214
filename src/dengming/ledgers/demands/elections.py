"""What is demanded of elections and postponements, held against what a step says; each "" where nothing is wrong."""

from collections.abc import Mapping, Sequence
from datetime import date

from dengming.calendar.due import Stretch
from dengming.editions.queries import rules
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.electing import Round, counted, elected, is_settled, rounds, told
from dengming.ledgers.way import Reached
from dengming.orgs import spans
from dengming.rulebook.election_demands import Candidates, Extension, Settled, Tally
from dengming.rulebook.registers import Entry
from dengming.rulebook.terms import PlainTerm, term_at
from dengming.voting import counts, elections
from dengming.voting.shares import Share
from dengming.voting.tallies import names_of


def too_few(asked: Candidates, said: Mapping[str, str]) -> str:
    """Fewer candidates than the seats and the margin ask for."""
    seats, there = int(float(said.get(asked.seats) or 0)), len(names_of(said.get(asked.names, "")))
    margin = Share.parse(asked.margin)
    least = elections.fewest_candidates(seats, margin)
    if there >= least:
        return ""
    return f"应选 {seats} 名，差额{margin.chinese()}，候选人至少要有 {least} 名，现在有 {there} 名"


def tally(asked: Tally, block: Entry, way: Sequence[Reached], said: Mapping[str, str]) -> str:
    """What makes the vote void, or does not add up."""
    before = rounds(block, way)
    if asked.again and before and is_settled(before):
        return "上一次投票已经全部选出，不用再次投票"
    one = counted(asked, "", date.min, said, before)
    miscounted = [*counts.faults(one.count)]
    overvoted = [] if miscounted else elections.faults(one.votes, one.seats, one.valid)  # of ballots that add up
    if wrong := [*miscounted, *overvoted, *_strange(one, before)]:
        return "".join(wrong).rstrip("。")
    quorum = Share.parse(asked.quorum)
    if counts.could_vote(one.count, quorum):
        return ""
    least = quorum.least(one.count.entitled)
    here = f"实到 {one.count.present} 人，应到 {one.count.entitled} 人"
    return f"{here}，到会要{quorum.chinese()}（至少 {least} 人），选举无效"


def undecided(asked: Settled, step: Taken) -> str:
    """Somebody is still equal at the last place, or seats are left and it was not agreed that it stays so."""
    found = rounds(step.block, step.way)
    if not found:
        return "还没有投票"
    if found[-1].outcome.tied:
        return "".join(told(found[-1])).rstrip("。")
    return _not_left_so(asked, step, found) if found[-1].outcome.unfilled else ""


def _not_left_so(asked: Settled, step: Taken, found: Sequence[Round]) -> str:
    """Of seats that nobody won: what of the conditions on which they stay empty is not said, or not fulfilled."""
    if asked.agreed is None or asked.passes is None:
        return "" if step.said.get(asked.short) else "".join(told(found[-1])).rstrip("。")
    present, passes = found[-1].count.present, Share.parse(asked.passes)
    agreed = int(float(step.said.get(asked.agreed) or 0))
    if agreed > present:
        return f"“{step.name(asked.agreed)}”是 {agreed}，多于实到 {present} 人，请核对"
    if step.said.get(asked.short) and passes.reached(agreed, present):
        return ""
    least = f"{passes.chinese_of(f'实到 {present} 人')}（至少 {passes.least(present)} 人）"
    so_far, left = len(elected(found)), found[-1].outcome.unfilled
    where = (
        f"选出 {so_far} 名，还差 {left} 名：请重新提名后再次投票；不再选举的，选出的要接近应选名额，并经到会多数同意"
    )
    return f"{where}，请选“{step.name(asked.short)}”，“{step.name(asked.agreed)}”要{least}"


def too_far(asked: Extension, step: Taken) -> str:
    """The new day does not lie behind the day due, or too far behind it."""
    until, due = step.said.get(asked.until), _due(step)
    if not until or due is None:
        return ""
    day, stretch = date.fromisoformat(until), Stretch.parse(asked.at_most)
    last = stretch.after(due, rules().holidays)
    if day <= due:
        return f"{due} 到期，延期要到这以后，现在到 {day}"
    return f"{due} 到期，延期不超过{stretch.chinese()}，最多到 {last}，现在到 {day}" if day > last else ""


def _strange(one: Round, before: Sequence[Round]) -> list[str]:
    """Candidates without a line; people with one who are elected already, or between equals no equal."""
    missing, there = [name for name in one.names if name not in one.votes], elected(before)
    wrong = [f"没有写“{'”“'.join(missing)}”的得票数：没有得票的写 0。"] if missing else []
    again = [name for name in one.votes if name in there]
    wrong += [f"“{'”“'.join(again)}”已经当选，这一次不选。"] if again else []
    others = [name for name in one.votes if name not in (*one.names, *again)] if one.between_equals else []
    return [*wrong, f"“{'”“'.join(others)}”不在得票相等的人里，这一次不选。"] if others else wrong


def _due(step: Taken) -> date | None:
    """By when the duty is due that the stage extends, as its term says for the kind of organisation."""
    for here in step.way:
        held = set(spans.roles_of(step.subject.pk, here.day).values_list("role__name", flat=True))
        for duty in rules().duties():
            term = term_at(duty.terms, here.day)
            if term and term.case_length and held & set(term.owner) and _is_of(term, step, here):
                return term.case_length.after(here.day, rules().holidays)
    return None


def _is_of(term: PlainTerm, step: Taken, here: Reached) -> bool:
    """Whether it is opened at the stage reached, and extended by the one of the step."""
    opens, extends = term.opens, term.extends
    if opens is None or extends is None or step.block.id not in opens.entry:
        return False
    return opens.stage == here.stage and extends.stage == step.stage.id
