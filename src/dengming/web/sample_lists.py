"""Made-up lists for the pattern page: people, files, events, steps, facts, figures, journal lines."""

from datetime import date, datetime
from typing import Any, Final

from django.utils.timezone import make_aware

PEOPLE: Final = [
    {"name": "王静", "url": "#", "note": "主持"},
    {"name": "李晓明", "url": "#", "note": "记录"},
    {"name": "陈芳", "url": "#"},
    {"name": "赵建国", "url": "#", "note": "驻村", "absent": True},
    {"name": "孙梅", "url": "#", "note": "病假", "absent": True},
]
FILES: Final = [
    {
        "name": "主题党日记录本扫描件.pdf", "url": "#", "size": 2_340_000, "proof": "会议记录", "by": "李晓明",
        "entered": make_aware(datetime(2020, 9, 8, 16, 40)), "remove_url": "#",
    },
    {"name": "签到表.jpg", "url": "#", "size": 412_000, "proof": "签到", "by": "李晓明"},
]  # fmt: skip
EVENTS: Final = [
    {
        "day": date(2020, 7, 1),
        "title": "讲党课《怎样过好组织生活》",
        "text": "本支部，到课 12 人",
        "icon": "megaphone",
        "url": "#",
    },
    {"day": date(2020, 3, 12), "title": "任支部书记", "text": "机关党委〔2020〕8号", "icon": "stamp", "tone": "gold"},
    {"day": date(2019, 12, 30), "title": "民主评议：合格", "icon": "user-check", "marks": ["entered-late"]},
    {"day": date(2019, 6, 20), "title": "谈话提醒", "text": "内容不在系统中留存", "icon": "chat", "tone": "red"},
]
STEPS: Final = [
    {"label": "计划", "state": "done", "note": "9月1日"},
    {"label": "通知", "state": "done", "note": "9月3日"},
    {"label": "纪实", "state": "current", "note": "李晓明填写中"},
    {"label": "书记确认", "state": "todo"},
]
RETURNED: Final = [
    {"label": "计划", "state": "done"},
    {"label": "通知", "state": "done"},
    {"label": "纪实", "state": "returned", "note": "退回：实到人数不符"},
    {"label": "书记确认", "state": "todo"},
]
ITEMS: Final = [
    {"term": "姓名", "value": "王静", "url": "#"},
    {"term": "公民身份号码", "value": "110101********1234", "masked": True},
    {"term": "所在党支部", "value": "机关第一党支部", "url": "#", "sub": "2018年5月起"},
    {"term": "党费缴至", "value": "2020年8月", "marks": ["local"]},
    {"term": "联系电话", "value": ""},
]
STATS: Final = [
    {"label": "应办", "value": 128, "unit": "项", "icon": "tasks", "hint": "9月，12 个支部", "url": "#"},
    {"label": "已完成", "value": 96, "unit": "项", "icon": "state-met", "tone": "met", "hint": "75%"},
    {"label": "宽限期内", "value": 8, "unit": "项", "icon": "state-grace", "tone": "grace", "url": "#"},
    {"label": "逾期未完成", "value": 5, "unit": "项", "icon": "state-overdue", "tone": "overdue", "url": "#"},
]
JOURNAL: Final = [
    {
        "number": 1043, "at": make_aware(datetime(2020, 9, 8, 16, 42)), "actor": "李晓明", "on_behalf": "第二党支部",
        "action": "提交纪实", "object": "9月主题党日", "url": "#", "text": "实到 10 人，应到 12 人",
    },
    {"number": 1042, "at": make_aware(datetime(2020, 9, 8, 9, 5)), "actor": "王静", "action": "登录"},
]  # fmt: skip
TABS: Final = [
    {"label": "概况", "url": "#", "current": True},
    {"label": "纪实", "url": "#", "count": 14},
    {"label": "完成情况", "url": "#", "count": 3},
    {"label": "党员", "url": "#", "count": 26},
]

LISTS: Final[dict[str, Any]] = {
    "people": PEOPLE,
    "files": FILES,
    "events": EVENTS,
    "steps": STEPS,
    "returned": RETURNED,
    "items": ITEMS,
    "stats": STATS,
    "journal": JOURNAL,
    "tabs": TABS,
}
