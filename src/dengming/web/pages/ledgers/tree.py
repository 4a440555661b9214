"""The tree of a register: what its entries break down into, with a page for each part and what it comes to."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse

from dengming.editions import clock
from dengming.ledgers.forest import Figures, Node, figures, forest, proofs_of
from dengming.ledgers.steps import days_late, due_day, is_done, register_of
from dengming.ledgers.titles import title_of
from dengming.records.queries import links_of
from dengming.rulebook.registers import Entry as Register
from dengming.web.request_scope import ScopedRequest

ROOTS: Final = 20
"""So many roots stand on a page, each with all below it."""
RECORDS: Final = 50
OPEN: Final = 12
"""A tree of no more nodes than this is not folded."""

Links = dict[int, dict[str, str]]


def tree(request: ScopedRequest, block: Register) -> dict[str, Any]:
    """What the page shows: of all parts their figures, or of one part (`?part=`) its figures, tree and records.

    Raises Http404 for a part that the register does not have.
    """
    names = {part.id: part.name for part in block.parts}
    part = request.GET.get("part", "")
    if part and part not in names:
        raise Http404("没有这个分项。")
    today = clock.today()
    roots = forest(request.scope, block.id, today)
    tabs = _tabs(block, part)
    if names and not part:
        parts = [_part(block, name, label, roots) for name, label in names.items()]
        return {"tabs": tabs, "parts": parts, "part_name": "", "part": ""}
    mine = [root for root in roots if root.entry.part == part]
    page = Paginator(mine, ROOTS).get_page(request.GET.get("page"))
    proofs = proofs_of(node for root in mine for node in root.walk())
    links: Links = links_of(request.scope, {source for those in proofs.values() for source in those})
    nodes = [node for root in page for node in root.walk()]
    shown = {
        "tabs": tabs,
        "part": part,
        "part_name": names.get(part, ""),
        "stats": _stats(block, figures(mine), len(links)),
        "page": page,
        "partial": any(not node.seen for node in nodes),
        "unfolded": len(nodes) <= OPEN,
        "roots": [_row(node, today, proofs, links) for node in page],
    }
    return shown | {"records": _records(mine, proofs, links)[:RECORDS], "records_more": max(0, len(links) - RECORDS)}


def _tabs(block: Register, part: str) -> list[dict[str, Any]]:
    url = reverse("entry-list", args=[block.id])
    found = [("", "总览"), *((it.id, it.name) for it in block.parts)] if block.parts else []
    return [
        {"label": label, "url": f"{url}?part={name}" if name else url, "current": name == part, "count": None}
        for name, label in found
    ]


def _part(block: Register, part: str, label: str, roots: Iterable[Node]) -> dict[str, Any]:
    url = f"{reverse('entry-list', args=[block.id])}?part={part}"
    return {"label": label, "url": url, "figures": figures([root for root in roots if root.entry.part == part])}


def _stats(block: Register, found: Figures, records: int) -> list[dict[str, Any]]:
    pending = f"其中{found.pending}件待确认" if found.pending else "按各件办到哪一步算出"
    return [
        {"label": block.name, "value": found.entries, "unit": "件", "hint": f"分解为{found.leaves}件末级任务"},
        {"label": "承担的组织", "value": found.organisations, "unit": "个"},
        {"label": "责任人", "value": found.people, "unit": "人"},
        {"label": "完成", "value": f"{found.done}/{found.leaves}", "unit": "件", "hint": pending},
        {"label": "逾期", "value": found.late, "unit": "件", "tone": "overdue" if found.late else ""},
        {"label": "佐证的活动记录", "value": records, "unit": "条", "hint": "已关联、您能打开的"},
    ]


def _row(node: Node, today: date, proofs: dict[int, set[int]], links: Links) -> dict[str, Any]:
    entry, block = node.entry, register_of(node.entry)
    stage, late = block.stage_of(entry.stage), days_late(entry, today) if node.seen else 0
    tone = "met" if is_done(entry) else "quiet" if stage == block.stage[0] else "open"
    direct_parent_of_seen = any(it.seen for it in node.below)
    return {
        "title": title_of(entry),
        "url": reverse("case", args=[entry.uid]) if node.seen or direct_parent_of_seen else "",
        "whose": entry.subject.name,
        "doer": entry.doer.name if entry.doer else "",
        "what": block.name,
        "seen": node.seen,
        "stage": stage.name,
        "tone": tone,
        "due": None if not node.seen or is_done(entry) else due_day(entry),
        "late": late,
        "done": node.done,
        "leaves": node.leaves,
        "late_below": node.late,
        "records": [links[it] for it in sorted(proofs.get(entry.pk, ())) if it in links],
        "below": [_row(child, today, proofs, links) for child in node.below],
    }


def _records(roots: Iterable[Node], proofs: dict[int, set[int]], links: Links) -> list[dict[str, Any]]:
    """Each record once, with the first task that it proves."""
    found: dict[int, dict[str, Any]] = {}
    for node in (it for root in roots for it in root.walk()):
        for source in sorted(proofs.get(node.entry.pk, ())):
            if source in links:
                told = {**links[source], "task": title_of(node.entry), "whose": node.entry.subject.name}
                found.setdefault(source, told)
    return list(found.values())
