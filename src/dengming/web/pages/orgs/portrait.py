"""One organisation in words: what it is and where it stands, its members on a day, what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.orgs import kinds, queries, spans
from dengming.orgs.models import Member, Organisation
from dengming.orgs.roster import Roster
from dengming.orgs.tree import where_on
from dengming.web.wording import chinese_date

_WHERE: Final = (kinds.UNDER, kinds.DIRECT)  # conditions that say where it stands, not how it is made up


@dataclass(frozen=True)
class Row:
    """A member in a list: what the person is on the day."""

    code: str
    name: str
    branch: str
    status: str
    posts: str
    leave: str


def kind_name(organisation: Organisation) -> str:
    """机关党委, 党支部 …"""
    role = rules().rulebook.roles.get(organisation.kind)
    return role.name if role else organisation.kind


def facts(scope: Scope, it: Organisation, on: date) -> list[dict[str, Any]]:
    """The basic facts as `parts/_dl.html` wants them."""
    unit = it.unit
    items: list[dict[str, Any]] = [
        {"term": "类别", "value": kind_name(it)},
        {"term": "编号", "value": it.code},
        _superior(scope, it, on),
        {"term": "所在单位", "value": unit.name if unit else ""},
        {"term": "主管部门", "value": unit.in_charge.name if unit else ""},
        {"term": "设置情况", "value": "、".join(conditions_on(it, on)) or "无特别情况"},
        {"term": "成立日期", "value": chinese_date(it.founded)},
    ]
    items += [{"term": "批复文号", "value": it.approval}] if it.approval else []
    items += [{"term": "撤销日期", "value": chinese_date(it.ended)}] if it.ended else []
    return items


def conditions_on(it: Organisation, on: date) -> list[str]:
    """The conditions that the organisation meets on the day, by name."""
    roles = rules().rulebook.roles
    names = spans.roles_of(it.pk, on).values_list("role__name", flat=True)
    return [roles[name].name for name in names if name in roles and _is_condition(name)]


def _is_condition(name: str) -> bool:
    return rules().rulebook.roles[name].sort == "condition" and name not in _WHERE


def _superior(scope: Scope, it: Organisation, on: date) -> dict[str, Any]:
    if it.kind == kinds.LEADING_BODY:
        return {"term": "单位机关党组织", "value": it.seat.name if it.seat else ""} | _link(scope, it.seat)
    parent = where_on(it, on)
    return {"term": "隶属于", "value": parent.name if parent else "无上级"} | _link(scope, parent)


def _link(scope: Scope, it: Organisation | None) -> dict[str, str]:
    if it is None or not scope.reaches(it.reach):
        return {}
    return {"url": reverse("org-detail", args=[it.code])}


def history(scope: Scope, it: Organisation) -> list[dict[str, Any]]:
    """What became of it, newest first, as `parts/_timeline.html` wants it."""
    events = reversed(queries.organisation_history(scope, it))
    return [{"day": event.on, "title": event.what, "text": event.paper, "icon": "history"} for event in events]


def member_rows(scope: Scope, members: Iterable[Member], on: date) -> list[Row]:
    """The members of one page of a list, with what they are on the day."""
    listed = list(members)
    roster = Roster(on, people=[it.pk for it in listed])
    names = _names(scope, roster, listed)
    roles = rules().rulebook.roles

    def row(it: Member) -> Row:
        way, branch = next((held for held in roster.roles_of(it.pk) if held[0] in kinds.WAY), ("", None))
        posts = [(roles[post].name, names.get(at, "")) for post, at in roster.posts_of(it.pk)]
        leave = roster.leave_of(it.pk)
        return Row(
            it.code,
            it.name,
            names.get(branch or 0, ""),
            roles[way].name if way else "组织关系已转出",
            "、".join(post if at in ("", names.get(branch or 0)) else f"{post}（{at}）" for post, at in posts),
            roles[leave].name if leave else "",
        )

    return [row(it) for it in listed]


def _names(scope: Scope, roster: Roster, members: Iterable[Member]) -> dict[int, str]:
    """The names of the visible organisations where these people are anything."""
    places = {at for it in members for _, at in roster.roles_of(it.pk) if at is not None}
    return {it.pk: it.name for it in queries.visible(scope).filter(pk__in=places)}
