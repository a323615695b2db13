"""What was about to be sent when the session ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import kept


@require_GET
def kept_post(request: HttpRequest) -> HttpResponse:
    held = kept.read(request.session)
    context = {
        "kept": held,
        "shown": kept.readable(held) if held else [],
        "mark_name": kept.MARK,
        "minutes": kept.LIFETIME_SECONDS // 60,
    }
    return render(request, "accounts/kept_post.html", context)


@require_POST
def kept_post_drop(request: HttpRequest) -> HttpResponse:
    kept.drop(request.session)
    messages.success(request, _("Đã bỏ nội dung giữ lại."))
    return redirect("start")
