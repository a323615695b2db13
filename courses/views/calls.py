"""The calls that a coordinator has to answer: quota, what is sent, days left, and the verb."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from accounts.http import AuthedRequest
from accounts.models import Role
from common.lists import Column, export_response, is_export, list_page
from common.refusals import require
from courses.forms.calls import CallFilter
from courses.models import CourseRun


def _shown(number: int | None) -> int | str:
    return _("không giới hạn") if number is None else number


COLUMNS = (
    Column("code", gettext_lazy("Mã lớp"), ("code",), lambda run: run.code),
    Column("title", gettext_lazy("Tên lớp"), ("title",), lambda run: run.title),
    Column("by", gettext_lazy("Hạn cử"), ("nominate_by", "code"), lambda run: run.nominate_by),
    Column(
        "given",
        gettext_lazy("Chỉ tiêu"),
        ("given", "code"),
        lambda run: _shown(run.given),
        is_number=True,
    ),
    Column("sent", gettext_lazy("Đã cử"), ("sent", "code"), lambda run: run.sent, is_number=True),
    Column(
        "left",
        gettext_lazy("Còn lại"),
        ("left", "code"),
        lambda run: _shown(run.left),
        is_number=True,
    ),
    Column("verb", ""),
)
EXPORT = (
    *COLUMNS,
    Column("starts", gettext_lazy("Khai giảng"), ("starts_on", "code"), lambda run: run.starts_on),
    Column("drafted", gettext_lazy("Trong đó chưa gửi"), (), lambda run: run.drafted),
    Column("lead", gettext_lazy("Cơ quan chủ trì"), (), lambda run: str(run.lead_organisation)),
)


@require_GET
def call_list(request: AuthedRequest) -> HttpResponse:
    """Open runs that call the reader's agencies, the nearest deadline first."""
    require(request.user.scope.has(Role.COORDINATOR))
    agencies = request.user.scope.organisation_ids(Role.COORDINATOR)
    provinces = request.user.scope.province_ids(Role.COORDINATOR)
    runs: Any = CourseRun.objects.visible_to(request.user).in_provinces(provinces)
    runs = runs.calling(agencies).with_call_of(agencies).select_related("lead_organisation")
    today = timezone.localdate()
    form = CallFilter(request.GET or None, today=today)
    listing = list_page(request, runs, COLUMNS, form=form, default_order="by")
    if is_export(request):
        return export_response("lop-dang-goi-cu", EXPORT, listing.stream(), [_("LỚP ĐANG GỌI CỬ")])
    for run in listing.rows:
        run.is_late = run.nominate_by is not None and run.nominate_by < today
    return render(request, "courses/call_list.html", {"listing": listing})
