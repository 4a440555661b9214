"""What a need asks for, in plain Chinese: 在所在支部讲党课，不少于1次. For pages, commands and papers alike."""

from typing import Final

from dengming.editions.rules import Rules
from dengming.rulebook.duties import Match
from dengming.rulebook.terms import PlainNeed
from dengming.rulebook.words import PLACE_LABELS

_DOING: Final[dict[tuple[str, ...], str]] = {
    ("host",): "{}",
    ("attend",): "参加{}",
    ("chair",): "主持{}",
    ("lecture",): "讲{}",
    ("speak",): "在{}上交流发言",
    ("report",): "在{}上报告",
    ("observe",): "列席{}",
    ("absent",): "缺席{}",
    ("excused",): "{}请假",
}
"""What one does there, by the role that counts; other roles are not asked for."""


def asks(rules: Rules, need: PlainNeed) -> str:
    """What the need asks for, in words."""
    match = need.counts
    words = [doing(rules, match, any_of=need.measure == "count"), amount(need, unit_of(rules, match))]
    if match.proofs:
        proofs = "、".join(rules.rulebook.proofs[proof].name for proof in match.proofs)
        words.append(f"{'同一次里' if len(match.proofs) > 1 else ''}要有{proofs}")
    if need.previous:
        words.append("讲的是上一个周期的情况")
    return "，".join(words)


def amount(need: PlainNeed, unit: str = "") -> str:
    """How much the need asks for."""
    least = f"{need.at_least:g}"
    match need.measure:
        case "sum":
            return f"累计不少于{least}{unit}"
        case "percent":
            return f"不低于{least}%（向下取整）"
        case "last":
            return f"以最近一次检查为准，不少于{least}项"
    most = f"（建议不超过{need.advise_at_most}次）" if need.advise_at_most else ""
    return f"不少于{least}次{most}"


def _place(match: Match) -> str:
    return f"在{PLACE_LABELS[match.place]}" if match.place else ""


def doing(rules: Rules, match: Match, any_of: bool) -> str:
    """What one does where, in words: 在所在支部参加支部党员大会、主题党日中的任何一种."""
    if match.noun == "dues":
        done = "、".join(_part_name(rules, match, part) for part in match.part) or "交纳"
        return f"{done}{'、'.join(_block_name(rules, match.noun, name) for name in match.names)}"
    of_register = match.noun in ("entry", "below")
    join = "或" if of_register else "、"
    names = join.join(_block_name(rules, match.noun, name) for name in match.names)
    parts = "、".join(_part_name(rules, match, part) for part in match.part)
    what = f"{names}（{parts}）" if parts else names
    if of_register:
        stage = _later_stage(rules, match)
        if stage:
            return f"{'它下面的' if match.below else _place(match)}{what}办到“{stage}”"
        return f"{'在它下面' if match.below else _place(match)}登记{what}"
    if len(match.names) > 1 and any_of:
        what += "中的任何一种"
    return _place(match) + _DOING.get(match.role, "参加{}").format(what)


def _later_stage(rules: Rules, match: Match) -> str:
    """The name of the stage that a case must have reached; "" where it need only be begun."""
    block = rules.rulebook.entries.get(match.names[0])
    later = block.stage[1:] if block else ()
    return next((stage.name for stage in later if stage.id == match.stage), "")


def _block_name(rules: Rules, noun: str, name: str) -> str:
    block = rules.rulebook.block(noun, name)
    return block.name if block else name


def unit_of(rules: Rules, match: Match) -> str:
    """The unit that a sum is in: that of the first block that has one."""
    units = (getattr(rules.rulebook.block(match.noun, name), "unit", None) for name in match.names)
    return next((unit for unit in units if unit), "")


def _part_name(rules: Rules, match: Match, part: str) -> str:
    blocks = (rules.rulebook.block(match.noun, name) for name in match.names)
    return next((item.name for block in blocks for item in getattr(block, "parts", ()) if item.id == part), part)
