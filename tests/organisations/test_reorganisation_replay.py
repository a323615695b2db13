"""1 July 2025 replayed through the screens' own actions gives what the tables load."""

from collections import Counter
from datetime import date

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import F, Q

from common.models import StateChange
from courses.models import CourseRun, Enrolment
from organisations.actions import load_organisations, load_units
from organisations.models import (
    NOT_RECORDED,
    AdministrativeUnit,
    Organisation,
    OrganisationAlias,
    OrganisationSuccession,
    PlannedOrganisation,
    PlannedUnit,
    Reorganisation,
    UnitSuccession,
)
from reports.definitions import DIMENSIONS
from reports.queries import Filters, count
from tests import make
from tests.organisations import replay
from trainees.actions import moves
from trainees.models import Trainee
from trainees.querysets.moves import destinations, waiting

EVE, DAY = replay.EVE, replay.DAY
TODAY = date(2025, 7, 2)


def units():
    rows = AdministrativeUnit.objects.values_list(
        "level",
        "code",
        "name",
        "parent__level",
        "parent__code",
        "parent__valid_from",
        "province__code",
        "province__valid_from",
        "valid_from",
        "valid_to",
        "search_key",
        "match_key",
    )
    return Counter(rows)


def successions():
    ends = [
        f"{side}__{name}"
        for side in ("predecessor", "successor")
        for name in ("level", "code", "valid_from")
    ]
    return Counter(UnitSuccession.objects.values_list(*ends, "relation"))


def pointers():
    rows = AdministrativeUnit.objects.exclude(today=None)
    return Counter(
        rows.values_list("level", "code", "valid_from", "today__code", "today__valid_from")
    )


def committees():
    rows = Organisation.objects.filter(kind="commune_committee")
    return Counter(
        rows.values_list("code", "name", "unit__code", "valid_from", "valid_to", "search_key")
    )


def committee_links():
    rows = OrganisationSuccession.objects.filter(successor__kind="commune_committee")
    return Counter(rows.values_list("predecessor__code", "successor__code", "relation"))


def committee_aliases():
    rows = OrganisationAlias.objects.filter(organisation__kind="commune_committee")
    rows = rows.filter(organisation__valid_from=DAY)
    return Counter(rows.values_list("organisation__code", "name", "match_key"))


def departments():
    rows = Organisation.objects.filter(kind__in=["department", "province_office", "party"])
    return Counter(
        rows.values_list(
            "code", "name", "short_name", "unit__code", "parent__code", "valid_from", "valid_to"
        )
    )


def department_links():
    rows = OrganisationSuccession.objects.filter(successor__valid_from=DAY)
    rows = rows.filter(successor__kind__in=["department", "province_office", "party"])
    return Counter(rows.values_list("predecessor__code", "successor__code", "relation"))


def department_aliases():
    rows = OrganisationAlias.objects.filter(organisation__kind="department")
    return Counter(rows.values_list("organisation__code", "organisation__valid_from", "match_key"))


FACTS = (
    units,
    successions,
    pointers,
    committees,
    committee_links,
    committee_aliases,
    departments,
    department_links,
    department_aliases,
)


def train_people_of_june():
    """Two people of every tenth committee, of Phong Phú, of a district and of two departments, trained in June 2025."""
    run = make.course_run("draft", lead=Organisation.objects.get(code="so-tu-phap-12"))
    CourseRun.objects.filter(pk=run.pk).update(
        starts_on=date(2025, 6, 10), ends_on=date(2025, 6, 11)
    )
    committees_ = Organisation.objects.filter(kind="commune_committee", valid_from=NOT_RECORDED)
    others = Q(code__startswith="ubnd-xa-phong-phu") | Q(
        code__startswith="phong-tu-phap-huyen-than-uyen"
    )
    others |= Q(code="so-tu-phap-68", valid_from=NOT_RECORDED) | Q(code="so-noi-vu-12")
    chosen = [*committees_.order_by("code")[::10], *Organisation.objects.filter(others)]
    for agency in dict.fromkeys(chosen):
        for _ in range(2):
            person = make.trainee(organisation=agency)
            Enrolment.objects.create(
                course_run=run,
                trainee=person,
                state="completed",
                source="nomination",
                category=make.category(),
                organisation=agency,
                unit=agency.unit,
                full_name=person.full_name,
                frozen_at=make.moment(date(2025, 6, 10)),
            )


def figures(dimension):
    """Figures by the name of a unit that holds at all times: level, code and first day."""
    rows = count(Enrolment.objects.all(), DIMENSIONS[dimension], Filters())
    units_ = AdministrativeUnit.objects.in_bulk([int(row.key) for row in rows])
    return {
        (
            units_[int(row.key)].level,
            units_[int(row.key)].code,
            units_[int(row.key)].valid_from,
        ): row.figures
        for row in rows
    }


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """What the tables load, as plain values."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_units()
        load_organisations()
        found = {fact.__name__: fact() for fact in FACTS}
        train_people_of_june()
        found["of the day"], found["of today"] = figures("dia-ban"), figures("dia-ban-nay")
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def eve(django_db_setup, django_db_blocker):
    """30 June 2025, planted once; each test runs inside and leaves no trace."""
    with django_db_blocker.unblock(), transaction.atomic():
        replay.plant_the_eve()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def clerk(eve, db):
    return make.user("Phạm Văn Quản Trị")


def tables():
    """Every row of every table, but for history and the decrees themselves."""
    own = {StateChange}
    kept = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model not in own and not model.__name__.startswith(("Planned", "Reorganisation"))
    ]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in kept}


def test_the_eve_has_106_and_329_communes(clerk):
    there = AdministrativeUnit.objects.communes().valid_on(EVE)

    counts = Counter(there.values_list("province__code", flat=True))
    assert counts == {"12": 106, "68": 137, "67": 71, "60": 121}
    assert AdministrativeUnit.objects.filter(valid_from=DAY).count() == 0


def test_the_replay_gives_exactly_what_the_tables_load(clerk, loaded):
    for province in ("12", "68"):
        moves.apply(replay.planned(province, clerk), by=clerk, today=TODAY)

    for fact in FACTS:
        found, wanted = fact(), loaded[fact.__name__]
        assert (fact.__name__, found - wanted, wanted - found) == (
            fact.__name__,
            Counter(),
            Counter(),
        )


def test_apply_and_undo_leave_every_table_as_before(clerk):
    decree = replay.planned("68", clerk)
    before = tables()

    moves.apply(decree, by=clerk, today=TODAY)
    between = tables()
    moves.undo(decree, by=clerk, reason="Nhập sai ngày")

    after = tables()
    assert between != before
    assert {name for name in before if before[name] != after[name]} == set()
    assert PlannedUnit.objects.exclude(made=None).count() == 0
    assert PlannedOrganisation.objects.exclude(made=None).count() == 0


def test_an_undone_decree_is_applied_again(clerk, loaded):
    decree = replay.planned("12", clerk)

    moves.apply(decree, by=clerk, today=TODAY)
    moves.undo(decree, by=clerk)
    effect = moves.apply(decree, by=clerk, today=TODAY).effect

    assert (effect.units_closed, effect.units_made) == (106 + 8, 38)
    assert Reorganisation.objects.get().state == "applied"


def test_applying_costs_a_handful_of_queries(clerk, django_assert_max_num_queries):
    decree = replay.planned("68", clerk)

    with django_assert_max_num_queries(70):
        moves.apply(decree, by=clerk, today=TODAY)
    assert AdministrativeUnit.objects.filter(valid_from=DAY, pk=F("pk")).count() == 125


def test_people_are_counted_after_as_before_and_restated_as_the_tables_say(clerk, loaded):
    train_people_of_june()
    before = figures("dia-ban")

    for province in ("12", "68"):
        moves.apply(replay.planned(province, clerk), by=clerk, today=TODAY)

    assert before == figures("dia-ban") == loaded["of the day"]
    assert figures("dia-ban-nay") == loaded["of today"]
    assert len(before) > 40
    assert figures("dia-ban-nay") != before


def test_people_of_phong_phu_are_asked_and_the_others_went_along(clerk):
    train_people_of_june()
    for province in ("12", "68"):
        done = moves.apply(replay.planned(province, clerk), by=clerk, today=TODAY)

    phong_phu = Organisation.objects.get(code__startswith="ubnd-xa-phong-phu")
    asked = waiting(Trainee.objects.all())
    assert Counter(str(person.organisation) for person in asked) == {
        "UBND xã Phong Phú": 2,
        "Phòng Tư pháp huyện Than Uyên": 2,
    }
    assert sorted(str(one) for one in destinations(phong_phu)) == [
        "UBND xã Phan Rí Cửa",
        "UBND xã Tuy Phong",
    ]
    assert done.asked == 2
    still = Trainee.objects.exclude(pk__in=asked).filter(organisation__valid_to=EVE)
    assert still.count() == 0
