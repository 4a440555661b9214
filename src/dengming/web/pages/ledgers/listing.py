"""台账: the registers, and the lines and cases of one in the view that its file declares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers import queries
from dengming.ledgers.coming import opens_on
from dengming.ledgers.effects import ends_of
from dengming.ledgers.models import Entry as Line
from dengming.ledgers.permits import is_open, permit_of
from dengming.ledgers.places import branches_of, remember_places
from dengming.ledgers.presets import missing
from dengming.ledgers.restricted import knows
from dengming.ledgers.steps import ahead_of, has_expired
from dengming.ledgers.titles import title_of, whose, words_of
from dengming.ledgers.undone import may_withdraw
from dengming.reports.case_lines import FieldWords
from dengming.reports.suggestions import suggested
from dengming.rulebook.registers import Entry
from dengming.standing.case_days import days_of, late_first
from dengming.standing.own_posts import own_places
from dengming.standing.queries import AsOf
from dengming.web.pages.ledgers.exporting import exports
from dengming.web.pages.ledgers.lacking import lacking_context
from dengming.web.pages.ledgers.newcomers import may_bring
from dengming.web.pages.ledgers.offers import Typed, offered
from dengming.web.pages.ledgers.owners import owners_context
from dengming.web.pages.ledgers.registers import filed_in, may_file, register_named
from dengming.web.pages.ledgers.tree import tree
from dengming.web.pages.ledgers.views import board, due_name, matrix
from dengming.web.request_scope import ScopedRequest

SHOWN: Final = 50
AT_ONCE: Final = 2000
"""A board and a matrix show everything that is living at once; beyond this they would help nobody."""


def show_registers(request: ScopedRequest) -> HttpResponse:
    """Every register that an institution declares, by theme, with how many lines of it are in sight; those that do not
    concern the actor apart."""
    rulebook, counts = rules().rulebook, queries.counts(request.scope)
    books = [it for it in rulebook.entries.values() if knows(request.scope, it)]
    # the committee answers for every register, also while nothing stands in it
    mine = {it.id for it in books} if request.scope.may("settle") else {*counts, *filed_in(request, books)}
    themes: dict[str, list[dict[str, Any]]] = {}
    others: list[dict[str, Any]] = []
    for block in books:
        home = rulebook.home_of[f"entry:{block.id}"]
        item = {"register": block, "institution": home, "lines": counts.get(block.id, 0)}
        (themes.setdefault(home.theme, []) if block.id in mine else others).append(item)
    return render(request, "pages/ledgers/index.html", {"themes": list(themes.items()), "others": others})


def show_entries(request: ScopedRequest, register: str) -> HttpResponse:
    """One register's lines or cases, newest first; and whom the system suggests, for whoever takes that up."""
    return list_page(request, register_named(request, register))


def list_page(request: ScopedRequest, block: Entry, typed: Typed | None = None) -> HttpResponse:
    """The page of a register; `typed` is a step for many that was refused."""
    found = queries.entries(request.scope, register=block.id, public=True)
    found = found.select_related("parent__subject", "parent__parent__parent", "doer")
    found = found.prefetch_related("moves__moved_by")
    view = "list" if typed else request.GET.get("view") or block.view
    context = {
        "register": block,
        "view": view,
        "views": _views(block, view),
        "may_file": may_file(request, block) and not block.under and (not block.newcomer or may_bring(request, block)),
        "suggested": suggested(request.scope, block, AsOf.at()),
        "presets": _presets(request, block),
        "permit": permit_of(block),
        "open": is_open(block),
        "may_permit": request.scope.may("settle"),
        "today": clock.today(),
        "exports": exports(request, block),
        **lacking_context(request, block),
    }
    if view == "owners" and block.one_per:
        return render(request, "pages/ledgers/owners.html", context | owners_context(request, block))
    living = found.filter(withdrawn_at=None)[:AT_ONCE]
    if view == "tree" and block.view == "tree":
        return render(request, "pages/ledgers/tree.html", context | tree(request, block))
    if view == "matrix" and block.under:
        return render(
            request, "pages/ledgers/matrix.html", context | {"matrix": matrix(block, living, _days(request, living))}
        )
    if view == "board" and block.is_case:
        return render(
            request, "pages/ledgers/board.html", context | {"columns": board(block, living, _days(request, living))}
        )
    return _plain_list(request, block, found, context, typed)


def _plain_list(
    request: ScopedRequest, block: Entry, found: QuerySet[Line], context: dict[str, Any], typed: Typed | None
) -> HttpResponse:
    """Line by line; of cases those that are late stand first, and may be looked at alone."""
    late, known_days = late_first(request.scope, block, found, AT_ONCE) if block.is_case else ([], {})
    only = bool(late) and "late" in request.GET and typed is None
    rest = [] if only else found.exclude(pk__in=late).values_list("pk", flat=True)
    page = Paginator([*late, *rest], SHOWN).get_page(request.GET.get("page"))
    there = {it.pk: it for it in found.filter(pk__in=page.object_list)}
    shown = [there[pk] for pk in page.object_list]
    remember_places(shown)
    others = [it for it in shown if it.pk not in known_days] if block.is_case else []
    days = {pk: day for pk, day in known_days.items() if day} | _days(request, others)
    today = clock.today()
    known = _Known(FieldWords(request.scope, block, shown), branches_of(shown), days, today)
    rows = [_row(request, block, it, known) for it in shown]
    together = offered(block, rows, _own(request, today), typed) if block.is_case else []
    context |= {"page": page, "rows": rows, "together": together, "failed": typed.form if typed else None}
    context["of_late"] = _of_late(block, len(late), only)
    return render(request, "pages/ledgers/entries.html", context, status=422 if typed else 200)


def _of_late(block: Entry, late: int, only: bool) -> list[dict[str, Any]]:
    """All, or the late ones alone, as tabs; none where nothing is late."""
    url = f"{reverse('entry-list', args=[block.id])}?view=list"
    tabs = [("全部", url, not only, None), ("只看逾期", f"{url}&late=1", only, late)]
    return [dict(zip(("label", "url", "current", "count"), it, strict=True)) for it in tabs] if late else []


def _own(request: ScopedRequest, today: date) -> set[str]:
    """The places whose own work the actor records or confirms."""
    return {reach for may in ("record", "confirm") for reach in own_places(request.scope, may, today).values()}


def _days(request: ScopedRequest, entries: Iterable[Line]) -> dict[int, date]:
    """By when something is to be done with each case."""
    return days_of(request.scope, AsOf.at(), entries)


def _presets(request: ScopedRequest, block: Entry) -> list[dict[str, str]]:
    """What it begins with and does not have yet, for whoever files there: the clause and the words."""
    found = missing(block) if may_file(request, block) else []
    return [{"clause": it.clause, "words": words_of(block, it.fields)} for it in found]


def _views(block: Entry, view: str) -> list[dict[str, Any]]:
    """The register's own view and the plain list, as tabs; none where that is all the same."""
    names = {"list": "列表", "board": "按阶段", "matrix": "总表", "tree": "逐级分解", "owners": "一人一行"}
    offered = list(dict.fromkeys([block.view, "board" if block.is_case else "list", "list"]))
    if len(offered) == 1 or block.view == "list":
        return []
    url = reverse("entry-list", args=[block.id])
    return [{"label": names[it], "url": f"{url}?view={it}", "current": it == view, "count": None} for it in offered]


@dataclass(frozen=True)
class _Known:
    """What is looked up once for all rows of a page."""

    words: FieldWords
    branches: Mapping[int, str]
    days: Mapping[int, date]
    today: date


def _row(request: ScopedRequest, block: Entry, line: Line, known: _Known) -> dict[str, Any]:
    words, due, today = known.words, known.days.get(line.pk), known.today
    title = title_of(line) if block.is_case else line.subject.name
    parts = {part.id: part.name for part in block.parts}
    said = [(field, line.fields[field.id]) for field in block.first_fields if field.id in line.fields]
    here, steps = block.stage_of(line.stage), queries.steps_for(request.scope, line, today)
    by = [line.entered_by.name + "登记"] if line.entered_by else []
    by += [move.moved_by.name + "审核" for move in line.moves.all() if move.moved_by and not block.is_case]
    return {
        "entry": line,
        "title": title,
        "whose": whose(line, title, known.branches),
        "part": parts.get(line.part, ""),
        "fields": [(field.name, words.of(field, value)) for field, value in said],
        "stage": here,
        "effects": ends_of(line),
        "expired": has_expired(line, today),
        "due": due,
        "due_name": due_name(block, line, due),
        "opens": opens_on(line) if block.is_case and not due else None,
        "waits": bool(ahead_of(line)),
        "by": "，".join(by) if line.step else "",
        "step": next((it for it in steps if not (it.withdraws_below or it.chance)), None) if not here.idle else None,
        "steps": steps,
        "may_withdraw": line.withdrawn_at is None and may_withdraw(request.scope, line),
    }
