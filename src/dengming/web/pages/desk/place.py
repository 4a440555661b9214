"""Where the desk looks: the organisation chosen among those that the actor urges, and the pages that belong to it."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse

from dengming.accounts.scope import NotVisible
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs import kinds
from dengming.orgs.models import Organisation
from dengming.orgs.order import in_official_order
from dengming.orgs.queries import standing_on, visible
from dengming.records.booklet import differences
from dengming.web.forms.orgs import Choices
from dengming.web.request_scope import ScopedRequest

MOST_LINES: Final = 80
"""Where more organisations stand below, the board shows those directly below with their sums, page by page."""
LINES_A_PAGE: Final = 20
"""So few that the subjects below them are still listed in each statement (`question.MOST_LISTED`)."""

_PAGES: Final = (("desk", "看板"), ("desk-urge", "催办"), ("desk-records", "纪实"), ("dispute-list", "参加情况异议"))


@dataclass(frozen=True)
class Place:
    """The organisation at the head, and all that may be chosen, in the official order; the first is the highest."""

    top: Organisation
    choices: list[Organisation]

    @property
    def listed(self) -> list[Organisation]:
        """The head and those below it that have a line of their own; Party groups stand with their branch."""
        return [it for it in self.choices if it.reach.startswith(self.top.reach)]

    @property
    def is_large(self) -> bool:
        """Whether more stands below than a board can show line by line."""
        return len(self.listed) > MOST_LINES

    @property
    def lines(self) -> list[Organisation]:
        """The lines of the board: all that is listed; in a large place the head and what stands directly below it."""
        if not self.is_large:
            return self.listed
        return [it for it in self.listed if it == self.top or _depth(it) == _depth(self.top) + 1]

    def stands_over(self, it: Organisation) -> bool:
        """Whether something with a line of its own stands below the organisation."""
        return any(other.reach.startswith(it.reach) for other in self.choices if other != it)

    @property
    def offered(self) -> Choices:
        """What the form offers, indented: of very many only the two uppermost levels and what is near the head."""
        highest = min(_depth(it) for it in self.choices)
        near = {it.pk for it in self.lines} if len(self.choices) > MOST_LINES else {it.pk for it in self.choices}
        return [
            (it.code, "　" * (_depth(it) - highest) + it.name)
            for it in self.choices
            if it.pk in near or _depth(it) <= highest + 1 or self.top.reach.startswith(it.reach)
        ]

    def query(self, **more: str) -> str:
        """The query that keeps the place."""
        query = QueryDict(mutable=True)
        query["org"] = self.top.code
        query.update({name: value for name, value in more.items() if value})
        return query.urlencode()


def place_asked(request: ScopedRequest) -> Place:
    """The organisation in the query (`org`), else the highest that the actor urges below.

    Raises PermissionDenied where the actor urges nobody, NotVisible where the organisation is not among them.
    """
    found = standing_on(visible(request.scope, "urge"), clock.today())
    choices = in_official_order(found.exclude(kind__in=(kinds.GROUP, kinds.OUTSIDE_SUPERIOR)))
    if not choices:
        raise PermissionDenied("没有“催办、退回”权限：党办工作台由机关党委（党总支）和工委使用。")
    code = request.GET.get("org", "")
    top = next((it for it in choices if it.code == code), None) if code else _highest(choices)
    if top is None:
        raise NotVisible("没有找到。")
    return Place(top, choices)


def page_of(request: ScopedRequest, place: Place) -> Page[Organisation] | None:
    """The lines of a large place that are looked at now: only these are judged, since judging everything below takes
    long (docs/performance.md). None for a place that is shown whole."""
    if not place.is_large:
        return None
    return Paginator(place.lines, LINES_A_PAGE).get_page(request.GET.get("page"))


def institutions() -> Choices:
    """The institutions that ask for something."""
    return [(file.id, file.name) for file in rules().rulebook.institutions.values() if file.duty]


def frame(request: ScopedRequest, place: Place, current: str) -> dict[str, Any]:
    """What every page of the desk shows: where it looks, and its sister pages."""
    disputes = differences(request.scope, place.top).count()
    counts = {"dispute-list": disputes or None}
    tabs = [
        {
            "label": label,
            "url": f"{reverse(name)}?{place.query()}",
            "current": name == current,
            "count": counts.get(name),
        }
        for name, label in _PAGES
    ]
    return {"top": place.top, "query": place.query(), "tabs": tabs, "on": clock.today(), "crumbs": _way_back(place)}


def _way_back(place: Place) -> list[dict[str, str]]:
    """From an organisation opened in a large place back to that place."""
    whole = Place(_highest(place.choices), place.choices)
    return [{"label": f"党办工作台：{whole.top.name}", "url": reverse("desk")}] if _opened(place, whole) else []


def _opened(place: Place, whole: Place) -> bool:
    return whole.is_large and place.top != whole.top


def _depth(it: Organisation) -> int:
    """How far down it stands; a leading body stands below its seat."""
    return it.seat.depth + 1 if it.seat else it.depth


def _highest(choices: list[Organisation]) -> Organisation:
    """The first of the uppermost; a leading body only where there is nothing else."""
    return min(choices, key=lambda it: (_depth(it), it.kind == kinds.LEADING_BODY))
