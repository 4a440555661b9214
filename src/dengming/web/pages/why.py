"""依据: why one subject's duty stands as it does in one period; as a page, or opened below a row by htmx."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from dengming.accounts.scope import NotVisible, Scope
from dengming.calendar.days import date_of
from dengming.calendar.periods import PeriodError
from dengming.dues.queries import relief_from
from dengming.editions.clock import date_at
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.places import subject_reach
from dengming.ledgers.queries import entries_from, waiver_from
from dengming.ledgers.titles import title_of
from dengming.orgs.models import Subject
from dengming.orgs.queries import get_member, get_visible
from dengming.records.queries import links_of
from dengming.refusal import Refusal
from dengming.standing.derivation import derive
from dengming.standing.dues_seen import hidden_of
from dengming.standing.explain import FactSeen, NeedSeen, Why
from dengming.standing.judge import Standing
from dengming.standing.nothing import why_nothing
from dengming.standing.queries import AsOf
from dengming.standing.sources import Cited, cite
from dengming.standing.term_words import due_words, every_words, local_words, owner_words
from dengming.standing.values import number
from dengming.web.asked_day import as_of_asked
from dengming.web.request_scope import ScopedRequest

RATE: Final = {"percent": "%"}


def show_why(request: ScopedRequest, subject: str, duty: str, period: str) -> HttpResponse:
    """The derivation of one state; where nothing is owed, why not. Strangers find nothing."""
    found, as_of = subject_of(request.scope, subject), as_of_asked(request)
    if rules(as_of.known).duty(duty) is None:
        raise Http404("没有这个事项。")
    if duty in hidden_of(request.scope, found.pk):
        raise NotVisible("没有找到。")
    try:
        why = derive(request.scope, as_of, subject=found, duty_id=duty, period=period)
    except (PeriodError, Refusal) as error:
        raise Http404(str(error)) from error
    part = bool(getattr(request, "htmx", False))
    if why is None:
        return _nothing(request, found, duty, period, as_of)
    may_waive = request.scope.person != found.pk and request.scope.may("waive", subject_reach(found))
    context = {"why": seen(request.scope, why, as_of), "subject": found, "on": as_of.on, "standing": why.standing}
    case = _case(request.scope, why.standing)
    context |= {"may_waive": may_waive, "known": date_at(as_of.known), "case": case}
    context["case_title"] = title_of(case) if case else ""
    return render(request, "parts/_why_row.html" if part else "pages/why/page.html", context)


def _case(scope: Scope, standing: Standing) -> Entry | None:
    """The case that the duty is owed for, where it is one and in reach."""
    return entries_from(scope, {standing.case}).get(standing.case) if standing.case else None


def subject_of(scope: Scope, code: str) -> Subject:
    """The person or organisation of this code, within reach. NotVisible for a stranger."""
    try:
        return get_member(scope, code).subject
    except NotVisible:
        return get_visible(scope, code).subject


def _nothing(request: ScopedRequest, subject: Subject, duty: str, period: str, as_of: AsOf) -> HttpResponse:
    now = rules(as_of.known)
    found = now.duty(duty)
    assert found is not None  # asked before
    try:
        _, sentence = why_nothing(now, found, period, subject.name)
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal
    context = {"sentence": sentence, "duty": found, "subject": subject, "period": period}
    return render(request, "pages/why/nothing.html", context)


def seen(scope: Scope, why: Why, as_of: AsOf) -> dict[str, Any]:
    """The derivation as `parts/_why.html` wants it."""
    item, term, now = why.standing, why.standing.term, rules(as_of.known)
    links = links_of(scope, {fact.source for need in why.needs for fact in need.facts})
    said = f"{owner_words(now, term)}：{every_words(term)}，{due_words(term)}"
    return {
        "state": str(item.state),
        "verdict": why.sentence,
        "name": item.duty.name,
        "period": item.called,
        "due": item.due,
        "grace_until": item.grace if item.grace != item.due else None,
        "term": {"since": term.since, "until": term.until, "says": said + (f"。{term.note}" if term.note else "")},
        "needs": [_need(need) for need in why.needs],
        "facts": [_fact(fact, links) for fact in _facts(why)],
        "sources": [_source(source) for source in cite(why.basis)],
        "parameters": [{"name": name, "value": "由单位确定", "mark": "local"} for name in local_words(term)],
        "waiver": _waiver(scope, why),
        "known": as_of.known,
    }


def _waiver(scope: Scope, why: Why) -> dict[str, Any] | None:
    found = waiver_from(scope, why.waivers)
    if found is None:
        return _relief(scope, why)
    return {"reason": found.reason, "decided_by": found.decider, "paper": found.paper, "day": date_at(found.granted_at)}


def _relief(scope: Scope, why: Why) -> dict[str, Any] | None:
    """The relief of dues that excuses, where it is in sight: who approved it and by which paper, nothing else."""
    found = relief_from(scope, why.waivers)
    if found is None:
        return None
    said = {"reason": "党费免交", "decided_by": found.approver, "paper": found.paper}
    return said | {"day": date_of(found.approved_on)}


def _facts(why: Why) -> list[FactSeen]:
    """Each record once, as the best that any need saw of it."""
    best: dict[int, FactSeen] = {}
    for fact in (fact for need in why.needs for fact in need.facts):
        if fact.source not in best or fact.counts:
            best[fact.source] = fact
    return sorted(best.values(), key=lambda fact: (not fact.counts, fact.happened))


def _need(need: NeedSeen) -> dict[str, Any]:
    done, needed = number(need.done), number(need.need.at_least)
    return {
        "text": need.asks,
        "done": done,
        "needed": needed,
        "unit": RATE.get(need.need.measure, ""),
        "met": need.met,
    }


def _fact(fact: FactSeen, links: dict[int, dict[str, str]]) -> dict[str, Any]:
    link = links.get(fact.source, {})
    words = [link.get("title", "登记"), fact.role, fact.place]
    return {
        "day": fact.happened,
        "text": " · ".join(word for word in words if word),
        "url": reverse("record-detail", args=[link["uid"]]) if "uid" in link else "",
        "entered": fact.entered,
        "counted": fact.counts,
        "reason": fact.why_not,
        "marks": [],
    }


def _source(source: Cited) -> dict[str, Any]:
    """The mark names the kind of source: only a regulation needs its title; only the speech's own words are quoted."""
    return {
        "mark": source.mark,
        "document": source.document if source.mark == "regulation" else "",
        "article": source.article + ("（待核原文）" if source.unverified else ""),
        "quote": source.quote,
        "says": "" if source.quote else source.says,
        "url": "",
    }


urlpatterns = [path("standing/<str:subject>/<slug:duty>/<str:period>/", show_why, name="why")]
