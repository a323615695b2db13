"""Proposals: the organiser asks, the approver answers, the worker prints."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import AuthedRequest
from certificates import actions, rules
from certificates.facts import Signer, template_of
from certificates.forms import ApproveForm, BatchFilter, ProposeForm, ReasonForm
from certificates.models import CertificateBatch
from certificates.tasks import job_of
from common.lists import Column, export_response, is_export, list_page
from common.refusals import Refused, require
from courses.models import CourseRun
from courses.states import CourseRunState

BATCHES = (
    Column("lop", gettext_lazy("Lớp"), ("course_run__code",), lambda b: str(b.course_run)),
    Column("de_nghi", gettext_lazy("Đề nghị"), ("proposed_at",), lambda b: b.proposed_at),
    Column("so_nguoi", gettext_lazy("Số người"), ("people",), lambda b: b.people, is_number=True),
    Column("da_cap", gettext_lazy("Đã cấp"), ("issued",), lambda b: b.issued, is_number=True),
    Column("tinh_trang", gettext_lazy("Tình trạng"), ("is_answered", "-proposed_at"), str),
    Column("viec", ""),
)
PEOPLE = (
    Column("ten", gettext_lazy("Họ và tên"), ("enrolment__trainee__sort_key",)),
    Column("don_vi", gettext_lazy("Đơn vị công tác"), ("enrolment__organisation__search_key",)),
    Column("so", gettext_lazy("Số vào sổ"), ("series__year", "number")),
    Column("tinh_trang", gettext_lazy("Tình trạng"), ("state",)),
    Column("viec", ""),
)


@require_GET
def batch_list(request: AuthedRequest) -> HttpResponse:
    require(rules.may_read_batches(request.user))
    batches = CertificateBatch.objects.visible_to(request.user).for_list()
    form = BatchFilter(request.GET or None)
    listing = list_page(request, batches, BATCHES, form=form, default_order="tinh_trang")
    if is_export(request):
        title = [_("ĐỀ NGHỊ CẤP GIẤY CHỨNG NHẬN")]
        return export_response("de-nghi-cap", BATCHES[:4], listing.stream(), title)
    waiting = CertificateBatch.objects.visible_to(request.user).waiting_for(request.user).count()
    context = {"listing": listing, "waiting": waiting}
    return render(request, "certificates/batch_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def batch_create(request: AuthedRequest, code: str) -> HttpResponse:
    """The proposal for a run: who gets a certificate, who does not and why, who signs."""
    run = get_object_or_404(CourseRun.objects.visible_to(request.user).for_detail(), code=code)
    require(rules.may_propose(request.user, run))
    template = template_of(run)
    signer = Signer.of(template) if template else Signer("", "", "")
    first = {f"signer_{part}": getattr(signer, part) for part in ("capacity", "title", "name")}
    form = ProposeForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            batch = actions.propose(
                run,
                by=request.user,
                signer=form.signer,
                result_decision=form.cleaned_data["result_decision"],
            )
        except Refused as refusal:
            form.add_error(None, [refusal.message, *refusal.details])
        else:
            messages.success(request, _("Đã gửi đề nghị. Lãnh đạo sẽ duyệt và cấp."))
            return redirect(batch)
    return render(request, "certificates/batch_create.html", _create_context(run, form, template))


def _create_context(run: CourseRun, form: ProposeForm, template: Any) -> dict[str, Any]:
    is_over = run.state in CourseRunState.over()
    candidates = actions.eligibility(run) if is_over else []
    return {
        "run": run,
        "form": form,
        "template": template,
        "is_over": is_over,
        "eligible": [one for one in candidates if one.is_eligible],
        "others": [one for one in candidates if not one.is_eligible],
        "batches": run.certificate_batches.for_list(),
        "crumbs": [(run.code, run.get_absolute_url())],
    }


@require_GET
def batch_detail(request: AuthedRequest, token: str) -> HttpResponse:
    return _detail(request, _batch(request, token))


def _batch(request: AuthedRequest, token: str) -> CertificateBatch:
    batches = CertificateBatch.objects.visible_to(request.user).for_detail()
    batch = get_object_or_404(batches, token=token)
    require(rules.may_read_batches(request.user))
    return batch


def _detail(
    request: AuthedRequest,
    batch: CertificateBatch,
    *,
    approve_form: ApproveForm | None = None,
    return_form: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    people = batch.certificates.for_list()
    may_approve = rules.may_approve(request.user, batch)
    job = job_of(batch)
    is_working = job is not None and job.is_live
    context = {
        "batch": batch,
        "run": batch.course_run,
        "listing": list_page(request, people, PEOPLE, default_order="ten", per_page=100),
        "job": job,
        "poll_url": reverse("certificates:batch_progress", args=[batch.token]),
        "may_approve": may_approve,
        "may_follow": job is not None and job.created_by_id == request.user.pk,
        "may_continue": may_approve
        and batch.approved_at is not None
        and not is_working
        and batch.certificates.unfinished().exists(),
        "approve_form": approve_form or ApproveForm(initial={"issued_on": timezone.localdate()}),
        "return_form": return_form or ReasonForm(),
        "crumbs": [(_("Đề nghị cấp giấy chứng nhận"), reverse("certificates:batch_list"))],
    }
    return render(request, "certificates/batch_detail.html", context, status=status)


@require_GET
def batch_progress(request: AuthedRequest, token: str) -> HttpResponse:
    """Only the part of the page that moves."""
    batch = _batch(request, token)
    job = job_of(batch)
    poll_url = reverse("certificates:batch_progress", args=[batch.token])
    return render(request, "certificates/_batch_job.html", {"job": job, "poll_url": poll_url})


@require_POST
def batch_approve(request: AuthedRequest, token: str) -> HttpResponse:
    batch = _batch(request, token)
    require(rules.may_approve(request.user, batch))
    form = ApproveForm(request.POST)
    if form.is_valid():
        try:
            actions.approve(batch, by=request.user, on=form.cleaned_data["issued_on"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã duyệt. Hệ thống đang vào sổ và in giấy chứng nhận."))
            return redirect(batch)
    return _detail(request, _batch(request, token), approve_form=form)


@require_POST
def batch_return(request: AuthedRequest, token: str) -> HttpResponse:
    batch = _batch(request, token)
    require(rules.may_approve(request.user, batch))
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.return_(batch, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã trả lại đề nghị kèm lý do."))
            return redirect(batch)
    return _detail(request, _batch(request, token), return_form=form)


@require_POST
def batch_continue(request: AuthedRequest, token: str) -> HttpResponse:
    batch = _batch(request, token)
    require(rules.may_approve(request.user, batch))
    actions.continue_issuing(batch, by=request.user)
    return redirect(batch)
