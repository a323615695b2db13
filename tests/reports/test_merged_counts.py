"""Counts and lists follow a merge both ways: random histories, merged and taken apart, against the recount."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from random import Random

import pytest
from django.utils import timezone

from certificates.models import Certificate, CertificateBatch, NumberSeries
from common.models import StateChange
from common.states import born
from courses.models import ActivityCompletion, Attendance, Enrolment
from courses.querysets.learning import start_of
from organisations.models import UnitSuccession
from organisations.restating import restate
from reports import queries
from reports.definitions import DIMENSIONS, Basis, Measure
from reports.queries import Filters
from tests import make
from tests.reports.recount import recount
from tests.trainees import deciding
from trainees.actions import duplicates, merges
from trainees.models import DuplicatePair, Recognition, Trainee

pytestmark = pytest.mark.django_db

# Fifty side by side in one world: to count everything costs as much for one as for all of them.
HISTORIES, WORLDS = 200, 4
# Whose own pages are looked at in each world: each costs a dozen queries.
LEARNERS = 8
NOON = date(2025, 6, 15)


class World:
    """What all histories share: agencies of an old and of a new unit, three runs, and who looks."""

    def __init__(self):
        self.by = make.user("Phạm Văn Quản Trị", "administrator")
        old = make.commune("Xã cũ", valid_to=date(2025, 6, 30))
        self.units = [old, make.commune("Xã mới", valid_from=date(2025, 7, 1))]
        UnitSuccession.objects.create(predecessor=old, successor=self.units[1], relation="whole")
        restate()
        self.agencies = [make.organisation(unit=unit) for unit in self.units * 5]
        self.categories = [
            make.category("legal", "Báo cáo viên pháp luật", "legal", is_public=True),
            make.category(),
        ]
        self.officer = make.user("Trần Thị Thống Kê", "doj_officer")
        self.coordinators = [
            make.user(role="coordinator", organisation=a) for a in self.agencies[:2]
        ]
        self.runs = [
            make.course_run(
                "open" if sessions else "draft",
                starts_on=day,
                sessions=sessions,
                categories=self.categories,
                by=self.by,
            )
            for day, sessions in (
                (date(2025, 5, 6), 2),
                (date(2025, 8, 5), 2),
                (date(2026, 2, 3), 0),
            )
        ]
        self.series = NumberSeries.objects.create(
            organisation=self.runs[0].lead_organisation, year=2026, symbol="GCN-STP"
        )
        self.batches = [
            CertificateBatch.objects.create(
                course_run=run, proposed_by=self.by, signer_title="GIÁM ĐỐC", signer_name="A"
            )
            for run in self.runs
        ]


def history(world, chance, number):
    """A few people with random enrolments, ticks, results, certificates and recognitions. Returns the people.

    ``number`` is part of each name, so that nobody is taken for a person of another history.
    """
    agencies = chance.sample(world.agencies, 2)
    people = [
        make.trainee(
            chance.choice(["Lò Thị Hoa", "Lò Thị Hoà", "Vàng A Dơ"]) + f" {number}",
            chance.choice(agencies),
            categories=chance.sample(world.categories, chance.randint(0, 2)),
            birth_year=chance.choice([1980, 1981]),
            user=make.user(last_login=None) if chance.random() < 0.4 else None,
        )
        for _ in range(4)
    ]
    Recognition.objects.filter(trainee__in=people).update(**deciding.DECISION)
    for place, run in enumerate(world.runs):
        for person in chance.sample(people, chance.randint(1, 4)):
            enrol(world, chance, run, place, person)
    return people


def enrol(world, chance, run, place, person):
    state = chance.choice(
        ["confirmed", "completed", "completed", "completed", "failed", "withdrawn"]
    )
    then = make.moment(run.ends_on, 16)
    made = Enrolment.objects.create(
        course_run=run,
        trainee=person,
        state=state,
        source="history",
        category=chance.choice(world.categories),
        nominating_organisation=person.organisation,
        organisation=person.organisation,
        unit=person.organisation.unit,
        full_name=person.full_name,
        frozen_at=then,
    )
    born(made, by=world.by, at=then)
    for session in run.sessions.all():
        if chance.random() < 0.6:
            Attendance.objects.create(
                session=session,
                enrolment=made,
                presence=chance.choice(["present", "late", "absent"]),
                marked_by=world.by,
                marked_at=then,
            )
    if not place % 2 and chance.random() < 0.6:
        activity = run.modules.get().activities.first()
        ActivityCompletion.objects.create(
            enrolment=made, activity=activity, state="complete", completed_at=then
        )
    if state == "completed" and chance.random() < 0.7:
        certify(world, chance, made, place, then)


def certify(world, chance, enrolment, place, then):
    number = make.serial()
    certificate = Certificate.objects.create(
        batch=world.batches[place],
        enrolment=enrolment,
        state=chance.choice(["issued", "issued", "revoked"]),
        series=world.series,
        number=number,
        register_number=f"{number}/2026",
        sha256="0" * 64,
        issued_on=then.date(),
    )
    StateChange.objects.create(
        subject=certificate, verb="issue", after="issued", by=world.by, at=then
    )
    if certificate.state == "revoked":
        StateChange.objects.create(
            subject=certificate,
            verb="revoke",
            before="issued",
            after="revoked",
            by=world.by,
            at=then + timedelta(days=40),
        )


def by_key(rows):
    return {row.key: row.figures for row in rows}


def count(dimension, as_of=None):
    return by_key(
        queries.count(Enrolment.objects.all(), DIMENSIONS.get(dimension), Filters(), as_of)
    )


def counts():
    """Every measure × dimension × basis, today and of a day in between."""
    moments = (None, make.moment(NOON))
    return {(d, at): count(d, at) for d in ("", *DIMENSIONS) for at in moments}


def lists(world, people):
    """Every list that shows people, as each kind of reader sees it."""
    readers = [world.officer, *world.coordinators]
    learners = [one.user for one in people if one.user][:LEARNERS]
    for reader in (*readers, *learners):
        reader.__dict__.pop("scope", None)
    visible = Trainee.objects.order_by("sort_key", "pk")
    return {
        "people": [
            [(one.pk, one.categories_held, one.account) for one in found.for_list()]
            for found in (visible.visible_to(reader).current() for reader in readers)
        ],
        "in category": [
            list(visible.current().in_category(one).values_list("pk", flat=True))
            for one in world.categories
        ],
        "enrolments": [
            sorted(Enrolment.objects.visible_to(r).values_list("pk", flat=True))
            for r in (*readers, *learners)
        ],
        "own classes": [[row.enrolment.pk for row in start_of(user)] for user in learners],
        "own certificates": [
            sorted(Certificate.objects.of_person(user).values_list("pk", flat=True))
            for user in learners
        ],
        "register": [
            list(Certificate.objects.visible_to(r).in_register_order().values_list("pk", flat=True))
            for r in readers
        ],
        "behind": {
            (measure, basis): sorted(behind(measure, basis).values_list("pk", flat=True))
            for measure in Measure.values
            for basis in Basis.values
        },
        "public register": sorted(
            Recognition.objects.public_register(NOON).values_list("pk", flat=True)
        ),
        "queue": sorted(DuplicatePair.objects.open_().values_list("first_id", "second_id")),
    }


def behind(measure, basis):
    return queries.counted(Enrolment.objects.all(), Filters(), measure, basis)


def stand(basis):
    """(record, run) of every line behind the figures of a basis."""
    rows = behind(Measure.PARTICIPATIONS, basis)
    return set(rows.values_list("trainee_id", "course_run_id"))


def merge(kept, merged, by):
    kept.refresh_from_db()
    merged.refresh_from_db()
    return merges.merge(kept, merged, by=by, reason="thử")


@pytest.fixture
def world(justice):
    return World()


@pytest.mark.parametrize("batch", range(WORLDS))
def test_a_merge_takes_away_the_overlap_and_an_undone_one_gives_everything_back(world, batch):
    chance = Random(batch)
    families = [history(world, chance, n) for n in range(batch, HISTORIES, WORLDS)]
    people = [person for family in families for person in family]
    duplicates.find_for([one.pk for one in people])
    before = counts(), lists(world, people)
    known = {basis: stand(basis) for basis in Basis.values}
    agree()

    couples = [chance.sample(family, 2) for family in families]
    made = [merge(kept, merged, world.by) for kept, merged in couples]
    overlap_is_taken_away(before[0]["", None][""], known, couples)
    agree()
    for family, (_kept, merged) in zip(families, couples, strict=True):
        if chance.random() < 0.6:
            again, other = chance.sample([one for one in family if one.pk != merged.pk], 2)
            made.append(merge(again, other, world.by))
    agree()
    chance.shuffle(made)
    for one in made:
        merges.unmerge(one, by=world.by)
    agree()

    assert counts() == before[0]
    assert lists(world, people) == before[1]


def overlap_is_taken_away(before, known, couples):
    """``before``: the total; ``known``: (record, run) by basis then; ``couples``: kept and merged of each history."""
    now = count("")[""]
    kept_of = {merged.pk: kept.pk for kept, merged in couples}
    for basis in Basis.values:
        runs = runs_of(known[basis])
        pairs = [(runs[kept.pk], runs[merged.pk]) for kept, merged in couples]
        now_known = {(kept_of.get(one, one), run) for one, run in known[basis]}
        common = {
            "nguoi": sum(bool(one and other) for one, other in pairs),
            "luot": sum(len(one & other) for one, other in pairs),
        }
        taken = {measure: before[measure, basis] - now[measure, basis] for measure in common}

        assert taken == common
        assert {(kept_of.get(one, one), run) for one, run in stand(basis)} == now_known
        assert behind(Measure.PARTICIPATIONS, basis).count() == now["luot", basis] == len(now_known)
        assert behind(Measure.PEOPLE, basis).count() == now["nguoi", basis]
        assert len(runs_of(now_known)) == now["nguoi", basis]


def runs_of(lines):
    runs = defaultdict(set)
    for person, run in lines:
        runs[person].add(run)
    return runs


def agree():
    """Every dimension against the recount."""
    for dimension in ("", *DIMENSIONS):
        assert not_nought(count(dimension)) == recount(timezone.now(), dimension)


def not_nought(rows):
    """The total is always one row; a recount of nothing has none."""
    return {key: figures for key, figures in rows.items() if any(figures.values())}


def test_two_records_in_one_run_are_one_participation(justice, administrator):
    by = make.user()
    run = make.course_run("running", mark_percent=0, by=by)
    both = [make.enrolment(run=run, by=by) for _ in range(2)]
    for one in both:
        make.attend(one, by=by)

    merge(both[0].trainee, both[1].trainee, administrator)

    figures = count("")[""]
    assert (figures["nguoi", "tham-du"], figures["luot", "tham-du"]) == (1, 1)
    assert list(behind("luot", "tham-du")) == [both[1]]
    assert recount(timezone.now(), "")[""] == figures
    assert Counter(Enrolment.objects.values_list("state", flat=True)) == {"confirmed": 2}
