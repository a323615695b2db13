"""The slip with a one-time code, and the page on which it becomes an account."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import AuthedRequest
from accounts.models import User
from common.refusals import require
from trainees import guesses, rules
from trainees.actions import claims
from trainees.forms.claims import AccountClaimForm
from trainees.models import Trainee

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_POST
def claim_create(request: AuthedRequest, token: str) -> HttpResponse:
    """The slip is the answer itself: nothing stores the code, and no reload shows it again."""
    trainee = get_object_or_404(Trainee.objects.visible_to(request.user).for_detail(), token=token)
    require(rules.may_issue_claim(request.user, trainee))
    code = claims.issue(trainee, by=request.user)
    context = {
        "trainee": trainee,
        "code": claims.grouped(code),
        "address": request.build_absolute_uri(reverse("trainees:account_claim")),
        "expires_at": timezone.now() + claims.LIFETIME - timedelta(minutes=1),
    }
    return render(request, "trainees/claim_create.html", context)


@login_not_required
@sensitive_post_parameters("password1", "password2", "code")
@require_http_methods(["GET", "POST"])
def account_claim(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        messages.info(request, _("Đang đăng nhập. Hãy đăng xuất trước khi nhận tài khoản khác."))
        return redirect("start")
    form = AccountClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = _claimed(request, form)
        if account is not None:
            login(request, account, backend=BACKEND)
            messages.success(
                request, _("Đã nhận tài khoản. Từ nay đăng nhập bằng tên và mật khẩu vừa đặt.")
            )
            return redirect("start")
    return render(request, "trainees/account_claim.html", {"form": form})


def _claimed(request: HttpRequest, form: AccountClaimForm) -> User | None:
    """The new account; None when the form now says what is wrong."""
    if guesses.too_many(request):
        form.add_error(None, _("Đã nhập sai mã quá nhiều lần. Hãy thử lại sau mười phút."))
        return None
    given = form.cleaned_data
    try:
        return claims.claim(given["code"], given["username"], given["password1"])
    except claims.WrongCode as refused:
        guesses.count_wrong(request)
        form.add_error("code", refused.message)
    except ValidationError as error:
        form.add_error(None, error)
    return None
