"""The addresses of the pages: one line for each group of pages, whose own module lists them."""

from django.urls import URLPattern, URLResolver, include, path

from dengming.web import patterns

urlpatterns: list[URLPattern | URLResolver] = [
    path("patterns/", patterns.show_patterns, name="patterns"),
    path("patterns/print/", patterns.show_print_pattern, name="patterns-print"),
    path("patterns/why/", patterns.show_why_pattern, name="patterns-why"),
    path("", include("dengming.web.pages.tasks")),
    path("", include("dengming.web.pages.overview")),
    path("", include("dengming.web.pages.standings")),
    path("", include("dengming.web.pages.why")),
    path("", include("dengming.web.pages.records.urls")),
    path("", include("dengming.web.pages.attendance.urls")),
    path("", include("dengming.web.pages.desk.urls")),
    path("", include("dengming.web.pages.admin.urls")),
    path("", include("dengming.web.pages.whatif")),
    path("", include("dengming.web.pages.settings")),
    path("", include("dengming.web.pages.calendar")),
    path("", include("dengming.web.pages.orgs.urls")),
    path("", include("dengming.web.pages.ledgers.urls")),
    path("", include("dengming.web.pages.dues.urls")),
    path("", include("dengming.web.pages.people.urls")),
    path("", include("dengming.web.pages.points.urls")),
    path("", include("dengming.web.pages.warnings.urls")),
    path("", include("dengming.web.pages.papers.urls")),
    path("", include("dengming.web.pages.bulletins.urls")),
    path("", include("dengming.web.pages.rulebook.urls")),
]
