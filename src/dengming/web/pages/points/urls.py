"""Addresses of the pages about points."""

from django.urls import path

from dengming.web.pages.points import branch, ledger

urlpatterns = [
    path("points/", branch.show_first, name="points-first"),
    path("points/<slug:score>/", branch.show_branch, name="points"),
    path("points/<slug:score>/reference/<slug:link>/", branch.show_reference, name="points-reference"),
    path("points/<slug:score>/members/<str:code>/", ledger.show_ledger, name="points-ledger"),
    path("points/<slug:score>/members/<str:code>/print/", ledger.print_ledger, name="points-ledger-print"),
]
