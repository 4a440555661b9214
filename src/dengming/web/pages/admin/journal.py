"""审计日志: every write and sign-in, and whether the chain holds; for the audit administrator only."""

import json
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from dengming.accounts import queries
from dengming.accounts.actions import REGISTRY
from dengming.accounts.models import Line
from dengming.accounts.verification import verify
from dengming.web.forms.admin import JournalForm
from dengming.web.request_scope import ScopedRequest

PER_PAGE = 50
WORDS: Final = {
    "added": "加入",
    "address": "来源地址",
    "approval": "批准文号",
    "codes": "编号",
    "department": "主管部门",
    "digest": "文件摘要",
    "document": "文号",
    "duty": "应办事项",
    "entry": "台账",
    "exceptions": "例外",
    "facts_withdrawn": "撤销的事实条数",
    "fields": "改动的栏目",
    "happened": "发生日期",
    "kinds": "活动类别",
    "members": "人数",
    "months": "月数",
    "note": "说明",
    "on": "日期",
    "opinion": "意见",
    "paper": "材料",
    "part": "报告",
    "people": "人员",
    "proof": "佐证",
    "reason": "原因",
    "record": "纪实",
    "records": "纪实份数",
    "register": "台账种类",
    "removed": "移出",
    "seed": "随机种子",
    "since": "自",
    "size": "字节数",
    "unit": "单位",
    "until": "至",
    "urged": "催办事项",
    "username": "用户名",
    "version": "版本",
    "waiver": "免办",
}
"""What the actions note beside a line, for the reader; a word not listed here is shown as it stands."""


def show_journal(request: ScopedRequest) -> HttpResponse:
    """Lines by word and action, newest first, under the state of the whole chain."""
    form = JournalForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.lines(request.scope, **asked)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": [_shown(line) for line in page], "chain": verify()}
    return render(request, "pages/admin/journal.html", context)


def _shown(line: Line) -> dict[str, Any]:
    known = REGISTRY.get(line.action)
    label = known.label if known else line.action
    shown = {"at": line.at, "actor": line.name, "action": label, "object": line.about, "number": line.seq}
    return {**shown, "text": _told(json.loads(line.note))}


def _told(note: dict[str, Any]) -> str:
    pairs = (
        (WORDS.get(key, key), "、".join(map(str, value)) if isinstance(value, list) else value)
        for key, value in note.items()
    )
    return "；".join(f"{word}：{value}" for word, value in pairs if value not in ("", None))
