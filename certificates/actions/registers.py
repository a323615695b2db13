"""Opening the register of a year where the office has already issued on paper."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from certificates.models import NumberSeries
from common.models import StateChange
from common.refusals import Refused
from organisations.models import Organisation


@transaction.atomic
def open_register(
    organisation: Organisation,
    *,
    year: int,
    symbol: str,
    last_on_paper: int,
    by: User,
    at: datetime | None = None,
) -> NumberSeries:
    """Begin the register of ``year`` after the last number that was given on paper (0: none was).

    May be said again until the first number has been given here. Raises: Refused, after that.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    register = NumberSeries.objects.filter(organisation=organisation, year=year).first()
    register = register or NumberSeries(organisation=organisation, year=year)
    if register.pk and register.certificates.exists():
        raise Refused(
            _(
                "Sổ năm %(year)d đã có số cấp trên hệ thống nên không đặt lại được. Giấy cấp trên bản giấy sau đó "
                "phải ghi vào sổ khác."
            )
            % {"year": year}
        )
    register.symbol = symbol
    register.first_number = last_on_paper + 1
    register.last_number = last_on_paper
    register.full_clean()
    register.save()
    words = _("Số cuối trên giấy: %(last)d, ký hiệu %(symbol)s")
    StateChange.objects.create(
        subject=register,
        verb="open_register",
        by=by,
        reason=words % {"last": last_on_paper, "symbol": symbol},
        at=at or timezone.now(),
    )
    return register
