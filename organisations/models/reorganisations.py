"""A reorganisation entered as one decree: planned line by line, applied at once, undone while nothing depends on it.

Merge: several links to one planned unit. Split: one unit with links to several. Rename: one link. Abolish: a link to
nothing. Organisations hold no foreign key to ``common``, so the state is moved by ``common.states.move`` all the same.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.models import new_token
from organisations.models.directory import (
    AdministrativeUnit,
    Organisation,
    OrganisationKind,
    SuccessionRelation,
    UnitLevel,
)
from organisations.querysets import (
    PlannedOrganisationLinkQuerySet,
    PlannedOrganisationQuerySet,
    PlannedUnitLinkQuerySet,
    PlannedUnitQuerySet,
    ReorganisationQuerySet,
)
from organisations.states import APPLY, ReorganisationState


class Reorganisation(models.Model):
    """One decree. ``effective_on`` is the first day of the new units and agencies."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    province = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="+", verbose_name=_("tỉnh")
    )
    number = models.CharField(_("số, ký hiệu văn bản"), max_length=60)
    title = models.CharField(_("trích yếu"), max_length=250)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    effective_on = models.DateField(_("ngày có hiệu lực"))
    state = models.CharField(
        max_length=10, choices=ReorganisationState.choices, default=ReorganisationState.DRAFT
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReorganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản sắp xếp")
        ordering = ["-effective_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReorganisationState.values),
                name="reorganisation_state_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("organisations:reorganisation_detail", args=[self.token])

    @property
    def eve(self) -> date:
        """The last day of the old units and agencies."""
        return self.effective_on - timedelta(days=1)

    @property
    def is_open(self) -> bool:
        """True while its lines may be changed."""
        return self.state in APPLY.sources


class PlannedUnit(models.Model):
    """A unit that the decree makes, in a unit of today (``parent``) or in another planned one; a province lies in none.

    ``made``: the row that applying wrote.
    """

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="planned_units")
    level = models.CharField(_("cấp"), max_length=10, choices=UnitLevel.choices)
    code = models.CharField(_("mã"), max_length=10)
    name = models.CharField(_("tên"), max_length=100)
    parent = models.ForeignKey(
        AdministrativeUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("trực thuộc"),
    )
    planned_parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="planned_children"
    )
    made = models.OneToOneField(
        AdministrativeUnit, models.PROTECT, null=True, blank=True, related_name="plan"
    )

    objects = PlannedUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị hành chính mới")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "level", "code"],
                name="a_code_is_planned_once",
                violation_error_message=_("Mã này đã có trong văn bản."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=UnitLevel.values), name="planned_level_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlannedUnitLink(models.Model):
    """An old unit and what becomes of it; without ``successor`` it is abolished."""

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="unit_links")
    predecessor = models.ForeignKey(AdministrativeUnit, models.PROTECT, related_name="+")
    successor = models.ForeignKey(
        PlannedUnit, models.CASCADE, null=True, blank=True, related_name="links"
    )
    relation = models.CharField(
        max_length=10, choices=SuccessionRelation.choices, default=SuccessionRelation.WHOLE
    )

    objects = PlannedUnitLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị được sắp xếp")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_planned_link_between_two_units"
            ),
            models.UniqueConstraint(
                fields=["reorganisation", "predecessor"],
                condition=Q(successor__isnull=True),
                name="a_unit_is_planned_to_end_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor or '–'}"


class PlannedOrganisation(models.Model):
    """An agency that the decree makes, in a unit of today or in a planned one.

    It stands under an agency of today (``parent``), under another planned one, or under none.
    ``aliases``: other spellings it takes over; ``made``: the row that applying wrote.
    """

    reorganisation = models.ForeignKey(
        Reorganisation, models.CASCADE, related_name="planned_organisations"
    )
    code = models.SlugField(_("mã"), max_length=60)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên viết tắt"), max_length=60, blank=True)
    kind = models.CharField(_("loại"), max_length=20, choices=OrganisationKind.choices)
    unit = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, null=True, blank=True, related_name="+"
    )
    planned_unit = models.ForeignKey(
        PlannedUnit, models.CASCADE, null=True, blank=True, related_name="planned_organisations"
    )
    parent = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cơ quan chủ quản"),
    )
    planned_parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="planned_children"
    )
    aliases = models.JSONField(default=list, blank=True)
    made = models.OneToOneField(
        Organisation, models.PROTECT, null=True, blank=True, related_name="plan"
    )

    objects = PlannedOrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("cơ quan mới")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "code"],
                name="an_agency_code_is_planned_once",
                violation_error_message=_("Mã này đã có trong văn bản."),
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, planned_unit__isnull=True)
                | Q(unit__isnull=True, planned_unit__isnull=False),
                name="a_planned_organisation_lies_in_one_unit",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="planned_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlannedOrganisationLink(models.Model):
    """An old agency and what becomes of it: a planned agency, one that goes on (``into``), or nothing."""

    reorganisation = models.ForeignKey(
        Reorganisation, models.CASCADE, related_name="organisation_links"
    )
    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    successor = models.ForeignKey(
        PlannedOrganisation, models.CASCADE, null=True, blank=True, related_name="links"
    )
    into = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cơ quan tiếp nhận"),
    )
    relation = models.CharField(
        max_length=10, choices=SuccessionRelation.choices, default=SuccessionRelation.WHOLE
    )

    objects = PlannedOrganisationLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("cơ quan được sắp xếp")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="one_planned_link_between_two_organisations",
            ),
            models.UniqueConstraint(
                fields=["reorganisation", "predecessor", "into"],
                condition=Q(into__isnull=False),
                name="one_planned_link_into_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["reorganisation", "predecessor"],
                condition=Q(successor__isnull=True, into__isnull=True),
                name="an_organisation_is_planned_to_end_once",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(into__isnull=True),
                name="a_planned_link_leads_one_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.target or '–'}"

    @property
    def target(self) -> PlannedOrganisation | Organisation | None:
        return self.successor or self.into
