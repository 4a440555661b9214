"""Middleware: a request looks up once which edition is in force, unless it installs another itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dengming.editions.queries import looked_up_once


class OneEdition:
    """A page of many rows asks for the rules at each; without this it would ask the database as often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with looked_up_once():
            return self._get_response(request)
