"""Who is who: the personal ID number, records that may be one person, and merges that can be undone."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.models import new_token
from trainees.models.people import Trainee
from trainees.querysets import DuplicatePairQuerySet, IdNumberQuerySet, MergeQuerySet
from trainees.states import DuplicateState


class IdNumber(models.Model):
    """The personal ID number of a person (số định danh cá nhân), optional.

    ``sealed``: encrypted under a key that is not in the database. ``index``: a keyed digest, by which equal numbers
    are found without being read. Not unique: two records of one person carry one number until they are merged.
    """

    trainee = models.OneToOneField(Trainee, models.CASCADE, related_name="id_number")
    sealed = models.TextField()
    index = models.CharField(max_length=64, db_index=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = IdNumberQuerySet.as_manager()

    class Meta:
        verbose_name = _("số định danh cá nhân")

    def __str__(self) -> str:
        return str(self.trainee)


class DuplicatePair(models.Model):
    """Two records that may be one person, for a person to decide. ``first`` has the lower id.

    ``signs``: codes of what speaks for it (``trainees.duplicates``); ``score`` their weight, the order of the queue.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    first = models.ForeignKey(Trainee, models.CASCADE, related_name="+")
    second = models.ForeignKey(Trainee, models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=10, choices=DuplicateState.choices, default=DuplicateState.OPEN
    )
    signs = models.JSONField(default=list)
    score = models.PositiveSmallIntegerField(default=0)
    found_at = models.DateTimeField(default=timezone.now)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        verbose_name = _("hồ sơ nghi trùng")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_pair_of_two_records"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_is_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=DuplicateState.values), name="duplicate_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} = {self.second}"


class Merge(models.Model):
    """One record declared to be the same person as another. Undone, it stays as history.

    ``carried``: ids of records that pointed at ``merged`` and were led on to ``kept``; undoing leads them back.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    kept = models.ForeignKey(Trainee, models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Trainee, models.PROTECT, related_name="merges_away")
    carried = models.JSONField(default=list)
    reason = models.CharField(_("căn cứ"), max_length=300)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("gộp hồ sơ")
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at__isnull=True),
                name="a_record_is_merged_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(kept=F("merged")), name="a_merge_takes_two_records"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"
