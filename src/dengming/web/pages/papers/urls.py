"""Addresses of the pages about papers on points."""

from django.urls import path

from dengming.web.pages.papers import listing, paper

urlpatterns = [
    path("points/<slug:score>/papers/", listing.show_papers, name="points-papers"),
    path("points/<slug:score>/papers/<str:branch>/<str:period>/", listing.draft_paper, name="points-paper-draft"),
    path("points-papers/<uuid:uid>/", paper.show_paper, name="points-paper"),
    path("points-papers/<uuid:uid>/print/", paper.print_paper, name="points-paper-print"),
    path("points-papers/<uuid:uid>.docx", paper.give_paper, name="points-paper-docx"),
    path("points-papers/<uuid:uid>/correct/", paper.correct_paper, name="points-paper-correct"),
    path("points-papers/<uuid:uid>/void/", paper.void_paper, name="points-paper-void"),
]
