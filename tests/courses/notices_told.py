"""Who was told of what, for the tests of notices."""

from datetime import date, timedelta

from courses.actions import enrolments
from notices.models import Mail, Notice
from tests import make

TODAY = date.today()
SOON = TODAY + timedelta(days=30)


def forget_all():
    """What was told so far is of no interest."""
    Notice.objects.all().delete()
    Mail.objects.all().delete()


def told():
    """Who was told of what in the site, and which addresses by mail."""
    return (
        sorted((notice.kind, str(notice.recipient)) for notice in Notice.objects.all()),
        sorted((mail.kind, mail.to) for mail in Mail.objects.all()),
    )


def nominated(run, person, by):
    return enrolments.nominate(
        run, person, category=make.category(), organisation=person.organisation, by=by
    )


def body_for(user):
    return Notice.objects.filter(recipient=user).latest("pk").body
