"""The sign-in page: allauth's, with the demo's accounts beside it in demo mode."""

from typing import Any

from allauth.account.views import LoginView

from dengming.web.demo_accounts import accounts


class SignIn(LoginView):
    """allauth's sign-in, which also tells a visitor of the demo whom to sign in as."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The accounts are read only outside production: `accounts` gives none without a demo date."""
        return {**super().get_context_data(**kwargs), "demo_accounts": accounts()}
