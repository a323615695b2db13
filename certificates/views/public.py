"""What anybody may ask: is this paper real? One at a time, no list, no search by name."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from certificates import limits
from certificates.forms import LookupForm
from certificates.models import Certificate
from certificates.states import CertificateState
from certificates.words import CertificateWords
from common.models import StateChange


@login_not_required
@require_GET
def certificate_check(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the QR code. A code that is unknown and one not issued yet look the same."""
    if limits.is_over(request):
        return _too_often(request)
    certificate = Certificate.objects.public().for_check().filter(token=token).first()
    if certificate is None:
        limits.count(request)
        page = render(
            request, "certificates/certificate_unknown.html", {"form": LookupForm()}, status=404
        )
        return _private(page)
    context = {
        "certificate": certificate,
        "words": CertificateWords.from_json(certificate.words),
        "is_valid": certificate.state == CertificateState.ISSUED,
        "change": _last_change(certificate),
        "newer": _newer(certificate),
        "checked_at": timezone.now(),
    }
    return _private(render(request, "certificates/certificate_check.html", context))


@login_not_required
@require_GET
def certificate_lookup(request: HttpRequest) -> HttpResponse:
    """Type the code instead of reading the QR."""
    form = LookupForm(request.GET if "ma" in request.GET else None)
    if form.is_bound:
        if limits.is_over(request):
            return _too_often(request)
        limits.count(request)
        if form.is_valid():
            codes = form.cleaned_data["ma"]
            known = Certificate.objects.public().filter(token__in=codes).first()
            code = known.token if known else codes[0]
            return _private(redirect("certificates:certificate_check", code))
    return _private(render(request, "certificates/certificate_lookup.html", {"form": form}))


def _newer(certificate: Certificate) -> Certificate | None:
    """The one that replaced it."""
    newer = getattr(certificate, "replaced_by", None)
    return newer if newer and newer.state in CertificateState.public() else None


def _last_change(certificate: Certificate) -> StateChange | None:
    """When and why it stopped being valid."""
    if certificate.state == CertificateState.ISSUED:
        return None
    changes = StateChange.objects.of(certificate).filter(after=certificate.state)
    return changes.order_by("-at", "-pk").first()


def _too_often(request: HttpRequest) -> HttpResponse:
    page = render(request, "certificates/certificate_too_often.html", status=429)
    page["Retry-After"] = str(limits.SECONDS)
    return _private(page)


def _private(page: HttpResponse) -> HttpResponse:
    """Not for search engines, not kept, and the code never travels on as a referrer."""
    page["X-Robots-Tag"] = "noindex, nofollow"
    page["Referrer-Policy"] = "no-referrer"
    page["Cache-Control"] = "no-store"
    return page
