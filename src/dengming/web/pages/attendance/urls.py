"""Addresses of what members say of their attendance, as the branch sees and settles it."""

from django.urls import path

from dengming.web.pages.attendance import answers, disputes

urlpatterns = [
    path("records/disputes/", disputes.show_disputes, name="dispute-list"),
    path("records/<uuid:uid>/attendance/", answers.show_answers, name="record-attendance"),
    path("records/<uuid:uid>/attendance/<str:code>/answer/", answers.answer_for, name="attendance-answer"),
    path("records/<uuid:uid>/attendance/<str:code>/settle/", answers.settle, name="attendance-settle"),
]
