"""What happens around every request."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from common.refusals import Refused

logger = logging.getLogger("django.server")
GetResponse = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    """A Refused that a one-button POST did not catch becomes a message on the page the person came from."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        messages.error(request, error.message)
        for detail in error.details:
            messages.error(request, detail)
        return redirect(self._back(request))

    @staticmethod
    def _back(request: HttpRequest) -> str:
        came_from = request.META.get("HTTP_REFERER", "")
        if came_from and url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
            parts = urlsplit(came_from)
            if parts.path != request.path or request.method == "POST":
                return f"{parts.path}?{parts.query}" if parts.query else parts.path
        return "/"


class NoStoreMiddleware:
    """Pages of a signed-in person are never kept by the browser: Back after sign-out shows nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response


class QueryCountMiddleware:
    """For developers: queries and time of each page in the log, and any SQL that ran twice."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ran: list[str] = []

        def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
            ran.append(sql)
            return execute(sql, params, many, context)

        started = time.perf_counter()
        with connection.execute_wrapper(note):
            response = self.get_response(request)
        milliseconds = (time.perf_counter() - started) * 1000
        if not request.path.startswith(("/static/", "/cms/")):
            twice = [
                sql for sql, times in Counter(ran).items() if times > 1 and "SAVEPOINT" not in sql
            ]
            logger.info(
                "%s %s %s: %d queries, %.0f ms%s",
                request.method,
                request.path,
                response.status_code,
                len(ran),
                milliseconds,
                "".join(f"\n    twice: {sql[:160]}" for sql in twice),
            )
        response["Server-Timing"] = f"app;dur={milliseconds:.0f}"
        return response
