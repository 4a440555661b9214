"""The pattern page: every part of the design system in every state, with made-up data. It needs only sign-in."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dengming.web import icons, samples, states
from dengming.web.sample_form import SampleFilters, SampleForm, refused_form

_COLOURS = {
    "纸": "paper",
    "面": "surface",
    "凹": "sunken",
    "墨": "ink",
    "次墨": "ink-2",
    "淡墨": "ink-3",
    "线": "line",
    "深线": "line-2",
    "红": "red",
    "深红": "red-deep",
    "金": "gold",
    "链接": "link",
}


def show_patterns(request: HttpRequest) -> HttpResponse:
    """All parts on one page."""
    return render(
        request,
        "patterns/page.html",
        {
            "colours": _COLOURS,
            "icons": icons.drawings(),
            "states": states.STATES,
            "warnings": states.COLOURS,
            "marks": states.MARKS,
            "crumbs": [{"label": "制度库", "url": "#"}, {"label": "三会一课", "url": "#"}],
            "form": SampleForm(),
            "refused": refused_form(),
            "filters": SampleFilters(request.GET or None),
            "page": Paginator(range(230), 20).get_page(request.GET.get("page", 4)),
            "sample": samples.SAMPLES,
            "month": samples.sample_month(),
            "on": samples.ON,
        },
    )


def show_print_pattern(request: HttpRequest) -> HttpResponse:
    """A printed form on A4."""
    return render(request, "patterns/print.html", {"record": samples.SAMPLES["printed"], "on": samples.ON})


def show_why_pattern(request: HttpRequest) -> HttpResponse:
    """What opens below a duty row of the pattern page."""
    return render(request, "parts/_why_row.html", {"why": samples.SAMPLES["why"]})
