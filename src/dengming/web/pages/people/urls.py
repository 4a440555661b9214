"""Addresses of the pages about people."""

from django.urls import path

from dengming.web.pages.people import archive, booklet, changes, detail, editing, members, reconciling, roster, spans

urlpatterns = [
    path("me/", booklet.show_own, name="own"),
    path("me/booklet/<int:number>/", booklet.answer, name="booklet-answer"),
    path("members/", members.show_members, name="member-list"),
    path("members/new/", editing.enrol_member, name="member-new"),
    path("members/import/", roster.take_roster, name="roster-import"),
    path("members/export.xlsx", roster.give_roster, name="roster-export"),
    path("members/roster.docx", roster.give_printed, name="roster-print"),
    path("members/reconcile/", reconciling.show_reconciliation, name="roster-reconcile"),
    path("members/reconcile.xlsx", reconciling.give_reconciliation, name="roster-reconcile-workbook"),
    path("members/posts/new/", spans.give, {"what": "post"}, name="post-new"),
    path("members/leave/new/", spans.give, {"what": "leave"}, name="leave-new"),
    path("members/posts/<uuid:uid>/end/", spans.finish, {"sort": "post"}, name="post-end"),
    path("members/leave/<uuid:uid>/end/", spans.finish, {"sort": "leave"}, name="leave-end"),
    path("members/flags/<uuid:uid>/end/", spans.finish, {"sort": "flag"}, name="flag-end"),
    path("members/spans/<uuid:uid>/withdraw/", spans.take_back, name="span-withdraw"),
    path("members/<str:code>/", detail.show_member, name="member-detail"),
    path("members/<str:code>/numbers/", detail.reveal, name="member-reveal"),
    path("members/<str:code>/edit/", editing.edit_member, name="member-edit"),
    path("members/<str:code>/change/<slug:what>/", changes.change, name="member-change"),
    path("members/<str:code>/account/", editing.give, name="account-give"),
    path("members/<str:code>/archive/", archive.show_archive, name="member-archive"),
    path("members/<str:code>/archive/print/", archive.print_archive, name="member-archive-print"),
    path("members/<str:code>/archive.xlsx", archive.give_archive, name="member-archive-workbook"),
]
