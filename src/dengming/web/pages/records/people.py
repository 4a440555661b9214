"""The list of people and the hosts, changed by a button of the form: add, take off, “其余都到了”."""

import re
from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.orgs.queries import visible
from dengming.orgs.roster import Roster
from dengming.records import actions, joint_hosts
from dengming.records.candidates import candidates
from dengming.records.drafts import Draft
from dengming.records.models import Record
from dengming.records.queries import get_visible
from dengming.records.sheet import hosts_of
from dengming.refusal import Refusal
from dengming.web.pages.records.steps_taken import by_post, save_and
from dengming.web.request_scope import ScopedRequest

SUGGESTED = 12


@require_safe
def suggest(request: ScopedRequest, uid: UUID) -> JsonResponse:
    """People whose name holds what was typed, with their branch: for the suggestions of “加人”."""
    record, typed = get_visible(request.scope, uid), request.GET.get("q", "").strip()
    found = list(candidates(request.scope, record).filter(name__contains=typed)[:SUGGESTED]) if typed else []
    roster = Roster(record.on or clock.today(), people=[person.pk for person in found])
    branches = {person.pk: roster.branch_of(person.pk) or 0 for person in found}
    names = {host.pk: host.name for host in visible(request.scope).filter(pk__in=branches.values())}
    rows = [{"value": f"{one.name}（{one.code}）", "branch": names.get(branches[one.pk], "")} for one in found]
    return JsonResponse({"people": rows})


@by_post("record-edit")
def add_person(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Put the person typed on the list."""
    typed = request.POST.get("add_person", "").strip()

    def add(scope: Scope, record: Record) -> None:
        actions.add_people(scope, record, version=record.version, codes=[_code(scope, record, typed)])

    return save_and(request, uid, add, _back_to("people"))


@by_post("record-edit")
def remove_person(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Take a person off who is not expected."""
    code = request.POST.get("remove", "")

    def remove(scope: Scope, record: Record) -> None:
        listed = next((one.person for one in record.participations.all() if one.person.code == code), None)
        if listed is not None:
            actions.remove_person(scope, record, version=record.version, person=listed)

    return save_and(request, uid, remove, _back_to("people"))


@by_post("record-edit")
def all_but(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """“其余都到了”: whoever has no mark yet was there."""

    def mark(scope: Scope, record: Record) -> None:
        actions.mark_all_but(scope, record, version=record.version, exceptions={})

    return save_and(request, uid, mark, _back_to("people"))


@by_post("record-edit")
def add_host(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Another organisation hosts it too."""
    typed = request.POST.get("add_host", "").strip()

    def add(scope: Scope, record: Record) -> None:
        if not typed:
            raise Refusal("还没有填联合主办的组织：请填组织名称或编号。")
        codes = [host.code for host in hosts_of(record)] + [joint_hosts.named(typed).code]
        actions.save(scope, record, version=record.version, draft=Draft(hosts=list(dict.fromkeys(codes))))

    return save_and(request, uid, add, _back_to("hosts"))


def _back_to(anchor: str) -> Callable[[Record], HttpResponse]:
    def answer(record: Record) -> HttpResponse:
        response = redirect("record-edit", uid=record.uid)
        response["Location"] += f"#{anchor}"
        return response

    return answer


def _code(scope: Scope, record: Record, typed: str) -> str:
    """The code meant by 张三（P0012） or 张三. Raises Refusal for nobody and for more than one."""
    if not typed:
        raise Refusal("还没有填要加入名单的人：请填姓名。")
    if found := re.search(r"（([^（）]+)）$", typed):
        return found[1]
    people = list(candidates(scope, record).filter(name=typed)[:2])
    if len(people) == 1:
        return people[0].code
    if people:
        raise Refusal(f"叫“{typed}”的人不止一个：请从候选里选，或填成 {typed}（编号）。")
    raise Refusal(f"候选名单里没有“{typed}”：请核对姓名；外单位人员不在名册里的，写在记录内容里。")
