"""Tags and filters of the design system: `{% load ui %}`. Words are made in `web.wording`, looks in `web.states`."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from dengming.calendar.limits import FIRST_DAY, LAST_DAY
from dengming.calendar.periods import chinese_label
from dengming.dues import money, months
from dengming.refusal import days_in_words
from dengming.web import icons, states, wording
from dengming.web.asked_day import query_of

register = template.Library()

register.filter("chinese_date", wording.chinese_date)
register.filter("short_date", wording.short_date)
register.filter("opening", wording.opening)
register.filter("weekday", wording.weekday)
register.filter("days_left", wording.days_left)
register.filter("moment", wording.moment)
register.filter("amount", wording.amount)
register.filter("signed", wording.signed)
register.filter("period", chinese_label)
register.filter("days_in_words", days_in_words)
register.filter("as_date", wording.as_date)
register.filter("yuan", money.in_words)
register.filter("months", months.in_words)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One drawing of the set. Silent to screen readers unless it has a label of its own."""
    name = icons.require(name)
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="#i-{}"/></svg>', label, name)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def icon_sprite() -> SafeString:
    """The drawings themselves; `base.html` puts them at the top of each page once."""
    return mark_safe(icons.sprite())


@register.simple_tag
def day_limits() -> SafeString:
    """The attributes of a date input by hand; with a year of four digits Chromium goes on to the month by itself."""
    return format_html('min="{}" max="{}"', FIRST_DAY, LAST_DAY)


@register.inclusion_tag("parts/_state_badge.html")
def state_badge(state: str, compact: bool = False) -> dict[str, Any]:
    """A duty's state as an icon and its name; `compact` keeps the name for screen readers and the tooltip only."""
    return {"state": state, "compact": compact}


@register.inclusion_tag("parts/_mark.html")
def mark(name: str) -> dict[str, Any]:
    """A small mark beside a state or a number: 补录, 本地参数, 讲话 …"""
    return {"mark": name}


@register.filter
def state_look(state: str) -> states.Look:
    """The label, icon, tone and meaning of a state."""
    return states.look_of_state(state)


@register.filter
def is_running(state: str) -> bool:
    """Whether the days left still matter: done and excused duties have no clock."""
    return str(state) in ("upcoming", "open", "grace", "overdue")


@register.filter
def mark_look(name: str) -> states.Look:
    """The label, icon, tone and meaning of a mark."""
    return states.look_of_mark(name)


@register.filter
def control_kind(field: BoundField) -> str:
    """`check`, `choices` or `input`: the three layouts of a field."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "check"
    return "choices" if isinstance(widget, RadioSelect | CheckboxSelectMultiple) else "input"


@register.filter
def beside(columns: Sequence[Any], row: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Columns with their cells; raises ValueError when a row is longer or shorter than the head."""
    return list(zip(columns, row, strict=True))


@register.filter
def plus(number: int | None, more: int | None) -> int:
    """The sum, nothing counting as zero."""
    return (number or 0) + (more or 0)


@register.filter
def near_pages(page: "Page[Any]") -> list[int | None]:
    """The page numbers worth a link; None stands for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.simple_tag(takes_context=True)
def page_query(context: template.Context, key: str, number: int) -> str:
    """The present query with another page number."""
    request = context.get("request")
    query = query_of(request) if request else QueryDict(mutable=True)
    query[key] = str(number)
    return f"?{query.urlencode()}"
