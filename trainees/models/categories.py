"""The kinds of people whom the plans order to be trained, and what the law says of each."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.vietnamese import fold
from trainees.querysets import AudienceCategoryQuerySet, EndGroundQuerySet


class AudienceGroup(models.TextChoices):
    PRESS = "press", _("Khối báo chí, thông tin")
    LEGAL = "legal", _("Khối pháp luật")
    SPOKESPERSON = "spokesperson", _("Người phát ngôn, truyền thông chính sách")


class AudienceCategory(models.Model):
    """A kind of people the plans order to be trained. Data, not an enum: the law behind it is in motion.

    ``edited_at``: when the office last changed the row. A load of the master list leaves such a row alone.
    """

    code = models.SlugField(max_length=60, unique=True)
    label = models.CharField(_("tên đối tượng"), max_length=160)
    group = models.CharField(_("khối"), max_length=20, choices=AudienceGroup.choices)
    source = models.CharField(_("căn cứ"), max_length=200, blank=True)
    evidence = models.CharField(_("giấy tờ chứng minh"), max_length=200, blank=True)
    closed_from = models.DateField(_("không nhận mới từ ngày"), null=True, blank=True)
    recognised_by = models.CharField(_("người có thẩm quyền công nhận"), max_length=200, blank=True)
    needs_decision = models.BooleanField(_("phải có quyết định"), default=False)
    is_public = models.BooleanField(_("công khai danh sách"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    match_key = models.CharField(max_length=160, editable=False)

    objects = AudienceCategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("đối tượng")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__in=AudienceGroup.values), name="audience_group_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: object, **kwargs: object) -> None:
        self.match_key = fold(self.label)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class EndKind(models.TextChoices):
    DISMISSAL = "dismissal", _("Miễn nhiệm")
    RELEASE = "release", _("Cho thôi làm")
    OTHER = "other", _("Kết thúc")


class EndGround(models.Model):
    """Why a recognition ends, as the law lists it. Data: the circular behind it is in motion.

    Source: TT 10/2016/TT-BTP Đ4 (a-g, dismissal of reporters) and Đ6 (a-d, release of propagandists).
    """

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(_("hình thức"), max_length=10, choices=EndKind.choices)
    label = models.CharField(_("lý do"), max_length=250)
    source = models.CharField(_("căn cứ"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    categories = models.ManyToManyField(
        AudienceCategory, related_name="end_grounds", verbose_name=_("áp dụng cho đối tượng")
    )

    objects = EndGroundQuerySet.as_manager()

    class Meta:
        verbose_name = _("lý do kết thúc")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=EndKind.values), name="end_ground_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.label
