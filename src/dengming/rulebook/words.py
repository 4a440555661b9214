"""The closed word list of the rulebook. Anything else in a file is a loader error."""

from enum import StrEnum
from typing import Literal

FactRole = Literal["host", "attend", "chair", "lecture", "speak", "report", "observe", "absent", "excused"]
Place = Literal["own", "contact", "elsewhere"]
Held = Literal["whole", "end"]
Every = Literal["week", "month", "quarter", "half-year", "year", "once", "case"]
ScoreEvery = Literal["quarter", "half-year", "year"]
CapEvery = Literal["month", "quarter", "half-year", "year"]
VerdictState = Literal["overdue", "late"]
Measure = Literal["count", "sum", "percent", "last"]
RoleSort = Literal["kind", "condition", "membership", "cultivation", "post", "flag", "leave", "contact"]
ProofBy = Literal["plan", "people", "text", "file", "original"]
Sureness = Literal["V", "V2", "M", "M?"]
Guard = Literal["second-person", "not-own", "other-than-last", "children-over", "children-closed", "year-end"]
"""Named tests on a stage: somebody else than who filed the line, than whose own it is, or than who took the step
before; all that belongs to it is over, or has come to its end and there is some; the year that it is for is nearly
over."""
Capability = Literal["read", "record", "confirm", "urge", "roster", "waive", "settle", "appoint", "dues", "discipline"]


Without = Literal["effect", "warning", "overdue", "late", "suspended"]
"""What speaks against an award or a post: an entry whose effect runs, a confirmed warning, own duties
that are overdue, work come to oneself that is late, a membership that is suspended."""
WITHOUT_LABELS: dict[Without, str] = {
    "effect": "影响期",
    "warning": "预警",
    "overdue": "应办逾期未完成",
    "late": "整改等逾期没有办结",
    "suspended": "停止党籍",
}


class Colour(StrEnum):
    """The two colours of 双色预警, for members only; none is the usual case."""

    NONE = "none"
    YELLOW = "yellow"
    RED = "red"

    @property
    def label(self) -> str:
        """The name that people see."""
        return {"none": "不预警", "yellow": "黄色预警", "red": "红色预警"}[self]


MATCH_NOUNS = ("activity", "entry", "check", "ballot", "below", "dues")
"""What a match names; `below` is an entry that was begun under the case for which something is owed, `dues` a month
that was paid, with `part = "assessed"` a member assessed."""


class State(StrEnum):
    """The state of a duty for a subject and a period, derived from facts and a date."""

    UPCOMING = "upcoming"
    OPEN = "open"
    GRACE = "grace"
    OVERDUE = "overdue"
    MET = "met"
    LATE = "late"
    WAIVED = "waived"

    @property
    def label(self) -> str:
        """The name that people see."""
        return STATE_LABELS[self]


STATE_LABELS = {
    State.UPCOMING: "未开始",
    State.OPEN: "进行中",
    State.GRACE: "宽限期",
    State.OVERDUE: "逾期未完成",
    State.MET: "已完成",
    State.LATE: "逾期完成",
    State.WAIVED: "免办",
}

FACT_ROLE_LABELS: dict[FactRole, str] = {
    "host": "主办",
    "attend": "参加",
    "chair": "主持",
    "lecture": "讲课",
    "speak": "交流发言",
    "report": "报告",
    "observe": "列席",
    "absent": "缺席",
    "excused": "请假",
}

PLACE_LABELS: dict[Place, str] = {"own": "所在支部", "contact": "联系点", "elsewhere": "其他组织"}
EVERY_LABELS: dict[Every, str] = {
    "week": "每周",
    "month": "每月",
    "quarter": "每季度",
    "half-year": "每半年",
    "year": "每年",
    "once": "一次",
    "case": "逐件",
}
