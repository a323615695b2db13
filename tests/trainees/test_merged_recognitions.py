"""What any record of a person is recognised as counts for the person, and is shown once."""

from datetime import date

import pytest

from common.refusals import Refused
from tests import make
from tests.trainees import deciding
from tests.trainees.duplicate_records import merge
from trainees.actions import merges
from trainees.models import Recognition, Trainee

pytestmark = pytest.mark.django_db


def recognised(names, administrator, newspaper, days):
    """One person, a record for each of ``names``, the first in use; all in one category on ``days`` (from, to)."""
    records = [make.trainee("Lò Thị Hoa", newspaper, []) for _ in names]
    category = make.category("legal", "Báo cáo viên pháp luật", "legal", is_public=True)
    held = {}
    for name, record, span in zip(names, records, days, strict=True):
        if span:
            start, end = span
            held[name] = Recognition.objects.create(
                trainee=record,
                category=category,
                valid_from=start,
                valid_to=end,
                recorded_by=administrator,
                **deciding.DECISION,
            )
    for record in records[1:]:
        merge(records[0], record, administrator)
    return held


def test_what_a_merged_record_is_recognised_as_counts_for_the_person(administrator, newspaper):
    kept = make.trainee("Lò Thị Hoa", newspaper, categories=[])
    merged = make.trainee("Lò Hoa", newspaper)
    run = make.course_run()
    made = merge(kept, merged, administrator)

    entered = make.enrolment("nominated", run=run, trainee_=kept)

    assert entered.trainee == kept
    merges.unmerge(made, by=administrator)
    kept.refresh_from_db()
    with pytest.raises(Refused, match="không thuộc đối tượng"):
        make.enrolment("nominated", run=make.course_run(), trainee_=kept)


def test_recognitions_of_a_merged_record_are_filtered_and_listed_once(administrator, newspaper):
    legal = make.category("legal", "Báo cáo viên pháp luật", "legal")
    kept = make.trainee("Lò Thị Hoa", newspaper, categories=[make.category()])
    merged = make.trainee("Lò Hoa", newspaper, categories=[make.category(), legal])
    merge(kept, merged, administrator)

    people_ = Trainee.objects.current().in_category(legal).for_list()

    assert [one.categories_held for one in people_] == [[make.category(), legal]]
    assert list(Trainee.objects.current().search("lo hoa")) == [kept]
    assert Recognition.objects.of_person(kept).valid_on(date.today()).count() == 3


def test_two_merged_siblings_that_say_the_same_are_one_line(administrator, newspaper):
    held = recognised(
        ["in use", "elder", "younger"],
        administrator,
        newspaper,
        [None, (date(2024, 1, 1), None), (date(2025, 1, 1), None)],
    )

    assert list(Recognition.objects.once_each()) == [held["elder"]]
    assert list(Recognition.objects.public_register(date(2026, 1, 1))) == [held["elder"]]


def test_what_is_over_on_the_record_in_use_hides_nothing_that_holds(administrator, newspaper):
    held = recognised(
        ["in use", "merged"],
        administrator,
        newspaper,
        [(date(2020, 1, 1), date(2025, 6, 30)), (date(2025, 1, 1), None)],
    )

    assert list(Recognition.objects.public_register(date(2025, 3, 1))) == [held["in use"]]
    assert list(Recognition.objects.public_register(date(2026, 1, 1))) == [held["merged"]]
