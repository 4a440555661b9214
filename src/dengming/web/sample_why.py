"""Made-up explanations (依据) for the pattern page."""

from datetime import date, datetime
from typing import Any, Final

from django.utils.timezone import make_aware

_NEEDS: Final = [
    {"text": "召开专题研讨，方案、发言材料、签到三样齐全", "done": 1, "needed": 1, "unit": "次", "met": True},
    {"text": "领导干部到联系点讲党课", "done": 0, "needed": 1, "unit": "次", "met": False},
]
_FACTS: Final = [
    {
        "day": date(2020, 8, 21), "text": "专题研讨：疫情防控与复工复产", "url": "#", "counted": True,
        "entered": make_aware(datetime(2020, 9, 2, 9, 12)), "marks": ["entered-late"],
    },
    {"day": date(2020, 7, 17), "text": "主题党日：重温入党誓词", "url": "#", "counted": False, "reason": "缺交流发言材料，不计入专题研讨"},
]  # fmt: skip
_SOURCES: Final = [
    {
        "mark": "regulation", "document": "《中国共产党支部工作条例（试行）》", "article": "第十一条", "url": "#",
        "quote": "党支部应当组织党员按期参加党员大会、党小组会和上党课。",
    },
    {"mark": "speech", "document": "工委书记讲话", "article": "C07", "quote": "每季度至少开展一次专题研讨。", "url": "#"},
]  # fmt: skip

WHY: Final[dict[str, Any]] = {
    "state": "grace", "name": "每季度开展专题学习研讨并到联系点讲党课", "period": "2020-Q3", "due": date(2020, 9, 30),
    "grace_until": date(2020, 10, 10), "verdict": "两项要求办成一项，还缺“到联系点讲党课”。",
    "needs": _NEEDS, "facts": _FACTS, "sources": _SOURCES,
    "term": {"since": date(2020, 1, 1), "until": None, "says": "每季度一次；三样佐证须在同一条纪实里"},
    "parameters": [
        {"name": "宽限", "value": "10 天", "mark": "local", "paper": "工委办〔2020〕3号"},
        {"name": "逾期提醒", "value": "期限前 7 天", "mark": "ours", "paper": ""},
    ],
    "known": make_aware(datetime(2020, 9, 10, 23, 59)),
}  # fmt: skip
