"""One's own notices. Opening one writes nothing: what was read is said by a button."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import AuthedRequest
from common.lists import list_page
from notices.actions import notices
from notices.columns import NOTICE_COLUMNS
from notices.forms import NoticeFilterForm
from notices.models import Notice
from notices.unread import unread_of

OFFICE, LEARNER = "common/base_office.html", "common/base_public.html"


@require_GET
def notice_list(request: AuthedRequest) -> HttpResponse:
    own = Notice.objects.visible_to(request.user)
    form = NoticeFilterForm(request.GET)
    listing = list_page(request, own.unread_first(), NOTICE_COLUMNS, form=form, default_order="luc")
    context = {"listing": listing, "unread": unread_of(request.user), "shell": _shell(request)}
    return render(request, "notices/notice_list.html", context)


@require_GET
def notice_detail(request: AuthedRequest, token: str) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.visible_to(request.user), token=token)
    context = {"notice": notice, "shell": _shell(request)}
    return render(request, "notices/notice_detail.html", context)


@require_POST
def notice_read(request: AuthedRequest, token: str) -> HttpResponse:
    """Set it aside; ``mo`` goes on to the page that the notice is about."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), token=token)
    notices.mark_read(Notice.objects.visible_to(request.user).filter(pk=notice.pk))
    if "mo" in request.POST and notice.url:
        return redirect(notice.url)
    return redirect("notices:notice_list")


@require_POST
def notice_read_all(request: AuthedRequest) -> HttpResponse:
    count = notices.mark_read(Notice.objects.visible_to(request.user))
    if count:
        messages.success(request, _("Đã đánh dấu đã đọc %(n)d thông báo.") % {"n": count})
    else:
        messages.info(request, _("Không còn thông báo chưa đọc."))
    return redirect("notices:notice_list")


def _shell(request: AuthedRequest) -> str:
    return OFFICE if request.user.scope.roles else LEARNER
