"""Addresses of the pages about warnings."""

from django.urls import path

from dengming.web.pages.warnings import detail, listing

urlpatterns = [
    path("points/<slug:score>/warnings/", listing.show_warnings, name="warnings"),
    path("points/<slug:score>/members/<str:code>/warn/", listing.confirm_warning, name="warning-confirm"),
    path("warnings/<uuid:uid>/", detail.show_warning, name="warning-detail"),
    *(
        path(f"warnings/<uuid:uid>/{step}/", detail.take_step, {"step": step}, name=f"warning-{step}")
        for step in detail.STEPS
    ),
]
