"""The addresses of 制度库."""

from django.urls import path

from dengming.web.pages.rulebook.clauses import show_coverage
from dengming.web.pages.rulebook.detail import show_institution
from dengming.web.pages.rulebook.listing import show_rulebook

urlpatterns = [
    path("rulebook/", show_rulebook, name="rulebook"),
    path("rulebook/coverage/", show_coverage, name="rulebook-coverage"),
    path("rulebook/<slug:institution>/", show_institution, name="rulebook-institution"),
]
