"""How the states of a duty and the marks beside it look: words and an icon, never colour alone.

The states are derived elsewhere; here they only get the names that users read (design: 未开始 进行中 …).
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Look:
    """A label, the icon drawn before it, the tone (a CSS class suffix) and one sentence saying what it means."""

    label: str
    icon: str
    tone: str
    meaning: str


STATES: Final = {
    "upcoming": Look("未开始", "state-upcoming", "quiet", "还没到开始的日子。"),
    "open": Look("进行中", "state-open", "open", "在办理期内，尚未办成。"),
    "grace": Look("宽限期", "state-grace", "grace", "期限已到，仍在宽限天数内。"),
    "overdue": Look("逾期未完成", "state-overdue", "overdue", "宽限期已过，仍未办成。"),
    "met": Look("已完成", "state-met", "met", "在期限（含宽限）内办成。"),
    "late": Look("逾期完成", "state-late", "late", "宽限期过后才办成。"),
    "waived": Look("免办", "state-waived", "waived", "按规定免办，或无应办对象。"),
    "unowned": Look("责任主体待确认", "state-unowned", "unowned", "责任主体尚未由工委确认，不判逾期。"),
}

TASK_STATES: Final = {
    "to-record": Look("待纪实", "pen", "open", "计划的日子已到，还没有写纪实；或联合活动还没有填本支部的人。"),
    "returned": Look("已退回", "undo", "overdue", "被退回，请按原因修改后再报。"),
    "to-confirm": Look("待确认", "stamp", "open", "等书记确认，确认后才计入。"),
    "to-study": Look("待研究", "flag", "open", "有党员到了预警线，由支委会研究。"),
    "to-handle": Look("待办理", "flag", "open", "等您办下一步。"),
    "to-tell": Look("待告知", "megaphone", "open", "预警已确认，还没有告知本人。"),
    "to-answer": Look("可说明", "chat", "open", "已告知本人，期限内可以说明或申诉。"),
    "answered": Look("已说明", "chat", "quiet", "本人已作说明。"),
    "appealed": Look("申诉待处理", "chat", "grace", "本人已申诉，等确认人以外的人处理。"),
    "upheld": Look("申诉后维持", "stamp", "grace", "申诉已处理，预警维持。"),
    "lifted": Look("已解除", "state-met", "quiet", "预警已解除。"),
    "over": Look("已随周期结束", "history", "quiet", "计分周期已过，预警随它结束。"),
    "disputed": Look("有异议", "chat", "grace", "党员对本人的参加情况有异议。"),
}
"""How records and warnings stand in 本月待办 and on their pages."""

DUES: Final = {
    "dues-unassessed": Look("未核定", "state-unowned", "unowned", "还没有核定月交数，不知道应交多少。"),
    "dues-carried": Look("未核定", "state-unowned", "unowned", "今年还没有核定，先按上一次核定的数交。"),
    "dues-unpaid": Look("未交", "state-open", "open", "这个月还没有交。"),
    "dues-owing": Look("欠交", "state-overdue", "overdue", "过了期限还没有交。"),
    "dues-part": Look("未交足", "state-open", "open", "这个月交了一部分，余下的还欠着。"),
    "dues-paid": Look("已交", "state-met", "met", "这个月已交足。"),
    "dues-exempt": Look("免交", "state-waived", "waived", "经批准免交。"),
    "to-collect": Look("待收缴", "pen", "open", "有党员这个月的党费还没有登记交纳。"),
    "to-assess": Look("待核定", "pen", "open", "有党员今年的党费还没有核定。"),
}
"""How a member's month of dues stands, and what a branch has to do about dues."""

COLOURS: Final = {
    "none": Look("不预警", "state-met", "quiet", "积分和逾期的应办都没有到预警线。"),
    "yellow": Look("黄色预警", "beacon", "warn-yellow", "到了黄色预警线；由支委会确认才成立。"),
    "red": Look("红色预警", "beacon", "warn-red", "到了红色预警线；由支委会确认才成立。"),
}
"""The two colours, for members only: filled and square, so that no state of a duty looks like a warning."""

MARKS: Final = {
    "urged": Look("已催办", "bell", "plain", "上级党组织已催办。"),
    "entered-late": Look("补录", "history", "plain", "按时办成，过后才录入系统。"),
    "local": Look("本地参数", "sliders", "plain", "法规没有给出，由本地设定。"),
    "unverified": Look("待核原文", "help", "plain", "条文或条号尚未与官方原文核对。"),
    "ours": Look("本系统做法", "flame", "plain", "法规和讲话都没有要求，是本系统的做法。"),
    "speech": Look("讲话", "quote", "plain", "出自讲话的要求。"),
    "regulation": Look("法规", "section", "plain", "出自公开发布的党内法规。"),
    "on-behalf": Look("代录", "pen", "plain", "由他人代为录入。"),
}


class UnknownLook(LookupError):
    """A template asked for a state or mark that has no name."""


def look_of_state(state: str) -> Look:
    """How a state looks. Raises UnknownLook."""
    return _look(STATES | TASK_STATES | DUES | COLOURS, str(state), "state")


def look_of_mark(mark: str) -> Look:
    """How a mark looks. Raises UnknownLook."""
    return _look(MARKS, str(mark), "mark")


def _look(table: dict[str, Look], key: str, what: str) -> Look:
    if key not in table:
        raise UnknownLook(f"no {what} “{key}”; there are: {', '.join(table)}")
    return table[key]
