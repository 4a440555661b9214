"""Addresses of the pages about organisations."""

from django.urls import path

from dengming.web.pages.orgs import changes, detail, founding, tree

urlpatterns = [
    path("orgs/", tree.show_tree, name="org-tree"),
    path("orgs/new/", founding.found_organisation, name="org-new"),
    path("orgs/<str:code>/", detail.show_organisation, name="org-detail"),
    path("orgs/<str:code>/edit/<slug:what>/", changes.edit, name="org-edit"),
]
