"""Made-up data for the pattern page, one entry for each part. No real person or organisation."""

from calendar import Calendar
from datetime import date, datetime, timedelta
from typing import Any, Final

from dengming.web.sample_lists import LISTS
from dengming.web.sample_why import WHY

ON: Final = date(2020, 9, 10)


def _nav() -> list[dict[str, Any]]:
    def item(label: str, icon: str, **more: Any) -> dict[str, Any]:
        return {"label": label, "url": "#", "icon": icon, **more}

    return [
        {
            "label": "",
            "items": [
                item("本月待办", "tasks", current=True, count=5, tab="待办"),
                item("日历", "calendar", tab="日历"),
            ],
        },
        {
            "label": "支部工作",
            "items": [
                item("活动纪实", "record", tab="纪实"),
                item("完成情况", "standing", tab="情况"),
                item("党员名册", "people"),
            ],
        },
        {"label": "制度", "items": [item("制度库", "rulebook"), item("组织架构", "org")]},
    ]


def _tasks() -> list[dict[str, Any]]:
    def task(title: str, due: date, state: str, **more: Any) -> dict[str, Any]:
        return {"title": title, "url": "#", "due": due, "state": state, "org": "第一党支部", **more}

    return [
        task(
            "补开8月支委会",
            date(2020, 8, 31),
            "overdue",
            institution="三会一课",
            period="2020-08",
            action={"label": "录纪实", "url": "#"},
        ),
        task(
            "提交上月思想汇报", date(2020, 9, 5), "grace", institution="一集中两报告", period="2020-09", marks=["local"]
        ),
        task(
            "9月主题党日",
            date(2020, 9, 25),
            "open",
            institution="主题党日",
            period="2020-09",
            missing="研讨发言材料",
            action={"label": "做计划", "url": "#"},
        ),
        task(
            "第三季度专题学习研讨",
            date(2020, 9, 30),
            "met",
            institution="专题学习研讨",
            period="2020-Q3",
            marks=["entered-late"],
        ),
    ]


def _duties() -> list[dict[str, Any]]:
    names = ["支部党员大会", "支部委员会", "党小组会", "党课", "主题党日", "专题研讨", "民主生活会", "听取党建汇报"]
    states = ["met", "overdue", "grace", "open", "upcoming", "late", "waived", "unowned"]
    return [
        {
            "name": name, "institution": "三会一课", "url": "#", "subject": "第一党支部", "period": "2020-Q3", "state": state,
            "due": ON + timedelta(days=20 - 4 * place), "done": int(state in ("met", "late")), "needed": 1, "unit": "次",
            "marks": ["entered-late"] if state == "met" else [], "why_url": "#",
        }
        for place, (name, state) in enumerate(zip(names, states, strict=True))
    ]  # fmt: skip


def _month() -> dict[str, Any]:
    entries = {
        4: [{"title": "支委会", "url": "#", "state": "met"}],
        10: [{"title": "教师节走访慰问", "url": "#", "state": "waived"}, {"title": "思想汇报", "url": "#", "state": "grace"}],
        25: [{"title": "主题党日：参观档案馆", "url": "#", "state": "open"}],
        30: [{"title": "第三季度专题研讨截止", "url": "#", "state": "upcoming"}, {"title": "8月支委会", "url": "#", "state": "overdue"}],
    }  # fmt: skip
    weeks = [
        [
            {
                "day": day, "outside": day.month != 9, "today": day == ON,
                "rest": "国庆节" if day == date(2020, 10, 1) else day.weekday() > 4 and day != date(2020, 9, 27),
                "work": day == date(2020, 9, 27), "entries": entries.get(day.day, []) if day.month == 9 else [],
            }
            for day in week
        ]
        for week in Calendar().monthdatescalendar(2020, 9)
    ]  # fmt: skip
    return {"year": 2020, "month": 9, "weeks": weeks, "before_url": "#", "after_url": "#"}


def _table() -> dict[str, Any]:
    def row(name: str, owed: int, met: int, state: str) -> list[Any]:
        return [
            {"text": name, "url": "#", "sub": "区发展改革局党委"},
            owed,
            met,
            f"{met * 100 // owed}%",
            {"state": state},
        ]

    return {
        "caption": "第三季度完成情况",
        "columns": [
            {"label": "组织", "sort_url": "#", "sorted": "ascending"}, {"label": "应办", "numeric": True},
            {"label": "已办", "numeric": True}, {"label": "完成率", "numeric": True}, {"label": "最紧的一项"},
        ],
        "rows": [row("第一党支部", 12, 9, "overdue"), row("第二党支部", 12, 12, "met"), row("离退休干部党支部", 6, 4, "grace")],
        "foot": ["合计", 30, 25, "83%", ""],
    }  # fmt: skip


def _matrix() -> dict[str, Any]:
    heads = [
        "党员大会",
        "支委会",
        "党小组会",
        "党课",
        "主题党日",
        "专题研讨",
        "组织生活会",
        "民主评议",
        "谈心谈话",
        "党费收缴",
    ]
    states = ["met", "met", "late", "open", "overdue", "grace", "upcoming", "waived", "unowned"]
    rows = [
        {"name": name, "cells": [states[(line * 3 + column) % 9] for column in range(len(heads))]}
        for line, name in enumerate(["机关第一党支部", "机关第二党支部", "信息中心党支部", "离退休干部党支部"])
    ]
    return {"heads": heads, "rows": rows}


_PRINTED: Final = {
    "org": "中共某区发展改革局机关第一支部委员会", "kinds": "主题党日、党课", "held": datetime(2020, 9, 25, 14, 30),
    "place": "三楼会议室", "chair": "王  静", "keeper": "李晓明", "expected": 12, "present": 10, "observers": 1,
    "absent": [("赵建国", "驻村"), ("孙  梅", "病假")], "subject": "学习《中国共产党支部工作条例（试行）》",
    "minutes": "一、支部书记王静领学条例第三章、第四章。\n二、与会党员围绕“怎样过好组织生活”交流发言。\n三、部署第四季度支部工作。",
    "decision": "全体党员10月15日前完成自学，支委会10月20日前检查学习笔记。",
    "people": ["王  静", "李晓明", "陈  芳", "刘  洋", "周  敏", "吴  磊", "郑  华", "冯  涛", "何  平", "许  婷"],
}  # fmt: skip

SAMPLES: Final[dict[str, Any]] = {
    "nav": _nav(), "tasks": _tasks(), "duties": _duties(), "why": WHY, "month": _month(), "table": _table(),
    "matrix": _matrix(), "printed": _PRINTED, **LISTS,
}  # fmt: skip
