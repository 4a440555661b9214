"""讲话条款覆盖: every demand of the speech with what covers it; what nothing covers yet is said plainly."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.rulebook.clauses import CHAPTERS, Clause
from dengming.rulebook.coverage import coverage

_NOUNS: Final = {
    "institution": "制度",
    "activity": "活动",
    "entry": "台账",
    "check": "检查",
    "ballot": "测评",
    "duty": "应办",
    "score": "积分",
    "bulletin": "通报",
}
_TABS: Final = (("", "全部", "all"), ("covered", "已有制度落实", "done"), ("open", "尚未实现", "open"))
"""(what the address says, the label, which count)."""


def show_coverage(request: HttpRequest) -> HttpResponse:
    """Chapter by chapter, in the order of the speech."""
    now, show = rules(), request.GET.get("show", "")
    counts = covered_counts(now)
    context = {
        "chapters": list(_chapters(now, show)),
        "covered": counts,
        "tabs": [
            {"label": label, "url": f"?show={name}", "current": name == show, "count": counts[key]}
            for name, label, key in _TABS
        ],
        "crumbs": [{"label": "制度库", "url": reverse("rulebook")}],
    }
    return render(request, "pages/rulebook/coverage.html", context)


def covered_counts(now: Rules) -> dict[str, int]:
    """How many demands there are, how many are covered and how many are not."""
    rows = coverage(now.rulebook)
    done = sum(bool(names) for _, names in rows)
    return {"all": len(rows), "done": done, "open": len(rows) - done}


def _chapters(now: Rules, show: str) -> Iterator[dict[str, Any]]:
    rows = [(clause, list(_links(now, names))) for clause, names in coverage(now.rulebook)]
    for letter, title in CHAPTERS.items():
        of_chapter = [row for row in rows if row[0].id.startswith(letter)]
        shown = [row for row in of_chapter if _is_shown(row, show)]
        if shown:
            done = sum(bool(links) for _, links in of_chapter)
            yield {"letter": letter, "title": title, "rows": shown, "done": done, "all": len(of_chapter)}


def _is_shown(row: tuple[Clause, list[dict[str, str]]], show: str) -> bool:
    return show not in ("covered", "open") or bool(row[1]) == (show == "covered")


def _links(now: Rules, names: list[str]) -> Iterator[dict[str, str]]:
    """`duty:hold-branch-meeting` as a name and the address of the institution that defines it."""
    for name in names:
        noun, _, block_id = name.partition(":")
        file = now.rulebook.institutions[block_id] if noun == "institution" else now.rulebook.home_of[name]
        blocks = [file] if noun == "institution" else getattr(file, noun)
        label = next(block.name for block in blocks if block.id == block_id)
        anchor = "" if noun == "institution" else f"#{noun}-{block_id}"
        yield {"noun": _NOUNS[noun], "label": label, "url": reverse("rulebook-institution", args=[file.id]) + anchor}
