"""The register, the files, and what becomes of a certificate later."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.disclosures import export_people
from accounts.http import AuthedRequest
from certificates import actions, pdf, rules
from certificates.facts import UNPRINTABLE, Signer, common_words, draft_words, problem, template_of
from certificates.forms import ReasonForm, RegisterFilter, ReissueForm
from certificates.models import Certificate
from certificates.states import CertificateState
from certificates.views.replies import pdf_response
from common.lists import Column, is_export, list_page
from common.refusals import Refused, require

# The order of the printed register (sổ gốc).
REGISTER = (
    Column(
        "so",
        gettext_lazy("Số vào sổ"),
        ("series__year", "series__organisation__search_key", "number"),
        lambda c: c.register_number,
    ),
    Column(
        "ten",
        gettext_lazy("Họ và tên"),
        ("enrolment__trainee__sort_key",),
        lambda c: c.printed("full_name"),
    ),
    Column("don_vi", gettext_lazy("Đơn vị công tác"), (), lambda c: c.printed("organisation")),
    Column(
        "lop",
        gettext_lazy("Lớp"),
        ("enrolment__course_run__code",),
        lambda c: f"{c.enrolment.course_run.code} – {c.printed('run_title')}",
    ),
    Column("ngay", gettext_lazy("Ngày cấp"), ("issued_on",), lambda c: c.issued_on),
    Column(
        "tinh_trang",
        gettext_lazy("Tình trạng"),
        ("state",),
        lambda c: c.get_state_display(),
    ),
    Column("viec", ""),
)
# The book on paper says more than the screen.
EXPORTED = (
    *REGISTER[:2],
    Column("sinh", gettext_lazy("Ngày sinh"), (), lambda c: c.printed("birth")),
    *REGISTER[2:],
    Column("chuc_vu", gettext_lazy("Chức vụ"), (), lambda c: c.printed("position")),
    Column("qd", gettext_lazy("Quyết định"), (), lambda c: c.printed("result_decision")),
    Column("ky", gettext_lazy("Người ký"), (), lambda c: c.printed("signer_name")),
)


@require_GET
def certificate_list(request: AuthedRequest) -> HttpResponse:
    """The register (sổ gốc), in the order of its numbers."""
    require(rules.may_read_register(request.user))
    entries = Certificate.objects.visible_to(request.user).in_register().for_list()
    form = RegisterFilter(request.GET or None, user=request.user)
    listing = list_page(request, entries, REGISTER, form=form, default_order="so")
    if is_export(request):
        title = [_("SỔ GỐC CẤP GIẤY CHỨNG NHẬN")]
        return export_people(request, "so-goc-giay-chung-nhan", EXPORTED, listing.stream(), title)
    return render(request, "certificates/certificate_list.html", {"listing": listing})


@require_GET
def my_certificates(request: AuthedRequest) -> HttpResponse:
    own = Certificate.objects.visible_to(request.user).of_person(request.user).public().for_list()
    certificates = own.order_by("-issued_on", "-pk")
    return render(request, "certificates/my_certificates.html", {"certificates": certificates})


@require_GET
def certificate_download(request: AuthedRequest, token: str) -> HttpResponse:
    """The stored file, byte for byte as it was issued, to its holder and the office."""
    seen = Certificate.objects.visible_to(request.user).public()
    certificate = get_object_or_404(seen, token=token)
    if certificate.state != CertificateState.ISSUED:
        raise Refused(_("Giấy chứng nhận này không còn giá trị nên không tải về được."))
    content = actions.checked_file(certificate)
    name = f"giay-chung-nhan-{certificate.register_number}"
    return pdf_response(content, name, is_download=True)


@require_GET
def certificate_preview(request: AuthedRequest, token: str) -> HttpResponse:
    """How a certificate that is not issued yet would look: no number, no proof."""
    seen = Certificate.objects.visible_to(request.user).unfinished().for_issue()
    certificate = get_object_or_404(seen, token=token)
    require(rules.may_read_batches(request.user))
    batch = certificate.batch
    template = template_of(batch.course_run)
    if template is None:
        raise Refused(_("Cơ quan chủ trì chưa có mẫu giấy chứng nhận."))
    common = common_words(
        batch.course_run,
        template,
        Signer.of(batch),
        result_decision=batch.result_decision,
        issued_on=batch.issued_on or timezone.localdate(),
    )
    try:
        content = pdf.render(draft_words(certificate.enrolment, common))
    except UNPRINTABLE as error:
        raise Refused(problem(error)) from error
    return pdf_response(content, "xem-truoc-giay-chung-nhan", is_download=False)


def _own(request: AuthedRequest, token: str) -> Certificate:
    """A certificate that this approver may act on."""
    seen = Certificate.objects.visible_to(request.user).for_verb()
    certificate = get_object_or_404(seen, token=token)
    require(rules.may_revoke(request.user, certificate))
    return certificate


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_revoke(request: AuthedRequest, token: str) -> HttpResponse:
    certificate = _own(request, token)
    form = ReasonForm(
        request.POST or None,
        help_text=_("Lý do hiện trên trang tra cứu công khai: không ghi thông tin cá nhân."),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke(certificate, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã thu hồi. Trang tra cứu đã hiện tình trạng mới."))
            return redirect(certificate.batch)
    context = {
        "heading": _("Thu hồi giấy chứng nhận số %(number)s")
        % {"number": certificate.register_number},
        "question": _("Thu hồi giấy chứng nhận của %(name)s?")
        % {"name": certificate.enrolment.full_name},
        "happenings": [
            _("Trang tra cứu báo giấy đã bị thu hồi, kèm ngày và lý do."),
            _("Học viên không tải được tệp nữa."),
            _("Số vào sổ không dùng lại; việc thu hồi không thể hoàn tác."),
        ],
        "verb": _("Thu hồi giấy chứng nhận"),
    }
    return _ask(request, certificate, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_void(request: AuthedRequest, token: str) -> HttpResponse:
    """For one that was proposed or numbered but cannot be issued."""
    certificate = _own(request, token)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.void(certificate, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã hủy. Có thể đề nghị cấp lại cho học viên này."))
            return redirect(certificate.batch)
    context = {
        "heading": _("Hủy giấy chứng nhận chưa cấp"),
        "question": _("Hủy giấy chứng nhận chưa cấp của %(name)s?")
        % {"name": certificate.enrolment.full_name},
        "happenings": [_("Số vào sổ đã lấy (nếu có) ghi là đã hủy và không dùng lại.")],
        "verb": _("Hủy giấy này"),
    }
    return _ask(request, certificate, form, context)


def _ask(
    request: AuthedRequest, certificate: Certificate, form: forms.Form, context: dict[str, Any]
) -> HttpResponse:
    back = certificate.batch.get_absolute_url()
    asked = {**context, "form": form, "back_url": back, "is_dangerous": True}
    return render(request, "common/_confirm.html", asked)


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_reissue(request: AuthedRequest, token: str) -> HttpResponse:
    certificate = _own(request, token)
    if certificate.state != CertificateState.ISSUED:
        raise Refused(_("Chỉ cấp lại giấy chứng nhận đang có giá trị."))
    form = ReissueForm(request.POST or None, initial=ReissueForm.printed(certificate))
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.reissue(
                certificate,
                by=request.user,
                reason=form.cleaned_data["reason"],
                corrections=form.corrections,
                signer=form.signer,
                on=form.cleaned_data["issued_on"],
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            words = _("Đã cấp lại với số %(number)s.") % {"number": new.register_number}
            messages.success(request, words)
            return redirect(certificate.batch)
    context = {
        "certificate": certificate,
        "form": form,
        "crumbs": [
            (_("Đề nghị cấp giấy chứng nhận"), reverse("certificates:batch_list")),
            (str(certificate.batch), certificate.batch.get_absolute_url()),
        ],
    }
    return render(request, "certificates/certificate_reissue.html", context)
