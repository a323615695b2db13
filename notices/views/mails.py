"""The outbox, for the administrator: what was sent, what waits, what failed and why."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import AuthedRequest
from common.lists import list_page
from common.models import StateChange
from common.refusals import require
from notices import rules
from notices.actions import mails
from notices.columns import MAIL_COLUMNS
from notices.forms import MailFilterForm
from notices.models import Mail
from notices.states import MailState


@require_GET
def mail_list(request: AuthedRequest) -> HttpResponse:
    require(rules.may_administer(request.user))
    visible = Mail.objects.visible_to(request.user)
    form = MailFilterForm(request.GET)
    listing = list_page(request, visible, MAIL_COLUMNS, form=form, default_order="-tao")
    counts = visible.counted()
    context = {
        "listing": listing,
        "counts": [(state, counts.get(state, 0)) for state in MailState],
        "failed": counts.get(MailState.FAILED, 0),
    }
    return render(request, "notices/mail_list.html", context)


@require_GET
def mail_detail(request: AuthedRequest, token: str) -> HttpResponse:
    require(rules.may_administer(request.user))
    mail = get_object_or_404(Mail.objects.visible_to(request.user), token=token)
    context = {
        "mail": mail,
        "may_retry": mail.state == MailState.FAILED,
        "history": StateChange.objects.of(mail).for_history(),
    }
    return render(request, "notices/mail_detail.html", context)


@require_POST
def mail_retry(request: AuthedRequest, token: str) -> HttpResponse:
    require(rules.may_administer(request.user))
    mail = get_object_or_404(Mail.objects.visible_to(request.user), token=token)
    mails.retry(mail, by=request.user)
    messages.success(request, _("Thư được gửi lại trong vài phút tới."))
    return redirect(mail)


@require_POST
def mail_retry_all(request: AuthedRequest) -> HttpResponse:
    """Every mail that was given up, once a mail server works again."""
    require(rules.may_administer(request.user))
    count = mails.retry_all(Mail.objects.visible_to(request.user), by=request.user)
    messages.success(request, _("%(n)d thư được gửi lại trong vài phút tới.") % {"n": count})
    return redirect(f"{reverse('notices:mail_list')}?tinh_trang={MailState.QUEUED}")
