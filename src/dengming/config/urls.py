"""Every address: sign-in by allauth, the rest by `web`.

Only the allauth pages that are in use are mounted: there is no sign-up, and passwords are reset by an administrator,
since many people here have no mailbox.
"""

from allauth.account import views
from django.urls import URLPattern, URLResolver, include, path

from dengming.web.pages.sign_in import SignIn

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/login/", SignIn.as_view(), name="account_login"),
    path("accounts/logout/", views.logout, name="account_logout"),
    path("accounts/inactive/", views.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", views.password_change, name="account_change_password"),
    path("", include("dengming.web.urls")),
]
