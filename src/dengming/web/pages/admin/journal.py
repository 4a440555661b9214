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
from dengming.calendar.periods import chinese_label
from dengming.editions.queries import rules
from dengming.refusal import days_in_words
from dengming.web.forms.admin import JournalForm
from dengming.web.request_scope import ScopedRequest

PER_PAGE = 50
WORDS: Final = {
    "added": "加入",
    "address": "来源地址",
    "amended": "改动的栏目",
    "approval": "批准文号",
    "begun": "接着开始的",
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
    "issue": "通报",
    "issued": "下发件数",
    "kinds": "活动类别",
    "lines": "条数",
    "members": "人数",
    "months": "月数",
    "note": "说明",
    "on": "日期",
    "opinion": "意见",
    "organisations": "组织",
    "paper": "材料",
    "part": "报告",
    "people": "人员",
    "proof": "佐证",
    "quarter": "季度",
    "reason": "原因",
    "receipt": "收据",
    "record": "纪实",
    "records": "纪实份数",
    "register": "台账种类",
    "remittance": "上缴",
    "removed": "移出",
    "rows": "行数",
    "seed": "随机种子",
    "since": "自",
    "size": "字节数",
    "stage": "办到",
    "step": "第几步",
    "unit": "单位",
    "until": "至",
    "urged": "催办事项",
    "username": "用户名",
    "version": "版本",
    "waiver": "免办",
    "withdrawn": "一并撤回件数",
    "year": "年份",
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
        (WORDS.get(key, key), "、".join(map(str, value)) if isinstance(value, list) else _in_words(note, key, value))
        for key, value in note.items()
    )
    return "；".join(f"{word}：{value}" for word, value in pairs if value not in ("", None))


def _in_words(note: dict[str, Any], key: str, value: Any) -> Any:
    """A register, its stage and part by name, a quarter and days as people write them; anything else as it stands."""
    block = rules().rulebook.entries.get(str(note.get("register", "")))
    if block and key == "register":
        return block.name
    if block and key in ("stage", "part"):
        names = {it.id: it.name for it in block.stage} | {it.id: it.name for it in block.parts}
        return names.get(value, value)
    if not isinstance(value, str):
        return value
    return chinese_label(value) if key == "quarter" else days_in_words(value)
