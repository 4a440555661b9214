"""Whoever is not signed in is led to the sign-in page; a part of a page, fetched by htmx, is told so instead."""

from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

SENTENCE = "登录已失效，刚才点的内容没有取到：请重新登录，再回到本页点一次。"


class SignInRequired(LoginRequiredMiddleware):
    """Django's own, except that htmx would follow the redirect and put the whole sign-in page into a row of a table.

    With 401 the page stays as it is, with all that was typed into it, and `live.js` says what to do.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: tuple[Any, ...], view_kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None for who may go on; else the redirect, or 401 with one sentence."""
        away: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        if away is None or request.headers.get("HX-Request") != "true":
            return away
        return HttpResponse(SENTENCE, status=401, content_type="text/plain; charset=utf-8")
