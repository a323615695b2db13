"""A provincial plan and its tasks, as the office typed them and as they resolve to agencies."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.querysets.plans import PlanTaskQuerySet, TrainingPlanQuerySet
from organisations.models import AdministrativeUnit, Organisation, OrganisationKind


class TrainingPlan(models.Model):
    code = models.SlugField(max_length=20, unique=True)
    province = models.ForeignKey(AdministrativeUnit, models.PROTECT, related_name="+")
    number = models.CharField(_("số kế hoạch"), max_length=60, blank=True)
    title = models.CharField(_("tên kế hoạch"), max_length=300)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    is_date_certain = models.BooleanField(default=True)
    signed_as = models.CharField(_("quyền hạn ký"), max_length=200, blank=True)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)

    objects = TrainingPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("kế hoạch")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{_('Kế hoạch')} {self.number}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return reverse("courses:plan_detail", args=[self.code])


class TaskGroup(models.TextChoices):
    TRAINING = "training", _("Bồi dưỡng, tập huấn")
    AWARENESS = "awareness", _("Nâng cao nhận thức")
    SPOKESPERSON_NETWORK = "spokesperson_network", _("Mạng lưới người phát ngôn")
    STAFFING = "staffing", _("Bố trí đội ngũ")
    POLICY_DRAFT = "policy_draft", _("Truyền thông dự thảo chính sách")
    OTHER = "other", _("Nhiệm vụ khác")


class PlanTask(models.Model):
    plan = models.ForeignKey(TrainingPlan, models.CASCADE, related_name="tasks")
    code = models.CharField(_("ký hiệu"), max_length=20)
    group = models.CharField(_("nhóm"), max_length=30, choices=TaskGroup.choices)
    title = models.CharField(_("tên nhiệm vụ"), max_length=300)
    content = models.TextField(_("nội dung"), blank=True)
    time = models.CharField(_("thời gian thực hiện"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    starts_in = models.PositiveSmallIntegerField(_("từ năm"), null=True, blank=True)
    ends_in = models.PositiveSmallIntegerField(_("đến năm"), null=True, blank=True)
    target_people = models.PositiveIntegerField(_("chỉ tiêu (người)"), null=True, blank=True)
    funding = models.CharField(_("nguồn kinh phí"), max_length=300, blank=True)

    objects = PlanTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhiệm vụ")
        ordering = ["plan", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"], name="task_code_is_unique_in_its_plan"
            ),
            models.CheckConstraint(
                condition=Q(group__in=TaskGroup.values), name="task_group_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("courses:plan_task_detail", args=[self.plan.code, self.code])


class PartyRole(models.TextChoices):
    LEAD = "lead", _("Chủ trì")
    COORDINATOR = "coordinator", _("Phối hợp")


class PlanTaskParty(models.Model):
    """Who leads or coordinates: the words of the plan, and what they resolve to.

    Resolved to one organisation, or to all of a kind in the province on a day, or (an open phrase such as
    "Các cơ quan, đơn vị liên quan") to nothing.
    """

    task = models.ForeignKey(PlanTask, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=20, choices=PartyRole.choices)
    position = models.PositiveSmallIntegerField(default=0)
    stated = models.CharField(_("ghi trong kế hoạch"), max_length=300)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("cơ quan thực hiện nhiệm vụ")
        ordering = ["task", "role", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "role", "position"], name="one_party_per_place_in_a_task"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) | Q(kind=""),
                name="a_party_is_one_organisation_or_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(role__in=PartyRole.values), name="party_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.stated
