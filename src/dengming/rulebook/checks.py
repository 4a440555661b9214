"""Checks across files: ids that clash, names that dangle, a district that loosens what the nation asks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dengming.rulebook.below_checks import strange_below
from dengming.rulebook.day_checks import strange_days_above
from dengming.rulebook.demand_checks import strange_demands
from dengming.rulebook.duties import Duty
from dengming.rulebook.faults import Fault
from dengming.rulebook.opening_checks import opened_people
from dengming.rulebook.own_checks import own_faults
from dengming.rulebook.references import dangling_references, keyed, matches
from dengming.rulebook.register_checks import bare_trees, strange_enclosures
from dengming.rulebook.renewal_checks import strange_posts
from dengming.rulebook.restricted_checks import spread_elsewhere
from dengming.rulebook.schema import Institution
from dengming.rulebook.score_checks import strange_verdicts
from dengming.rulebook.terms import plain_terms
from dengming.rulebook.tightening import foreign_keys, loosenings
from dengming.rulebook.whereabouts_checks import moved_organisations
from dengming.rulebook.wording import nearest

if TYPE_CHECKING:
    from dengming.rulebook.library import Rulebook

NOUNS = ("activity", "entry", "check", "ballot", "duty", "score", "bulletin", "dues")


def clashes(rulebook: "Rulebook") -> Iterator[Fault]:
    """Ids and bits that two things bear."""
    seen: dict[str, str] = {}
    for file in rulebook.files:
        ids = [("id", f"制度 {file.id}")]
        ids += [(f"{noun}[{block.id}].id", f"{noun} {block.id}") for noun in NOUNS for block in getattr(file, noun)]
        for place, name in ids:
            if name in seen:
                yield Fault(file.file, 0, place, f"编号“{name}”与 {seen[name]} 重复。", "请换一个编号。")
            seen.setdefault(name, file.file)
    bits: dict[int, str] = {}
    for pack in rulebook.packs:
        for proof in pack.proof:
            if proof.bit is not None and bits.setdefault(proof.bit, proof.id) != proof.id:
                said = f"位 {proof.bit} 已归 {bits[proof.bit]}。"
                yield Fault(f"{pack.id}/pack.toml", 0, f"proof[{proof.id}]", said, "请用新位。")


def between_files(rulebook: "Rulebook") -> Iterator[Fault]:
    """What one file says of another; only asked when every file can be read, else all that points there dangles."""
    themes = [theme for pack in rulebook.packs for theme in pack.theme]
    for pack in rulebook.packs:
        for name in pack.order:
            if name not in rulebook.institutions:
                cure = nearest(name, rulebook.institutions) or "请改正编号，或删去。"
                yield Fault(f"{pack.id}/pack.toml", 0, "order", f"没有名为“{name}”的制度。", cure)
    targets = {
        f"{file.pack}:{file.id}/{duty.id}": (file, duty)
        for file in rulebook.files
        for duty in file.duty
        if duty.tightens is None
    }
    for file in rulebook.files:
        if file.theme not in themes:
            cure = nearest(file.theme, themes) or f"可以写：{'、'.join(dict.fromkeys(themes))}。"
            yield Fault(file.file, 0, "theme", f"没有“{file.theme}”这个主题。", cure)
        yield from dangling_references(rulebook, file)
        yield from strange_verdicts(rulebook, file)
        yield from strange_gifts(rulebook, file)
        yield from strange_doers(rulebook, file)
        yield from bare_trees(rulebook, file)
        yield from strange_enclosures(rulebook, file)
        yield from opened_people(rulebook, file)
        yield from uncounted_proofs(rulebook, file)
        yield from strange_below(rulebook, file)
        yield from strange_days_above(rulebook, file)
        yield from strange_demands(rulebook, file)
        yield from moved_organisations(rulebook, file)
        yield from spread_elsewhere(rulebook, file)
        yield from strange_posts(rulebook, file)
        for duty in file.duty:
            if duty.tightens:
                yield from _tightening(targets, file, duty)


def strange_gifts(rulebook: "Rulebook", file: Institution) -> Iterator[Fault]:
    """Registers give contact points only: posts, flags and leave are given with checks of their own."""
    for entry in file.entry:
        for stage, gift in entry.gifts.items():
            role = rulebook.roles.get(gift.role)
            if role is not None and role.sort != "contact":
                said = f"台账不能给出“{role.name}”。"
                cure = '只能写 sort = "contact" 的角色；职务、标识、请假请在党员页面登记。'
                yield Fault(file.file, 0, f"entry[{entry.id}].stage[{stage}].gives", said, cure)
        strangers = [name for name in entry.owner if name in rulebook.roles and rulebook.roles[name].of != "person"]
        if entry.gifts and strangers:
            yield Fault(file.file, 0, f"entry[{entry.id}].owner", "身份只能给人。", f"请删去：{'、'.join(strangers)}。")


def strange_doers(rulebook: "Rulebook", file: Institution) -> Iterator[Fault]:
    """What is done for somebody is done by the organisation where that person belongs."""
    for duty in file.duty:
        for block in (duty, *duty.term):
            for name in block.doer or ():
                role = rulebook.roles.get(name)
                if role is not None and (role.of, role.sort) != ("org", "kind"):
                    cure = "请写组织的种类，如 branch；由本人办的，不写 doer。"
                    yield Fault(file.file, 0, f"duty[{duty.id}].doer", f"“{role.name}”不是组织的种类。", cure)


def uncounted_proofs(rulebook: "Rulebook", file: Institution) -> Iterator[Fault]:
    """A proof that a duty or a point asks for stands in the facts."""
    asked = [(place, match) for duty in file.duty for place, block in keyed(duty) for match in matches(block)]
    asked += [(f"score[{it.id}].rule[{rule.id}]", rule.counts) for it in file.score for rule in it.rule if rule.counts]
    for place, match in asked:
        for name in match.proofs:
            if name in rulebook.proofs and rulebook.proofs[name].bit is None:
                said = f"“{rulebook.proofs[name].name}”没有 bit，事实里看不出来，不能计入。"
                yield Fault(file.file, 0, place, said, "请给这种佐证写一个没有用过的 bit。")


def _tightening(targets: dict[str, tuple[Institution, Duty]], file: Institution, duty: Duty) -> Iterator[Fault]:
    """A tightening is compared only where both files are right by themselves: else there is nothing to compare."""
    place = f"duty[{duty.id}]"
    home, target = targets.get(duty.tightens or "", (None, None))
    if home is None or target is None:
        cure = nearest(duty.tightens or "", targets) or "请写成 national:制度编号/事项编号。"
        yield Fault(file.file, 0, f"{place}.tightens", f"找不到“{duty.tightens}”。", cure)
    elif foreign := foreign_keys(duty):
        yield Fault(file.file, 0, place, f"收紧不能改写“{'、'.join(foreign)}”。", "请另立一个事项。")
    elif not any(own_faults(home)) and not any(own_faults(file)):
        for phrase in loosenings(plain_terms(target), duty):
            yield Fault(file.file, 0, place, f"地方条款放宽了国家规定（{phrase}）。", "请改严，或另立一个事项。")
