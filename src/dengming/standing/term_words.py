"""A dated term in plain Chinese: who, how often, by when, how long excused; for pages, commands and papers alike."""

from collections.abc import Iterable

from dengming.editions.rules import Rules
from dengming.rulebook.terms import PlainTerm
from dengming.rulebook.words import EVERY_LABELS

LOCAL_KEYS = {
    "every": "周期",
    "at_least": "次数（数量）",
    "grace_days": "宽限天数",
    "proofs": "要求的佐证",
    "counts": "计入范围",
    "owner": "责任主体",
    "except": "不作要求的对象",
    "only": "限于哪些对象",
    "held": "任职口径",
    "due": "期限",
    "waivable": "可以免办",
}
_LAST_DAYS = {"month": "月末", "quarter": "季末", "half-year": "半年末", "year": "年末"}
_PERIOD_ENDS = {"week": "当周", "month": "当月", "quarter": "当季", "half-year": "当半年", "year": "当年"}


def roles_in_words(rules: Rules, roles: Iterable[str]) -> str:
    """党支部、党总支."""
    known = rules.rulebook.roles
    return "、".join(known[role].name if role in known else role for role in roles)


def owner_words(rules: Rules, term: PlainTerm) -> str:
    """Who owes it, with those of whom it is not asked."""
    if term.awaits:
        return f"{roles_in_words(rules, term.proposed_owner)}（有批准依据后才要求）"
    if term.unowned:
        return f"责任主体待确认（拟由{roles_in_words(rules, term.proposed_owner)}承担）"
    excepted = f"（{roles_in_words(rules, term.excepted)}除外）" if term.excepted else ""
    only = f"（限{roles_in_words(rules, term.only)}）" if term.only else ""
    held = f"，以{_LAST_DAYS.get(term.every, '期末')}在任的为准" if term.held == "end" else ""
    done = f"（由所在的{roles_in_words(rules, term.doer)}办理）" if term.doer else ""
    return f"{roles_in_words(rules, term.owner)}{only}{excepted}{done}{held}"


def every_words(term: PlainTerm) -> str:
    """每季度."""
    return EVERY_LABELS[term.every]


def due_words(term: PlainTerm) -> str:
    """By when: the end of the period unless something is said; then the days of grace."""
    return _due(term) + (f"，过后再宽限{term.grace_days}天" if term.grace_days else "，没有宽限")


def _due(term: PlainTerm) -> str:
    rule = term.due
    if term.every == "case":
        said = f"自发生之日起{term.case_length.chinese()}内" if term.case_length else "发生当日"
        said = "以约定的日期为准" if term.due_field else said
    elif term.every == "once":
        said = "一次办成"
    else:
        end = f"当年{rule.month}月" if rule.month else _PERIOD_ENDS[term.every]
        said = f"{end}{rule.day}日前" if rule.day else f"{end}结束前"
        said = f"{end}结束后{rule.after.chinese()}内" if rule.after else said
        said = "所在季度结束前" if rule.by_quarter else said
    cap = f"，不晚于{term.not_after:%Y年%-m月%-d日}" if term.not_after else ""
    return f"{said}{'，遇节假日顺延' if rule.shift else ''}{cap}"


def local_words(term: PlainTerm) -> list[str]:
    """What in the term is a local parameter 本地参数."""
    return [LOCAL_KEYS.get(key, key) for key in term.local]
