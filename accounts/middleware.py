"""What happens around sign-in."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts import kept


class KeptPostMiddleware:
    """A form sent after the session ended is kept, and offered again after sign-in.

    Stands before LoginRequiredMiddleware, which would throw the content away.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST":
            return None
        if request.user.is_authenticated:
            _forget_what_is_sent_again(request)
            return None
        if not getattr(view, "login_required", True) or _is_background(request):
            return None
        return _send_to_login(request)


def _send_to_login(request: HttpRequest) -> HttpResponse:
    if kept.keep(request):
        messages.warning(
            request,
            _("Phiên làm việc đã hết. Nội dung vừa gửi được giữ lại; hãy đăng nhập để gửi tiếp."),
        )
        return redirect_to_login(reverse("accounts:kept_post"))
    messages.error(
        request,
        _(
            "Phiên làm việc đã hết. Nội dung vừa gửi dài quá 100 kB, không giữ được; hãy nhập lại sau khi đăng nhập."
        ),
    )
    return redirect_to_login(_came_from(request))


def _forget_what_is_sent_again(request: HttpRequest) -> None:
    mark = request.POST.get(kept.MARK)
    if mark and (held := kept.read(request.session)) and held["mark"] == mark:
        kept.drop(request.session)


def _is_background(request: HttpRequest) -> bool:
    """True for what a script sends: nobody looks at its answer, and saving by itself it would push out real input."""
    fetched = request.headers.get("Sec-Fetch-Dest", "document") == "empty"
    return fetched or request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _came_from(request: HttpRequest) -> str:
    """The page the form stood on; the sent address itself may answer no GET."""
    address = request.META.get("HTTP_REFERER", "")
    if address and url_has_allowed_host_and_scheme(address, {request.get_host()}):
        parts = urlsplit(address)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return reverse("start")
