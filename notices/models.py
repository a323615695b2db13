"""What people are told: in the site, and by e-mail through an outbox that outlives a mail server that is down."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.models import new_token
from notices.querysets import MailQuerySet, NoticeQuerySet, NoticeTemplateQuerySet
from notices.states import MailState
from organisations.models import AdministrativeUnit


class NoticeTemplate(models.Model):
    """A province's own words for one kind of notice; without a row the words of ``notices.kinds`` hold."""

    province = models.ForeignKey(AdministrativeUnit, models.PROTECT, related_name="+")
    kind = models.CharField(_("loại thông báo"), max_length=60)
    subject = models.CharField(_("tiêu đề"), max_length=200)
    body = models.TextField(_("nội dung"))
    goes_by_mail = models.BooleanField(_("gửi cả thư điện tử"), default=True)
    is_off = models.BooleanField(_("không gửi thông báo này"), default=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = NoticeTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mẫu thông báo")
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "kind"],
                name="one_template_per_province_and_kind",
                violation_error_message=_("Loại thông báo này đã có mẫu riêng."),
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Notice(models.Model):
    """One message to one account, in the words of that day. ``url`` is a path of this site."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("thông báo")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notice_of_recipient")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("notices:notice_detail", args=[self.token])


class Mail(models.Model):
    """One letter in the outbox. Sent by the worker, tried again after a failure, each once.

    ``due_at``: not before. ``attempts``: how often it was tried. ``claimed_at``: when a worker took it; one that was
    killed while sending lets go after a while.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    province = models.ForeignKey(AdministrativeUnit, models.PROTECT, null=True, related_name="+")
    to = models.EmailField(_("người nhận"))
    kind = models.CharField(max_length=60)
    subject = models.CharField(_("tiêu đề"), max_length=250)
    body = models.TextField(_("nội dung"))
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("thư gửi đi")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MailState.values), name="mail_state_is_known"
            )
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="mail_by_state_and_due")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    def get_absolute_url(self) -> str:
        return reverse("notices:mail_detail", args=[self.token])
