"""Forms of a run: filter of the list, the run itself, the reason of a cancellation."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from common.refusals import Refused
from courses.actions.course_runs import suggest_code
from courses.actions.run_changes import STRUCTURE
from courses.models import Course, CourseRun, DeliveryMode, Module, PlanTask
from courses.querysets.course_runs import CourseRunQuerySet
from courses.querysets.run_pages import modules_to_choose
from courses.states import CourseRunState
from organisations.models import Organisation
from trainees.models import AudienceCategory


def carried_out(form: forms.BaseForm, act: Callable[[], Any]) -> bool:
    """Run ``act``; a refusal is shown on the bound form, so that nothing typed is lost."""
    try:
        act()
    except Refused as refused:
        form.add_error(None, [refused.message, *refused.details])
    except ValidationError as invalid:
        form.add_error(None, invalid.messages)
    return not form.errors


def task_from_address(words: str, user: User) -> PlanTask | None:
    """The task that ``<plan code>:<task code>`` names, if the reader may see it."""
    plan, _colon, task = words.partition(":")
    return PlanTask.objects.visible_to(user).filter(plan__code=plan, code=task).first()


class CourseRunFilterForm(forms.Form):
    q = forms.CharField(label=_("Mã hoặc tên lớp"), required=False)
    trang_thai = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[("", _("Tất cả")), *CourseRunState.choices]
    )
    nam = forms.ChoiceField(label=_("Năm"), required=False)
    co_quan = forms.ChoiceField(label=_("Cơ quan chủ trì"), required=False)
    nhiem_vu = forms.ChoiceField(label=_("Nhiệm vụ trong kế hoạch"), required=False)
    hinh_thuc = forms.ChoiceField(
        label=_("Hình thức"), required=False, choices=[("", _("Tất cả")), *DeliveryMode.choices]
    )

    def __init__(self, *args: Any, runs: CourseRunQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        facts = runs.order_by().values_list(
            "starts_on__year",
            "lead_organisation_id",
            "lead_organisation__name",
            "plan_task__plan__code",
            "plan_task__code",
            "plan_task__title",
        )
        years, leads, tasks = set(), set(), set()
        for year, lead, name, plan, task, title in facts.distinct():
            years.add((str(year), str(year)))
            leads.add((str(lead), name))
            if task:
                tasks.add((f"{plan}:{task}", f"{plan} · {task} {title[:60]}"))
        self._offer("nam", sorted(years, reverse=True))
        self._offer("co_quan", sorted(leads, key=lambda lead: lead[1]))
        self._offer("nhiem_vu", sorted(tasks))

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.choices = [("", _("Tất cả")), *choices]  # type: ignore[attr-defined]

    def apply(self, runs: CourseRunQuerySet) -> CourseRunQuerySet:
        wanted = self.cleaned_data
        plan, _colon, task = wanted["nhiem_vu"].partition(":")
        where = {
            "state": wanted["trang_thai"],
            "starts_on__year": wanted["nam"],
            "lead_organisation_id": wanted["co_quan"],
            "plan_task__plan__code": plan,
            "plan_task__code": task,
            "mode": wanted["hinh_thuc"],
        }
        return runs.filter(**{key: value for key, value in where.items() if value}).search(
            wanted["q"]
        )


class TaskChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.plan.code} · {obj.code} {obj.title[:90]}"


def _date() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CourseRunForm(forms.ModelForm):
    class Meta:
        model = CourseRun
        fields = [
            "title",
            "code",
            "course",
            "plan_task",
            "lead_organisation",
            "mode",
            "starts_on",
            "ends_on",
            "nominate_by",
            "venue",
            "seats",
            "accepts_requests",
            "needs_agency_approval",
            "release_unused_on",
            "fills_from_waiting_list",
            "opening_decision",
            "modules",
            "admitted_categories",
            "attendance_percent",
            "mark_percent",
        ]
        field_classes = {"plan_task": TaskChoice}
        widgets = {
            name: _date() for name in ("starts_on", "ends_on", "nominate_by", "release_unused_on")
        }
        help_texts = {
            "needs_agency_approval": _(
                "Danh sách của đầu mối là bản nháp đến khi lãnh đạo cơ quan cử duyệt."
            ),
            "release_unused_on": _(
                "Từ ngày này cơ quan nào chưa cử đủ thì không cử thêm; để trống là không tự thu hồi."
            ),
            "fills_from_waiting_list": _(
                "Trước khai giảng, người chờ lâu nhất được duyệt ngay khi có người rút hoặc tăng số chỗ."
            ),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = user.scope.organisation_ids(Role.ORGANISER)
        today = timezone.localdate()
        leads = Organisation.objects.filter(pk__in=own).valid_on(today)
        tasks = (
            PlanTask.objects.visible_to(user).select_related("plan").order_by("plan", "position")
        )
        run = self.instance
        if run.pk:
            leads |= Organisation.objects.filter(pk=run.lead_organisation_id)
        self._offer("lead_organisation", leads, None if run.pk else leads.first())
        self._offer("plan_task", tasks)
        self._offer("course", Course.objects.offered() | Course.objects.filter(runs=run.pk or 0))
        self._offer("modules", modules_to_choose(run))
        self._offer("admitted_categories", _categories(run))
        self.fields["modules"].required = self.fields["admitted_categories"].required = False
        self._explain_code(leads.first())
        self._fix_what_is_fixed()

    def _offer(self, name: str, choices: Any, initial: Any = None) -> None:
        field = self.fields[name]
        field.queryset = choices.distinct()  # type: ignore[attr-defined]
        if initial is not None:
            self.initial.setdefault(name, initial)

    def _explain_code(self, lead: Organisation | None) -> None:
        field = self.fields["code"]
        field.required = bool(self.instance.pk)
        if not self.instance.pk and lead is not None:
            field.widget.attrs["placeholder"] = suggest_code(lead, timezone.localdate().year)
            field.help_text = _("Để trống để hệ thống đặt mã kế tiếp của cơ quan chủ trì.")

    def _fix_what_is_fixed(self) -> None:
        """What cannot change any more is shown, not offered."""
        run = self.instance
        fixed: tuple[str, ...] = ()
        if run.pk and run.state != CourseRunState.DRAFT:
            fixed = ("code",)
        if run.pk and run.state not in CourseRunState.editable():
            fixed = ("code", *STRUCTURE, "modules", "admitted_categories")
        for name in fixed:
            self.fields[name].disabled = True

    @property
    def is_partly_fixed(self) -> bool:
        """The class has begun: what the call for people promised is shown in grey."""
        return self.fields["modules"].disabled

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        deadline, last = cleaned.get("nominate_by"), cleaned.get("ends_on")
        if deadline and last and deadline > last:
            self.add_error("nominate_by", _("Hạn cử học viên phải trước ngày bế giảng."))
        self._check_release(cleaned.get("release_unused_on"), last)
        return cleaned

    def _check_release(self, day: date | None, last: date | None) -> None:
        if day is None or "release_unused_on" not in self.changed_data:
            return
        if last and day > last:
            self.add_error("release_unused_on", _("Ngày thu hồi phải trước ngày bế giảng."))
        elif day <= timezone.localdate():
            words = _("Ngày thu hồi phải sau hôm nay, để các cơ quan biết trước.")
            self.add_error("release_unused_on", words)

    @property
    def module_groups(self) -> list[dict[str, Any]]:
        """Checkboxes of modules, a group per course, each with its periods."""
        modules = self.fields["modules"].queryset  # type: ignore[attr-defined]
        return self._boxes("modules", modules, lambda module: module.course, _periods)

    @property
    def category_groups(self) -> list[dict[str, Any]]:
        categories = self.fields["admitted_categories"].queryset  # type: ignore[attr-defined]
        return self._boxes(
            "admitted_categories", categories, lambda one: one.get_group_display(), lambda one: ""
        )

    @property
    def chosen_periods(self) -> int:
        """45-minute periods of the modules that are ticked, as saved or as sent."""
        chosen = self._ticked("modules")
        modules = self.fields["modules"].queryset  # type: ignore[attr-defined]
        return sum(module.periods for module in modules if str(module.pk) in chosen)

    def _ticked(self, name: str) -> set[str]:
        value = self[name].value() or []
        return {str(getattr(one, "pk", one)) for one in value}

    def _boxes(
        self, name: str, rows: Iterable[Any], group_of: Callable[[Any], Any], note: Any
    ) -> list[dict[str, Any]]:
        ticked = self._ticked(name)
        return [
            {
                "label": str(group),
                "boxes": [
                    {
                        "value": row.pk,
                        "label": str(row),
                        "note": note(row),
                        "is_checked": str(row.pk) in ticked,
                    }
                    for row in members
                ],
            }
            for group, members in groupby(rows, group_of)
        ]


def _categories(run: CourseRun) -> Any:
    """Categories that take people on the run's day (today for a new one), and those chosen already."""
    day = run.starts_on or timezone.localdate()
    found = AudienceCategory.objects.open_on(day)
    if run.pk:
        found |= AudienceCategory.objects.filter(runs=run)
    return found.order_by("group", "position", "code")


def _periods(module: Module) -> str:
    return _("%(periods)d tiết") % {"periods": module.periods}


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do hủy lớp"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lý do được ghi vào lịch sử và hiển thị cho các đơn vị đã cử người."),
    )
