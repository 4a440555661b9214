"""The way around, by what the signed-in user may do; and what stands at the head of every page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs import spans
from dengming.standing.points.sight import keeps_points

Shown = Callable[[Scope], bool]


@dataclass(frozen=True)
class Item:
    """One entry of the menu. `tab` puts it at the foot of a phone too, under this short word."""

    label: str
    address: str
    icon: str
    shown: Shown
    tab: str = ""


def _member(scope: Scope) -> bool:
    return scope.person is not None


def _reader(scope: Scope) -> bool:
    return bool(scope.prefixes() or scope.places())


def _may(capability: str) -> Shown:
    return lambda scope: bool(scope.prefixes(capability))


def _always(scope: Scope) -> bool:
    return True


MENU: Final[tuple[tuple[str, tuple[Item, ...]], ...]] = (
    (
        "",
        (
            Item("本月待办", "tasks", "tasks", _member, "待办"),
            Item("我的", "own", "person", _member, "我的"),
            Item("日历", "calendar", "calendar", _reader),
            Item("公示", "notices", "eye", _member),
        ),
    ),
    (
        "工作",
        (
            Item("活动纪实", "record-list", "record", _reader, "纪实"),
            Item("台账", "ledgers", "ledger", _may("record")),
            Item("党费", "dues", "stamp", _may("dues")),
            Item("完成情况", "standing-list", "standing", _reader, "情况"),
            Item("积分预警", "points-first", "flag", keeps_points),
            Item("党办工作台", "desk", "inbox", _may("urge"), "工作台"),
            Item("总览表", "overview", "overview", _may("urge")),
            Item("季通报", "bulletins", "megaphone", lambda scope: bool(scope.prefixes())),
            Item("免办", "waiver-list", "state-waived", _may("waive")),
        ),
    ),
    (
        "组织",
        (
            Item("组织", "org-tree", "org", _reader),
            Item("党员名册", "member-list", "people", _reader),
        ),
    ),
    (
        "制度",
        (
            Item("制度库", "rulebook", "rulebook", _always),
            Item("本地参数", "settings", "sliders", _may("settle")),
        ),
    ),
    (
        "管理",
        (
            Item("账号", "admin-accounts", "people", _may("accounts:system")),
            Item("授权与密码", "admin-security", "key", _may("accounts:security")),
            Item("审计日志", "admin-audit", "shield", _may("accounts:audit")),
        ),
    ),
)


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `nav`, `demo_date` and `account_note`, each worked out only where a page shows it."""
    scope = getattr(request, "scope", None)
    if scope is None or not request.user.is_authenticated:
        return {}
    return {
        "nav": SimpleLazyObject(lambda: menu(scope, request.path)),
        "demo_date": SimpleLazyObject(clock.demo_date),
        "account_note": SimpleLazyObject(lambda: posts_in_words(scope)),
    }


def menu(scope: Scope, path: str) -> list[dict[str, Any]]:
    """The sections with what this user may open; the entry that the path lies under is the present one."""
    sections: list[dict[str, Any]] = []
    for label, items in MENU:
        shown = [_entry(item) for item in items if item.shown(scope)]
        if shown:
            sections.append({"label": label, "items": shown})
    entries = [entry for section in sections for entry in section["items"] if path.startswith(entry["url"])]
    if entries:
        max(entries, key=lambda entry: len(entry["url"]))["current"] = True
    return sections


def _entry(item: Item) -> dict[str, Any]:
    return {"label": item.label, "url": reverse(item.address), "icon": item.icon, "tab": item.tab, "current": False}


def posts_in_words(scope: Scope) -> str:
    """The posts held today: 第一党支部 党支部书记；…"""
    if scope.person is None:
        return str(scope.actor.get_administers_display()) if scope.actor and scope.actor.administers else ""
    known = rules().rulebook.roles
    held = spans.roles_of(scope.person, clock.today()).select_related("at", "role")
    posts = [(span.at, known.get(span.role.name)) for span in held.order_by("pk")]
    return "；".join(f"{at.name} {role.name}" for at, role in posts if at and role and role.sort == "post")
