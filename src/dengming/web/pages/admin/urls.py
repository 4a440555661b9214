"""Addresses of the three administrators' pages."""

from django.urls import path

from dengming.web.pages.admin import accounts, journal

urlpatterns = [
    path("admin/accounts/", accounts.show_accounts, name="admin-accounts"),
    path("admin/accounts/<str:username>/close/", accounts.close_account, name="admin-account-close"),
    path("admin/security/", accounts.show_security, name="admin-security"),
    path("admin/security/<str:username>/password/", accounts.reset_password, name="admin-password"),
    path("admin/security/<str:username>/duty/", accounts.assign_duty, name="admin-duty"),
    path("admin/audit/", journal.show_journal, name="admin-audit"),
]
