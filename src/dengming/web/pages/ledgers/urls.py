"""Addresses of registers and waivers."""

from django.urls import path

from dengming.web.pages.ledgers import cases, entries, waivers

urlpatterns = [
    path("waivers/", waivers.show_waivers, name="waiver-list"),
    path("waivers/new/", waivers.grant_waiver, name="waiver-new"),
    path("waivers/<uuid:uid>/withdraw/", waivers.withdraw_waiver, name="waiver-withdraw"),
    path("ledgers/lines/<uuid:uid>/withdraw/", entries.withdraw_entry, name="entry-withdraw"),
    path("ledgers/cases/<uuid:uid>/", cases.show_case, name="case"),
    path("ledgers/cases/<uuid:uid>/back/", cases.return_case, name="case-back"),
    path("ledgers/cases/<uuid:uid>/<slug:stage>/", cases.take_step, name="case-step"),
    path("ledgers/", entries.show_registers, name="ledgers"),
    path("ledgers/<slug:register>/", entries.show_entries, name="entry-list"),
    path("ledgers/<slug:register>/new/", entries.file_entry, name="entry-new"),
]
