"""The addresses of the record pages."""

from django.urls import path

from dengming.web.pages.records import decide, detail, edit, files, listing, new, own_people, people, prints

urlpatterns = [
    path("records/", listing.listing, name="record-list"),
    path("records/new/", new.new, name="record-new"),
    path("records/<uuid:uid>/", detail.detail, name="record-detail"),
    path("records/<uuid:uid>/edit/", edit.edit, name="record-edit"),
    path("records/<uuid:uid>/autosave/", edit.autosave, name="record-autosave"),
    path("records/<uuid:uid>/counts/", edit.counts, name="record-counts"),
    path("records/<uuid:uid>/plan/", edit.plan, name="record-plan"),
    path("records/<uuid:uid>/notify/", edit.notify, name="record-notify"),
    path("records/<uuid:uid>/file/", edit.file, name="record-file"),
    path("records/<uuid:uid>/confirm/", decide.confirm, name="record-confirm"),
    path("records/<uuid:uid>/return/", decide.return_, name="record-return"),
    path("records/<uuid:uid>/withdraw/", decide.withdraw, name="record-withdraw"),
    path("records/<uuid:uid>/correct/", decide.correct, name="record-correct"),
    path("records/<uuid:uid>/discard/", decide.discard, name="record-discard"),
    path("records/<uuid:uid>/copy/", new.copy, name="record-copy"),
    path("records/<uuid:uid>/candidates/", people.suggest, name="record-candidates"),
    path("records/<uuid:uid>/person-add/", people.add_person, name="record-person-add"),
    path("records/<uuid:uid>/person-remove/", people.remove_person, name="record-person-remove"),
    path("records/<uuid:uid>/all-but/", people.all_but, name="record-all-but"),
    path("records/<uuid:uid>/host-add/", people.add_host, name="record-host-add"),
    path("records/<uuid:uid>/own-people/<str:host>/", own_people.own_people, name="record-own-people"),
    path("records/<uuid:uid>/print/", prints.work_record, name="record-print"),
    path("records/<uuid:uid>/notice/", prints.notice, name="record-notice"),
    path("records/<uuid:uid>/sign-in-sheet/", prints.sign_in_sheet, name="record-signin-sheet"),
    path("records/<uuid:uid>/evidence/", files.upload, name="evidence-upload"),
    path("records/<uuid:uid>/evidence/<uuid:file>/remove/", files.remove, name="evidence-remove"),
    path("evidence/<uuid:uid>/", files.serve, name="evidence-serve"),
    path("never-stored/", edit.never_stored, name="never-stored"),
]
