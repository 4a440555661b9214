"""`request.scope`: what the signed-in user reaches and may do, worked out once a request and only when asked for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from dengming.accounts.models import User
from dengming.accounts.scope import Scope
from dengming.orgs.reach import scope_for


class ScopedRequest(HttpRequest):
    """A request that has passed the middleware; what pages take."""

    scope: Scope


class RequestScope:
    """Middleware. Nobody signed in has a scope that reaches nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        setattr(request, "scope", SimpleLazyObject(lambda: _scope_of(request)))  # noqa: B010 - a new attribute
        return self._get_response(request)


def _scope_of(request: HttpRequest) -> Scope:
    user = request.user
    return scope_for(user) if isinstance(user, User) else Scope(actor=None)
