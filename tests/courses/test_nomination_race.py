"""Twenty agencies at once for thirty seats: nobody over quota, nobody over the seats, the waiting list in its order."""

import random
import threading
from contextlib import suppress

import pytest
from django.db import connection

from common.refusals import Refused
from courses.actions import enrolments, quotas, substitutions
from courses.models import Enrolment
from courses.querysets.run_pages import quota_use
from courses.states import EnrolmentState
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

AGENCIES, PEOPLE, QUOTA, SEATS = 20, 10, 5, 30
# SQLite has one writer and an unfair queue before it: more threads would only wait there, some of them too long.
THREADS = 20 if connection.vendor == "postgresql" else 4


def at_once(works):
    """Each list of works on a thread and connection of its own. Returns the errors that were no refusals."""
    start, errors = threading.Barrier(len(works)), []

    def run(acts):
        start.wait(timeout=60)
        for act in acts:
            try:
                act()
            except Refused:
                continue
            except Exception as error:
                errors.append(repr(error))
        connection.close()

    threads = [threading.Thread(target=run, args=[acts]) for acts in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def clerk(run, agency, people, organiser, category, seed):
    """One agency's day: nominates everybody, has them answered, takes some back, sends somebody else."""
    luck, mine = random.Random(seed), []

    def nominate(person):
        made = enrolments.nominate(
            run, person, category=category, organisation=agency, by=organiser
        )
        mine.append(made)
        enrolments.confirm_or_waitlist(made, by=organiser)

    def cancel():
        if mine:
            one = Enrolment.objects.get(pk=mine.pop(luck.randrange(len(mine))).pk)
            enrolments.withdraw(one, by=organiser, reason="Đi công tác")

    def replace(person):
        if mine:
            one = Enrolment.objects.get(pk=mine.pop().pk)
            substitutions.substitute(one, person, category=category, by=organiser, reason="Ốm")

    acts = []
    for number, person in enumerate(people):
        acts.append(lambda person=person: nominate(person))
        if number in (4, 7):
            acts.append(cancel)
    return [*acts, lambda: replace(people[-1])]


def test_two_hundred_nominations_for_thirty_seats_keep_seats_quota_and_order():
    organiser, category = make.user("Lò Thị Tổ Chức", "organiser"), make.category()
    agencies = [make.organisation(kind="press") for _ in range(AGENCIES)]
    run = make.course_run(seats=SEATS, quotas=dict.fromkeys(agencies, QUOTA))
    works = [
        clerk(
            run,
            agency,
            [make.trainee(organisation=agency) for _ in range(PEOPLE)],
            organiser,
            category,
            seed,
        )
        for seed, agency in enumerate(agencies)
    ]

    errors = at_once(
        [[act for acts in works[first::THREADS] for act in acts] for first in range(THREADS)]
    )

    assert errors == []
    # One seat more falls free, so that the list is called for certain, however the threads took turns.
    seat = run.enrolments.filter(state="confirmed").first()
    enrolments.withdraw(seat, by=organiser, reason="Đi công tác")
    kept = run.enrolments.filter(takes_over_seat=True, state="nominated").count()
    assert run.enrolments.holding_a_seat().count() + kept == SEATS
    assert all(use.used <= QUOTA for use in quota_use(run))
    assert all_live_are_unique(run)
    # Whoever was called had waited at least as long as everybody who still waits.
    waiting = list(run.enrolments.waitlisted().values_list("waitlisted_at", flat=True))
    seated = run.enrolments.holding_a_seat().filter(waitlisted_at__isnull=False)
    called = list(seated.values_list("waitlisted_at", flat=True))
    assert waiting
    assert called
    assert max(called) <= min(waiting)


def all_live_are_unique(run):
    people = list(run.enrolments.live().values_list("trainee", flat=True))
    return len(people) == len(set(people))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_order_of_actions_seats_quotas_and_the_list_hold(seed):
    """A random day of one run, checked after every step."""
    luck, by = random.Random(seed), make.user()
    agencies = [make.organisation(kind="press") for _ in range(3)]
    run = make.course_run(
        seats=4,
        quotas=dict.fromkeys(agencies, 4),
        needs_agency_approval=bool(seed % 2),
        nominate_by=None,
    )
    people = {agency: [make.trainee(organisation=agency) for _ in range(6)] for agency in agencies}

    for _ in range(40):
        before = list(run.enrolments.waitlisted().values_list("pk", flat=True))
        with suppress(Refused):
            step(run, luck, people, by)
        check(run, before)


def step(run, luck, people, by):
    agency = luck.choice(list(people))
    live = list(run.enrolments.live())
    one = luck.choice(live) if live else None
    person, category = luck.choice(people[agency]), make.category()
    acts = [
        lambda: enrolments.nominate(
            run,
            person,
            category=category,
            organisation=agency,
            by=by,
            is_approved=luck.random() < 0.7,
        )
    ] * 4
    if one:
        acts += [
            lambda: enrolments.confirm_or_waitlist(one, by=by),
            lambda: enrolments.confirm_or_waitlist(one, by=by),
            lambda: enrolments.confirm(one, by=by),
            lambda: enrolments.waitlist(one, by=by),
            lambda: enrolments.decline(one, by=by, reason="Không đúng đối tượng"),
            lambda: enrolments.withdraw(one, by=by, reason="Ốm"),
            lambda: enrolments.return_(one, by=by, reason="Thiếu"),
            lambda: enrolments.renominate(one, by=by),
            lambda: substitutions.substitute(
                one,
                luck.choice(people[one.nominating_organisation]),
                category=category,
                by=by,
                reason="Ốm",
                by_lead=luck.random() < 0.3,
            ),
            lambda: enrolments.fill_from_waiting_list(run, by=by),
            lambda: quotas.set_seats(
                run, {luck.choice(list(run.quotas.all())).pk: luck.randrange(6)}, by=by
            ),
        ]
    luck.choice(acts)()


def check(run, before):
    assert run.enrolments.holding_a_seat().count() <= run.seats
    assert all(use.used <= use.quota.seats_now for use in quota_use(run))
    assert all_live_are_unique(run)
    after = list(run.enrolments.waitlisted().values_list("pk", flat=True))
    assert after[: len(before)] == [pk for pk in before if pk in after]
    assert not run.enrolments.filter(
        takes_over_seat=True, substitute_for__state__in=EnrolmentState.live()
    )
