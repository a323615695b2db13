"""A run that asks the agency's head first: drafts, a list on the head's desk, a substitute, a waiting list."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from config.demo.classes import Holding, hold, recent
from config.demo.places import Places
from courses.actions import (
    agency_approvals,
    course_runs,
    enrolments,
    nominations,
    quotas,
    substitutions,
)
from courses.models import CourseRun, Enrolment
from courses.querysets.nominations import pickable
from organisations.models import Organisation
from trainees.models import AudienceCategory, Trainee

CODE = "STP-2026-05"
SEATS = 6
OTHERS = 6
Chosen = list[tuple[Trainee, AudienceCategory]]


def call(places: Places, staff: dict[str, User]) -> None:
    """Everything that may happen to a nomination before a class begins, in one run."""
    run = _open(places, staff)
    key = places.key_places()
    _press(run, key["press"], staff)
    _others(run, places, by=staff["tochuc"])


def _open(places: Places, staff: dict[str, User]) -> CourseRun:
    """Ten seats for the newspaper, two for each department; what is unused on the day after the deadline goes back."""
    starts_on = timezone.localdate() + timedelta(days=22)
    legal = ("legal_reporter_province", "legal_affairs_officer")
    opening = Holding(CODE, "Phát ngôn và cung cấp thông tin cho báo chí (lãnh đạo cơ quan duyệt danh sách cử)",
                      starts_on, 2, (*legal, "editor", "reporter"), 0, (10, 11), until="open", seats=SEATS)  # fmt: skip
    # Nobody comes by chance: with no people to choose, only the demonstration's own learner is in.
    hold(recent(opening), Random(0), places, staff)
    run = CourseRun.objects.get(code=CODE)
    run.needs_agency_approval = True
    run.release_unused_on = run.nominate_by + timedelta(days=1) if run.nominate_by else None
    course_runs.update(run, by=staff["tochuc"])
    quotas.add(run, [places.key_places()["press"]], seats=10, by=staff["tochuc"])
    quotas.add(run, places.of_kind("department"), seats=2, by=staff["tochuc"])
    return run


def _press(run: CourseRun, press: Organisation, staff: dict[str, User]) -> None:
    """Three are through: one has a seat and is replaced, one is returned, one waits. Then a list, then two drafts."""
    coordinator, head, organiser = staff["daumoi.bao"], staff["lanhdao.bao"], staff["tochuc"]
    people = _pickable(run, press, 8)
    sent = nominations.nominate_many(run, people[:3], organisation=press, by=coordinator)
    agency_approvals.submit(run, press, by=coordinator)
    agency_approvals.approve(run, _fresh(sent), by=head)
    seated, returned, _waiting = _fresh(sent)
    enrolments.confirm(seated, by=organiser)
    enrolments.return_(returned, by=organiser, reason="Thiếu văn bản cử kèm theo")
    nominations.nominate_many(run, people[3:5], organisation=press, by=coordinator)
    agency_approvals.submit(run, press, by=coordinator)
    person, category = people[5]
    reason = "Được cử đi công tác trùng lịch"
    substitutions.substitute(seated, person, category=category, by=coordinator, reason=reason)
    nominations.nominate_many(run, people[6:8], organisation=press, by=coordinator)


def _others(run: CourseRun, places: Places, *, by: User) -> None:
    """The organiser enters what departments sent on paper, until the seats are gone and two are waiting."""
    departments = [one for one in places.of_kind("department") if _pickable(run, one, 1)]
    for agency in departments[:OTHERS]:
        [(person, category)] = _pickable(run, agency, 1)
        made = enrolments.nominate(
            run, person, category=category, organisation=agency, by=by, is_approved=True
        )
        enrolments.confirm_or_waitlist(made, by=by)


def _pickable(run: CourseRun, agency: Organisation, most: int) -> Chosen:
    people = pickable(run, agency, timezone.localdate()).filter(user=None).order_by("pk")[:most]
    return [(person, person.admitted_recognitions[0].category) for person in people]


def _fresh(sent: list[Enrolment]) -> list[Enrolment]:
    return list(Enrolment.objects.filter(pk__in=[one.pk for one in sent]).order_by("pk"))
