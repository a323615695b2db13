"""Plans, their tasks, and how far each task has come. Every figure is computed from the runs."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from accounts.http import AuthedRequest
from accounts.models import Role
from common.lists import Column, export_response, is_export, list_page
from common.refusals import require
from courses.models import PlanTask, PlanTaskParty, TaskGroup, TrainingPlan
from courses.querysets.plans import PartyResolver, runs_of_task
from organisations.models import Organisation

PLAN_COLUMNS = [
    Column("ten", gettext_lazy("Kế hoạch"), ("code",), export=str),
    Column("co-quan", gettext_lazy("Cơ quan ban hành"), ("issuer", "code"), lambda p: p.issuer),
    Column(
        "ngay", gettext_lazy("Ngày ban hành"), ("issued_on", "code"), lambda plan: plan.issued_on
    ),
    Column(
        "nhiem-vu", gettext_lazy("Số nhiệm vụ"), ("tasks_count",), lambda p: p.tasks_count, True
    ),
    Column("lop", gettext_lazy("Số lớp"), ("runs_count",), lambda p: p.runs_count, True),
    Column(
        "nguoi",
        gettext_lazy("Số người đạt"),
        ("people_completed",),
        lambda p: p.people_completed,
        True,
    ),
]
TASK_COLUMNS = [
    Column("ky-hieu", gettext_lazy("Ký hiệu"), export=lambda task: task.code),
    Column("ten", gettext_lazy("Nhiệm vụ"), export=lambda task: task.title),
    Column("nhom", gettext_lazy("Nhóm"), export=lambda task: task.get_group_display()),
    Column("chu-tri", gettext_lazy("Chủ trì"), export=lambda task: _stated(task, "lead")),
    Column("phoi-hop", gettext_lazy("Phối hợp"), export=lambda task: _stated(task, "coordinator")),
    Column("thoi-gian", gettext_lazy("Thời gian"), export=lambda task: task.time),
    Column("lop", gettext_lazy("Số lớp"), export=lambda task: task.runs_count),
    Column("xong", gettext_lazy("Lớp đã kết thúc"), export=lambda task: task.runs_over),
    Column("nguoi", gettext_lazy("Số người đạt"), export=lambda task: task.people_completed),
    Column("luot", gettext_lazy("Số lượt người đạt"), export=lambda task: task.participations),
    Column("chi-tieu", gettext_lazy("Chỉ tiêu (người)"), export=lambda task: task.target_people),
]


@dataclass(frozen=True)
class TaskSection:
    """The tasks of one group, in the order of the plan."""

    label: str
    tasks: list[PlanTask]


@dataclass(frozen=True)
class ResolvedParty:
    """A party in the words of the plan and the agencies that it is today."""

    party: PlanTaskParty
    agencies: list[Organisation]

    @property
    def is_open(self) -> bool:
        return not (self.party.kind or self.party.organisation_id)

    @property
    def is_succeeded(self) -> bool:
        """The agency that the plan names has ended, and others do its work."""
        named = self.party.organisation
        return named is not None and bool(self.agencies) and named not in self.agencies


@require_GET
def plan_list(request: AuthedRequest) -> HttpResponse:
    require(bool(request.user.scope.roles))
    plans = TrainingPlan.objects.visible_to(request.user).for_list()
    listing = list_page(request, plans, PLAN_COLUMNS, default_order="ten")
    if is_export(request):
        titles = [_("DANH SÁCH KẾ HOẠCH")]
        return export_response("ke-hoach", PLAN_COLUMNS, listing.stream(), titles)
    return render(request, "courses/plan_list.html", {"listing": listing})


@require_GET
def plan_detail(request: AuthedRequest, code: str) -> HttpResponse:
    require(bool(request.user.scope.roles))
    visible = TrainingPlan.objects.visible_to(request.user)
    plan = get_object_or_404(visible.for_list(), code=code)
    tasks = list(plan.tasks.for_plan())
    if is_export(request):
        titles = [str(plan).upper(), plan.title]
        return export_response(f"nhiem-vu-{plan.code}", TASK_COLUMNS, tasks, titles)
    sections = [
        TaskSection(str(group.label), found)
        for group in TaskGroup
        if (found := [task for task in tasks if task.group == group])
    ]
    return render(request, "courses/plan_detail.html", {"plan": plan, "sections": sections})


@require_GET
def plan_task_detail(request: AuthedRequest, code: str, task: str) -> HttpResponse:
    require(bool(request.user.scope.roles))
    visible = PlanTask.objects.visible_to(request.user)
    found = get_object_or_404(visible.for_detail(), plan__code=code, code=task)
    runs = list(runs_of_task(found, request.user))
    counted: int = found.runs_count  # type: ignore[attr-defined]
    hidden = counted - sum(run.state != "cancelled" for run in runs)
    context = {
        "task": found,
        "plan": found.plan,
        "runs": runs,
        "hidden_runs": max(0, hidden),
        "today": timezone.localdate(),
        "may_open_run": found.plan.province_id in request.user.scope.province_ids(Role.ORGANISER),
        "run_query": urlencode({"nhiem_vu": f"{found.plan.code}:{found.code}"}),
        **_resolved(found),
    }
    return render(request, "courses/plan_task_detail.html", context)


def _resolved(task: PlanTask) -> dict[str, Any]:
    """The parties by role, as stated and as they are today."""
    resolver = PartyResolver(task.plan.province_id, timezone.localdate())
    rows = [ResolvedParty(party, resolver.resolve(party)) for party in task.parties.all()]
    return {
        "leads": [row for row in rows if row.party.role == "lead"],
        "coordinators": [row for row in rows if row.party.role == "coordinator"],
    }


def _stated(task: PlanTask, role: str) -> str:
    return "; ".join(party.stated for party in task.parties.all() if party.role == role)
