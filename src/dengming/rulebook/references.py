"""What a file points at by id (roles, proofs, activities, registers, parts, stages, duties) must exist somewhere."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dengming.rulebook.duties import Duty, Match, TermKeys
from dengming.rulebook.examples import Example, ExampleFact
from dengming.rulebook.faults import Fault
from dengming.rulebook.schema import Institution
from dengming.rulebook.wording import nearest

if TYPE_CHECKING:
    from dengming.rulebook.library import Rulebook

PLURALS = {
    "activity": "activities",
    "entry": "entries",
    "check": "checks",
    "ballot": "ballots",
    "below": "entries",
    "dues": "dues",
}
TERM_ROLE_KEYS = ("owner", "proposed_owner", "except_", "only", "doer")
_WHAT = {
    "roles": "角色",
    "proofs": "佐证",
    "activities": "活动",
    "entries": "台账",
    "duties": "应办事项",
    "scores": "积分办法",
    "bulletins": "通报",
    "dues": "党费",
}

Reference = tuple[str, str, str]
"""(place, which dictionary of the rulebook, name)."""


def dangling_references(rulebook: "Rulebook", file: Institution) -> Iterator[Fault]:
    """Every name in the file that nothing bears, with the nearest that something does."""
    judged = {duty.id for other in rulebook.files for duty in other.duty if duty.tightens is None}
    for place, kind, name in dict.fromkeys(
        (*_blocks(file), *_duties(file), *_scores(file), *_bulletins(file), *_examples(file))
    ):
        known = judged if kind == "duties" else getattr(rulebook, kind)
        if name not in known:
            cure = nearest(name, known) or "请改正编号，或先在文件中定义它。"
            yield Fault(file.file, 0, place, f"没有名为“{name}”的{_WHAT.get(kind, '事项')}。", cure)
    yield from _parts_and_stages(rulebook, file)


def _blocks(file: Institution) -> Iterator[Reference]:
    for activity in file.activity:
        place = f"activity[{activity.id}]"
        yield from ((place + ".host", "roles", name) for name in activity.host)
        yield from ((place + ".expected", "roles", name) for name in activity.expected)
        yield from ((place + ".proofs", "proofs", name) for name in activity.proofs)
    for entry in file.entry:
        yield from ((f"entry[{entry.id}].owner", "roles", name) for name in entry.owner)
        spared = entry.missing.except_ if entry.missing else ()
        yield from ((f"entry[{entry.id}].missing", "roles", name) for name in spared)
        yield from ((f"entry[{entry.id}].filed_at", "activities", name) for name in entry.filed_at)
        if entry.suggest:
            place = f"entry[{entry.id}].suggest"
            yield from ((place, "duties", name) for name in entry.suggest.duties)
            yield from ((place, "bulletins", name) for name in (entry.suggest.bulletin,) if name)
        yield from ((f"entry[{entry.id}].issue_to", "roles", name) for name in entry.issue_to)
        yield from ((f"entry[{entry.id}].under", "entries", name) for name in entry.above)
        yield from ((f"entry[{entry.id}].encloses", "entries", name) for name in (entry.encloses,) if name)
        yield from ((f"entry[{entry.id}].send", "entries", sending.entry) for sending in entry.send)
        for item in entry.agreement.item if entry.agreement else ():
            yield from ((f"entry[{entry.id}].agreement.item[{item.id}]", "duties", name) for name in item.duties)
        for stage in entry.stage:
            place = f"entry[{entry.id}].stage[{stage.id}]"
            yield from ((place + ".issues", "entries", name) for name in (stage.issues,) if name)
            yield from ((place + ".requires", "entries", it.entry) for it in (stage.requires,) if it)
            yield from ((place + ".by", "roles", name) for name in stage.by)
            yield from ((place + ".gives", "roles", it.role) for it in (stage.gives,) if it)
            yield from ((place + ".materials", "proofs", name) for name in (*stage.materials, *stage.takes))
    for dues in file.dues:
        yield f"dues[{dues.id}].assessed", "roles", dues.assessed
        yield f"dues[{dues.id}].quarterly", "roles", dues.quarterly
        if dues.published:
            yield f"dues[{dues.id}].published", "entries", dues.published
    for check in file.check:
        yield from ((f"check[{check.id}].at", "roles", name) for name in check.at)


def _duties(file: Institution) -> Iterator[Reference]:
    for duty in file.duty:
        if duty.permit:
            yield f"duty[{duty.id}].permit", "entries", duty.permit
        for place, block in keyed(duty):
            for key in TERM_ROLE_KEYS:
                yield from ((f"{place}.{key.strip('_')}", "roles", name) for name in getattr(block, key) or ())
            for match in matches(block):
                yield from ((place, PLURALS[match.noun], name) for name in match.names)
                yield from ((place, "proofs", name) for name in match.proofs)


def _scores(file: Institution) -> Iterator[Reference]:
    for score in file.score:
        yield from ((f"score[{score.id}].owner", "roles", name) for name in (*score.owner, *score.except_))
        yield from ((f"score[{score.id}].studied_at", "activities", name) for name in score.studied_at)
        if score.paper:
            yield f"score[{score.id}].paper", "entries", score.paper.entry
            yield from ((f"score[{score.id}].paper.read_at", "activities", name) for name in score.paper.read_at)
        for rule in score.rule:
            place = f"score[{score.id}].rule[{rule.id}]"
            yield from ((f"{place}.verdict", "duties", name) for name in (rule.verdict.duty if rule.verdict else ()))
            if rule.counts:
                yield from ((place, PLURALS[rule.counts.noun], name) for name in rule.counts.names)
                yield from ((place, "proofs", name) for name in rule.counts.proofs)


def _bulletins(file: Institution) -> Iterator[Reference]:
    for bulletin in file.bulletin:
        yield from ((f"bulletin[{bulletin.id}].about", "roles", name) for name in bulletin.about)
        for figure in bulletin.figures:
            yield from ((f"bulletin[{bulletin.id}].{figure.id}", "duties", name) for name in figure.duties)


def _examples(file: Institution) -> Iterator[Reference]:
    for example in file.example:
        place = f"example[{example.name}]"
        yield from ((place, kind, name) for kind, name in _named(example))


def _named(example: Example) -> Iterator[tuple[str, str]]:
    for fact in example.facts:
        yield from (("activities", name) for name in fact.activity)
        yield from (("entries", name) for name in (fact.entry,) if name)
        yield from (("checks", name) for name in (fact.check,) if name)
        yield from (("duties", name) for name in (fact.waiver,) if name)
        yield from (("dues", name) for name in (fact.dues,) if name)
        yield from (("proofs", name) for name in fact.proofs)
    yield from (("roles", span.role) for span in example.spans)
    yield from (("duties", name) for name in (*example.own, *example.revive))
    yield from (("roles", name) for owner in example.own.values() for name in owner)
    yield from (("duties", expected.duty) for expected in example.expect)
    yield from (("scores", expected.score) for expected in example.expect_points)
    yield from (("dues", expected.dues) for expected in example.expect_dues)


def keyed(duty: Duty) -> list[tuple[str, TermKeys]]:
    """(place, block) of the duty and of each of its terms."""
    terms = [(f"duty[{duty.id}].term[{number}]", term) for number, term in enumerate(duty.term, 1)]
    return [(f"duty[{duty.id}]", duty), *terms]


def matches(block: TermKeys) -> Iterator[Match]:
    """Every match that a duty or a term gives."""
    yield from (match for key in ("counts", "of", "opens", "extends") if (match := getattr(block, key)))
    yield from (match for need in block.need or () for match in (need.counts, need.of) if match)


def _parts_and_stages(rulebook: "Rulebook", file: Institution) -> Iterator[Fault]:
    """A part and a stage exist in at least one of the blocks that are named with them."""
    asked = [(place, match) for duty in file.duty for place, block in keyed(duty) for match in matches(block)]
    for score in file.score:
        asked += [(f"score[{score.id}].rule[{rule.id}]", rule.counts) for rule in score.rule if rule.counts]
    for place, match in asked:
        yield from _within(rulebook, file, place, match.noun, match.names, match.part, match.stage)
    for entry in file.entry:
        for under in entry.under:
            yield from _within(rulebook, file, f"entry[{entry.id}].under", "entry", (under.entry,), (), under.stage)
        for stage in entry.stage:
            if stage.requires:
                place = f"entry[{entry.id}].stage[{stage.id}].requires"
                yield from _within(rulebook, file, place, "entry", (stage.requires.entry,), (), stage.requires.stage)
    for example in file.example:
        for fact in example.facts:
            noun, names = _noun_of(fact)
            if names != (None,):
                place = f"example[{example.name}]"
                yield from _within(rulebook, file, place, noun, names, fact.part, fact.stage)


def _noun_of(fact: ExampleFact) -> tuple[str, tuple[str | None, ...]]:
    if fact.activity:
        return "activity", fact.activity
    return ("dues", (fact.dues,)) if fact.dues else ("entry", (fact.entry,))


def _within(
    rulebook: "Rulebook",
    file: Institution,
    place: str,
    noun: str,
    names: tuple[str | None, ...],
    parts: tuple[str, ...],
    stage: str | None,
) -> Iterator[Fault]:
    blocks = [rulebook.block(noun, name) for name in names if name]
    asked = [("环节", "parts", part) for part in parts] + [("阶段", "stage", name) for name in (stage,) if name]
    for what, key, name in asked:
        known = sorted({item.id for block in blocks for item in getattr(block, key, ())})
        if name not in known:
            said = "、".join(str(name) for name in names)
            cure = f"可用的有：{'、'.join(known) or '无'}。"
            yield Fault(file.file, 0, place, f"“{said}”没有{what}“{name}”。", cure)
