"""A session lives as long as someone works in it: idle for longer than allowed and it ends."""

import time
from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

_STEP = 60  # seconds: at most one session write a minute, so that reading pages does not write to the database
_SEEN = "seen"


class RenewSession:
    """Renew the session's expiry (`SESSION_COOKIE_AGE` from now) while requests come in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        now = int(time.time())
        if SESSION_KEY in session and now - session.get(_SEEN, 0) >= _STEP:
            session[_SEEN] = now
        return self.get_response(request)
