"""Addresses of registers and waivers."""

from django.urls import path

from dengming.web.pages.ledgers import (
    cases,
    exporting,
    filing,
    handling,
    listing,
    notices,
    pasting,
    proofs,
    together,
    waivers,
)

urlpatterns = [
    path("notices/", notices.show_notices, name="notices"),
    path("waivers/", waivers.show_waivers, name="waiver-list"),
    path("waivers/new/", waivers.grant_waiver, name="waiver-new"),
    path("waivers/<uuid:uid>/withdraw/", waivers.withdraw_waiver, name="waiver-withdraw"),
    path("ledgers/lines/<uuid:uid>/withdraw/", filing.withdraw_entry, name="entry-withdraw"),
    path("ledgers/cases/<uuid:uid>/", cases.show_case, name="case"),
    path("ledgers/cases/<uuid:uid>/back/", cases.return_case, name="case-back"),
    path("ledgers/cases/<uuid:uid>/amend/", handling.amend, name="case-amend"),
    path("ledgers/cases/<uuid:uid>/take-back/", handling.take_back, name="case-take-back"),
    path("ledgers/cases/<uuid:uid>/hand/", handling.hand_on, name="case-hand"),
    path("ledgers/cases/<uuid:uid>/urge/", handling.urge, name="case-urge"),
    path("ledgers/cases/<uuid:uid>/send/<slug:register>/", handling.send, name="case-send"),
    path("ledgers/cases/<uuid:uid>/agreement/", exporting.give_agreement, name="case-agreement"),
    path("ledgers/cases/<uuid:uid>/comparison/", exporting.give_comparison, name="case-comparison"),
    path("ledgers/cases/<uuid:uid>/materials/", proofs.link_record, name="material-link"),
    path("ledgers/cases/<uuid:uid>/materials/upload/", proofs.upload_file, name="material-upload"),
    path("ledgers/cases/<uuid:uid>/materials/<uuid:material>/", proofs.open_file, name="material-open"),
    path("ledgers/cases/<uuid:uid>/materials/<uuid:material>/remove/", proofs.remove_material, name="material-remove"),
    path("ledgers/cases/<uuid:uid>/steps/<slug:stage>/", cases.take_step, name="case-step"),
    path("ledgers/", listing.show_registers, name="ledgers"),
    path("ledgers/<slug:register>/", listing.show_entries, name="entry-list"),
    path("ledgers/<slug:register>/together/<slug:stage>/", together.take_together, name="cases-together"),
    path("ledgers/<slug:register>/workbook/", exporting.give_workbook, name="entry-workbook"),
    path("ledgers/<slug:register>/lists/<int:number>/", exporting.give_list, name="entry-print-list"),
    path("ledgers/<slug:register>/late/", exporting.give_supervision, name="entry-supervision"),
    path("ledgers/<slug:register>/presets/", filing.file_presets, name="entry-presets"),
    path("ledgers/<slug:register>/paste/", pasting.paste_table, name="entry-paste"),
    path("ledgers/<slug:register>/new/", filing.file_entry, name="entry-new"),
]
