"""Addresses of the Party office's desk."""

from django.urls import path

from dengming.web.pages.desk import board, month

urlpatterns = [
    path("desk/", board.show_desk, name="desk"),
    path("desk/urge/", board.urge_chosen, name="desk-urge"),
    path("desk/month/", month.show_month, name="desk-month"),
]
