"""Units and agencies over time. A code or a name without a date identifies nothing."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.fields import ByteOrderedCharField
from common.vietnamese import fold, fold_spelling, slugify
from organisations.querysets import (
    AdministrativeUnitQuerySet,
    OrganisationQuerySet,
    UnitSuccessionQuerySet,
)

NOT_RECORDED = date(1900, 1, 1)


class UnitLevel(models.TextChoices):
    PROVINCE = "province", _("Tỉnh")
    DISTRICT = "district", _("Huyện")
    COMMUNE = "commune", _("Xã, phường, đặc khu")


class AdministrativeUnit(models.Model):
    """A unit in one span of time: 1 July 2025 closed every old commune and opened a new row, same name or not.

    ``valid_to`` is the last day it existed; ``valid_from`` 1900-01-01 says that the day was not recorded.
    ``province`` is the province row the unit lies in (a province lies in itself). ``today`` is the one unit of
    today that it went into as a whole; null while it is in force, and for a unit that was split.
    """

    code = models.CharField(_("mã"), max_length=10)
    name = models.CharField(_("tên"), max_length=100)
    level = models.CharField(_("cấp"), max_length=10, choices=UnitLevel.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    province = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # Derived from the successions by organisations.restating.restate, so that a count restates with one join.
    today = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(_("có hiệu lực từ"), default=NOT_RECORDED)
    valid_to = models.DateField(_("hết hiệu lực"), null=True, blank=True)
    search_key = ByteOrderedCharField(max_length=120, editable=False)
    match_key = models.CharField(max_length=120, editable=False)

    objects = AdministrativeUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị hành chính")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code", "valid_from"],
                name="unit_code_is_unique_from_a_date",
                violation_error_message=_("Mã này đã có một đơn vị cùng ngày hiệu lực."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=UnitLevel.values), name="unit_level_is_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
            ),
            models.CheckConstraint(
                condition=Q(level="province", parent__isnull=True)
                | Q(~Q(level="province"), parent__isnull=False),
                name="only_a_province_has_no_parent",
            ),
        ]
        indexes = [models.Index(fields=["province", "level"], name="unit_by_province_and_level")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.derive_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("organisations:unit_detail", args=[self.level, self.code, self.valid_from])

    def derive_keys(self) -> None:
        """The columns that follow from others of the row; bulk writes call it, they pass save() by."""
        self.search_key = fold(self.name)
        self.match_key = fold_spelling(self.name)


class SuccessionRelation(models.TextChoices):
    WHOLE = "whole", _("Nhập toàn bộ")
    PART = "part", _("Một phần")
    UNCHANGED = "unchanged", _("Giữ nguyên")
    RENAMED = "renamed", _("Đổi tên")


class UnitSuccession(models.Model):
    """One link old → new of a reorganisation decree. Many-to-many: merges and splits."""

    predecessor = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="successor_links"
    )
    successor = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="predecessor_links"
    )
    relation = models.CharField(max_length=10, choices=SuccessionRelation.choices)
    decree = models.CharField(_("văn bản"), max_length=200, blank=True)

    objects = UnitSuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("kế thừa đơn vị hành chính")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_link_between_two_units"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="a_unit_does_not_succeed_itself"
            ),
            models.CheckConstraint(
                condition=Q(relation__in=SuccessionRelation.values),
                name="unit_relation_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class OrganisationKind(models.TextChoices):
    DEPARTMENT = "department", _("Sở, ban, ngành cấp tỉnh")
    PROVINCE_OFFICE = "province_office", _("UBND, HĐND, Văn phòng cấp tỉnh")
    PARTY = "party", _("Cơ quan Đảng")
    MASS_ORGANISATION = "mass_organisation", _("Đoàn thể, hội")
    PRESS = "press", _("Cơ quan báo chí của tỉnh")
    CENTRAL_PRESS = "central_press", _("Cơ quan báo chí Trung ương thường trú")
    DISTRICT_COMMITTEE = "district_committee", _("UBND cấp huyện")
    DISTRICT_OFFICE = "district_office", _("Cơ quan chuyên môn cấp huyện")
    DISTRICT_CENTRE = "district_centre", _("Đơn vị sự nghiệp cấp huyện")
    COMMUNE_COMMITTEE = "commune_committee", _("UBND cấp xã")
    OTHER = "other", _("Khác")


class Organisation(models.Model):
    """An agency in a unit, in one span of time. Today's name may be another row than the name of 2023."""

    code = models.CharField(_("mã"), max_length=60)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên viết tắt"), max_length=60, blank=True)
    kind = models.CharField(_("loại"), max_length=20, choices=OrganisationKind.choices)
    unit = models.ForeignKey(
        AdministrativeUnit,
        models.PROTECT,
        related_name="organisations",
        verbose_name=_("đơn vị hành chính"),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("cơ quan chủ quản"),
    )
    valid_from = models.DateField(_("có hiệu lực từ"), default=NOT_RECORDED)
    valid_to = models.DateField(_("hết hiệu lực"), null=True, blank=True)
    search_key = ByteOrderedCharField(max_length=260, editable=False)
    match_key = models.CharField(max_length=200, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("cơ quan, đơn vị")
        ordering = ["search_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="organisation_code_is_unique_from_a_date",
                violation_error_message=_("Mã này đã có một cơ quan cùng ngày hiệu lực."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="organisation_ends_after_it_begins",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.code = self.code or slugify(f"{self.name} {self.unit}")[:60]
        self.derive_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("organisations:organisation_detail", args=[self.code, self.valid_from])

    def derive_keys(self) -> None:
        """The columns that follow from others of the row; bulk writes call it, they pass save() by."""
        self.search_key = fold(f"{self.name} {self.short_name}")
        self.match_key = fold_spelling(self.name)


class OrganisationAlias(models.Model):
    """Another spelling of an agency's name, as lists and plans write it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    match_key = models.CharField(max_length=200, editable=False)

    class Meta:
        verbose_name = _("tên gọi khác")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "match_key"], name="one_alias_per_spelling"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.derive_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def derive_keys(self) -> None:
        """The columns that follow from others of the row; bulk writes call it, they pass save() by."""
        self.match_key = fold_spelling(self.name)


class OrganisationSuccession(models.Model):
    """One link old agency → agency that took over its work."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successor_links")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="predecessor_links")
    relation = models.CharField(max_length=10, choices=SuccessionRelation.choices)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("kế thừa cơ quan")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_link_between_two_organisations"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="an_organisation_does_not_succeed_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
