"""Checks across files: ids that clash or dangle, terms out of order, cadence changes off a boundary, tightening."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dengming.calendar.due import Stretch
from dengming.calendar.periods import PeriodError, period_of
from dengming.rulebook.blocks import Block
from dengming.rulebook.duties import Duty, Match, TermKeys
from dengming.rulebook.faults import Fault
from dengming.rulebook.schema import Institution
from dengming.rulebook.terms import plain_terms
from dengming.rulebook.tightening import foreign_keys, loosenings

if TYPE_CHECKING:
    from dengming.rulebook.library import Rulebook

NOUNS = ("activity", "entry", "check", "ballot", "duty")
PLURALS = {"activity": "activities", "entry": "entries", "check": "checks", "ballot": "ballots"}
TERM_ROLE_KEYS = ("owner", "proposed_owner", "except_", "doer")


def check_all(rulebook: "Rulebook") -> list[Fault]:
    """Every fault that only shows when all files are seen together.

    Where two things bear one id, that alone is said: what points at either would only add noise.
    """
    return list(_clashes(rulebook)) or [fault for file in rulebook.files for fault in _file(rulebook, file)]


def _clashes(rulebook: "Rulebook") -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for file in rulebook.files:
        ids = [f"制度 {file.id}", *(f"{noun} {block.id}" for noun in NOUNS for block in getattr(file, noun))]
        for name in ids:
            if name in seen:
                yield Fault(file.file, 0, name, f"编号与 {seen[name]} 重复。", "请换一个编号。")
            seen[name] = file.file
    bits: dict[int, str] = {}
    for pack in rulebook.packs:
        for proof in pack.proof:
            if bits.setdefault(proof.bit, proof.id) != proof.id:
                yield Fault(
                    f"{pack.id}/pack.toml",
                    0,
                    f"proof[{proof.id}]",
                    f"位 {proof.bit} 已归 {bits[proof.bit]}。",
                    "请用新位。",
                )


def _file(rulebook: "Rulebook", file: Institution) -> Iterator[Fault]:
    for place, kind, name in _references(file):
        if name not in getattr(rulebook, kind):
            what = {"roles": "角色", "proofs": "佐证", "activities": "活动", "entries": "台账"}.get(kind, "事项")
            yield Fault(file.file, 0, place, f"没有名为“{name}”的{what}。", "请改正编号，或先在文件中定义它。")
    yield from _parts_and_stages(rulebook, file)
    if not file.example and (file.duty or file.entry):
        yield Fault(file.file, 0, "example", "没有例子。", "请至少写一个 [[example]]，说明应得的结果。")
    for duty in file.duty:
        yield from _duty(rulebook, file, duty)


def _references(file: Institution) -> Iterator[tuple[str, str, str]]:
    """(place, which dictionary of the rulebook, name) of everything the file points at."""
    for activity in file.activity:
        place = f"activity[{activity.id}]"
        yield from ((place + ".host", "roles", name) for name in activity.host)
        yield from ((place + ".expected", "roles", name) for name in activity.expected)
        yield from ((place + ".proofs", "proofs", name) for name in activity.proofs)
    for entry in file.entry:
        yield from ((f"entry[{entry.id}].owner", "roles", name) for name in entry.owner)
        yield from ((f"entry[{entry.id}].filed_at", "activities", name) for name in entry.filed_at)
    for check in file.check:
        yield from ((f"check[{check.id}].at", "roles", name) for name in check.at)
    for duty in file.duty:
        for place, block in [(f"duty[{duty.id}]", duty), *_terms_of(duty)]:
            for key in TERM_ROLE_KEYS:
                yield from ((f"{place}.{key.strip('_')}", "roles", name) for name in getattr(block, key) or ())
            yield from _match_references(place, block)


def _terms_of(duty: Duty) -> list[tuple[str, TermKeys]]:
    return [(f"duty[{duty.id}].term[{number}]", term) for number, term in enumerate(duty.term, 1)]


def _match_references(place: str, block: TermKeys) -> Iterator[tuple[str, str, str]]:
    for match in _matches(block):
        yield from ((place, PLURALS[match.noun], name) for name in match.names)
        yield from ((place, "proofs", name) for name in match.proofs)


def _matches(block: TermKeys) -> Iterator[Match]:
    yield from (match for key in ("counts", "of", "opens", "extends") if (match := getattr(block, key)))
    yield from (match for need in block.need or () for match in (need.counts, need.of) if match)


def _parts_and_stages(rulebook: "Rulebook", file: Institution) -> Iterator[Fault]:
    """A match's part and stage exist in at least one of the blocks that it names."""
    for duty in file.duty:
        for place, block in [(f"duty[{duty.id}]", duty), *_terms_of(duty)]:
            for match in _matches(block):
                known = [rulebook.block(match.noun, name) for name in match.names]
                parts = {part.id for it in known for part in getattr(it, "parts", ())}
                stages = {stage.id for it in known for stage in getattr(it, "stage", ())}
                for what, name, names in (
                    *(("环节", part, parts) for part in match.part),
                    *(("阶段", stage, stages) for stage in (match.stage,) if stage),
                ):
                    if name not in names:
                        cure = f"可用的有：{'、'.join(sorted(names)) or '无'}。"
                        yield Fault(file.file, 0, place, f"“{'、'.join(match.names)}”没有{what}“{name}”。", cure)


def _duty(rulebook: "Rulebook", file: Institution, duty: Duty) -> Iterator[Fault]:
    place = f"duty[{duty.id}]"
    yield from _order(file, duty, place)
    unreadable = list(_stretches(file, duty, place))
    yield from unreadable
    if unreadable:
        return
    if duty.tightens:
        yield from _tightening(rulebook, file, duty, place)
        return
    try:
        terms = plain_terms(duty)
    except ValueError as error:
        yield Fault(file.file, 0, place, f"条款不完整：{error}。", "请在 duty 或 term 中补上。")
        return
    for term in terms:
        if not term.repeal and not term.owner and not term.proposed_owner:
            yield Fault(file.file, 0, place, "没有责任主体。", "请写 owner；主体待确认的写 proposed_owner。")
        percents = [need for need in term.needs if need.measure == "percent" and need.of is None]
        if percents:
            yield Fault(file.file, 0, place, "percent 缺少分母 of。", "请写 of。")
    for before, after in pairwise(terms):
        if not before.repeal and not after.repeal and before.every != after.every:
            yield from _boundary(file, place, before.every, after.every, after.since)


def _order(file: Institution, duty: Duty, place: str) -> Iterator[Fault]:
    for before, after in pairwise(duty.term):
        if before.from_ >= after.from_:
            yield Fault(
                file.file,
                0,
                f"{place}.term",
                f"条款没有按日期排列：{before.from_} 在 {after.from_} 之前。",
                "请从早到晚排列。",
            )


def _stretches(file: Institution, duty: Duty, place: str) -> Iterator[Fault]:
    blocks: list[Block] = [duty, *duty.term]
    for block in blocks:
        due = getattr(block, "due", None)
        for text in (getattr(block, "remind", None), due.after if due else None):
            try:
                if text:
                    Stretch.parse(text)
            except ValueError as error:
                yield Fault(file.file, 0, place, str(error), "")


def _boundary(file: Institution, place: str, old: str, new: str, since: Any) -> Iterator[Fault]:
    """A change of cadence starts on a first day of both, or a month and its quarter would both be owed."""
    try:
        day = since
        while any(period_of(every, day).first != day for every in (old, new)):
            day += timedelta(days=1)
    except PeriodError:
        return
    if day != since:
        yield Fault(
            file.file, 0, f"{place}.term", f"{since} 起改变周期，但这一天不是两个周期共同的第一天。", f"请改为 {day}。"
        )


def _tightening(rulebook: "Rulebook", file: Institution, duty: Duty, place: str) -> Iterator[Fault]:
    targets = {
        f"{other.pack}:{other.id}/{block.id}": block
        for other in rulebook.files
        for block in other.duty
        if block.tightens is None
    }
    target = targets.get(duty.tightens or "")
    if target is None:
        yield Fault(
            file.file, 0, f"{place}.tightens", f"找不到“{duty.tightens}”。", "请写成 national:制度编号/事项编号。"
        )
        return
    if foreign := foreign_keys(duty):
        yield Fault(file.file, 0, place, f"收紧不能改写“{'、'.join(foreign)}”。", "请另立一个事项。")
        return
    for phrase in loosenings(plain_terms(target), duty):
        yield Fault(file.file, 0, place, f"地方条款放宽了国家规定（{phrase}）。", "请改严，或另立一个事项。")
