"""Addresses of the Party office's desk."""

from django.urls import path

from dengming.web.pages.desk import board, month, records, urging

urlpatterns = [
    path("desk/", board.show_desk, name="desk"),
    path("desk/urge/", urging.urge_many, name="desk-urge"),
    path("desk/records/", records.hand_back_many, name="desk-records"),
    path("desk/month/", month.show_month, name="desk-month"),
    path("desk/month.xlsx", month.give_workbook, name="desk-month-workbook"),
]
