"""Merging is a pointer: what is written stays, what is read follows, and undoing gives back exactly what was."""

import pytest
from django.utils import timezone

from common.models import StateChange
from common.refusals import Refused
from common.states import move
from courses.actions import enrolments
from courses.models import Enrolment
from tests import make
from tests.trainees.duplicate_records import merge, people
from trainees.actions import claims, merges, rosters
from trainees.models import DuplicatePair, Merge, Recognition, Trainee
from trainees.states import DUPLICATE_ARROWS, DuplicateState

pytestmark = pytest.mark.django_db

# Written out once more, by hand: a slip in trainees/states.py must not move the test with it.
PAIR_TABLE = {
    ("open", "merge_pair"): "merged",
    ("different", "merge_pair"): "merged",
    ("lapsed", "merge_pair"): "merged",
    ("open", "tell_apart"): "different",
    ("open", "lapse_pair"): "lapsed",
    ("merged", "reopen_pair"): "open",
    ("different", "reopen_pair"): "open",
    ("lapsed", "reopen_pair"): "open",
}


def pointers():
    return dict(Trainee.objects.order_by("pk").values_list("pk", "merged_into_id"))


@pytest.mark.parametrize("arrow", DUPLICATE_ARROWS, ids=lambda arrow: arrow.verb)
@pytest.mark.parametrize("state", DuplicateState.values)
def test_the_diagram_of_a_pair_is_whole(state, arrow):
    first, second = people(2)
    pair = DuplicatePair.objects.create(first=first, second=second, state=state)
    target = PAIR_TABLE.get((state, arrow.verb))

    if target is None:
        with pytest.raises(Refused):
            move(pair, arrow, by=None)
    else:
        move(pair, arrow, by=None)

    pair.refresh_from_db()
    assert pair.state == (target or state)
    assert StateChange.objects.of(pair).count() == (target is not None)


def test_a_merge_writes_a_pointer_and_the_history_of_both(administrator):
    kept, merged = people(2)

    made = merge(kept, merged, administrator)

    assert merged.merged_into == kept
    assert (made.kept, made.merged, made.carried) == (kept, merged, [])
    assert [
        StateChange.objects.of(one).values_list("verb", "reason").get() for one in (kept, merged)
    ] == [("merge", "Cơ quan xác nhận")] * 2


def test_a_chain_stays_flat_and_remembers_whom_it_led_on(administrator):
    a, b, c = people(3)

    merge(b, a, administrator)
    second = merge(c, b, administrator)

    assert pointers() == {a.pk: c.pk, b.pk: c.pk, c.pk: None}
    assert second.carried == [a.pk]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_chain_is_taken_apart_in_either_order(administrator, order):
    a, b, c = people(3)
    made = [merge(b, a, administrator), merge(c, b, administrator)]

    merges.unmerge(made[order[0]], by=administrator)
    halfway = pointers()
    merges.unmerge(made[order[1]], by=administrator)

    assert halfway == (
        {a.pk: None, b.pk: c.pk, c.pk: None}
        if order == (0, 1)
        else {a.pk: b.pk, b.pk: None, c.pk: None}
    )
    assert pointers() == {a.pk: None, b.pk: None, c.pk: None}


def test_what_was_merged_anew_in_between_is_not_led_back(administrator):
    a, b, c = people(3)
    first, second = merge(b, a, administrator), merge(c, b, administrator)
    merges.unmerge(first, by=administrator)
    merge(c, a, administrator)

    merges.unmerge(second, by=administrator)

    assert second.carried == [a.pk]
    assert pointers() == {a.pk: c.pk, b.pk: None, c.pk: None}


def test_a_merge_is_undone_once(administrator):
    kept, merged = people(2)
    made = merge(kept, merged, administrator)
    merges.unmerge(made, by=administrator, reason="Nhầm")

    with pytest.raises(Refused, match="đã được hoàn tác"):
        merges.unmerge(Merge.objects.get(pk=made.pk), by=administrator)

    assert StateChange.objects.filter(verb="unmerge").count() == 2


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("itself", "cùng một hồ sơ"),
        ("merged before", "đã được gộp vào hồ sơ khác"),
        ("into a merged one", "đã được gộp vào hồ sơ khác"),
        ("another province", "hai tỉnh khác nhau"),
        ("no reason", "Nêu căn cứ"),
    ],
)
def test_a_merge_is_refused_and_writes_nothing(administrator, other_justice, case, words):
    a, b, c = people(3)
    away = make.trainee("Người Tỉnh Khác", other_justice)
    merge(b, a, administrator)
    before = pointers(), Merge.objects.count(), StateChange.objects.count()
    asked = {
        "itself": (c, c, "lý do"),
        "merged before": (c, a, "lý do"),
        "into a merged one": (a, c, "lý do"),
        "another province": (c, away, "lý do"),
        "no reason": (c, b, "  "),
    }[case]

    with pytest.raises(Refused, match=words):
        merge(*asked[:2], administrator, asked[2])

    assert (pointers(), Merge.objects.count(), StateChange.objects.count()) == before


def with_account(person, *, signed_in=True, is_active=True):
    person.user = make.user(
        person.full_name, last_login=timezone.now() if signed_in else None, is_active=is_active
    )
    person.save()
    return person.user


def test_two_accounts_in_use_are_not_merged_and_the_way_out_is_said(administrator):
    kept, merged = people(2)
    with_account(kept)
    other = with_account(merged)

    with pytest.raises(Refused, match="khóa tài khoản còn lại"):
        merge(kept, merged, administrator)

    other.is_active = False
    other.save()
    assert merge(kept, merged, administrator).merged == merged


def test_two_accounts_in_use_are_found_on_merged_records_too(administrator):
    a, b, c = people(3)
    with_account(a)
    with_account(c)
    merge(b, a, administrator)

    with pytest.raises(Refused, match="khóa tài khoản còn lại"):
        merge(c, b, administrator)


def test_an_account_goes_with_the_person_and_comes_back(administrator, sign_in):
    kept, merged = people(2)
    user = with_account(merged)
    run = make.course_run()
    on_kept, on_merged = (
        make.enrolment(run=one, trainee_=person)
        for one, person in ((run, kept), (make.course_run(), merged))
    )

    made = merge(kept, merged, administrator)
    seen = set(Enrolment.objects.visible_to(user))
    listed = Trainee.objects.visible_to(user).count()
    merges.unmerge(made, by=administrator)

    assert (seen, listed) == ({on_kept, on_merged}, 2)
    assert set(Enrolment.objects.visible_to(user)) == {on_merged}


def test_a_code_given_before_the_merge_makes_no_second_account(administrator):
    kept, merged = people(2)
    code = claims.issue(merged, by=administrator)
    with_account(kept)
    merge(kept, merged, administrator)

    with pytest.raises(claims.WrongCode):
        claims.claim(code, "ten-moi", make.PASSWORD)


def test_no_code_is_given_to_somebody_who_has_an_account_on_another_record(administrator):
    kept, merged = people(2)
    with_account(merged)
    merge(kept, merged, administrator)

    with pytest.raises(Refused, match="đã có tài khoản"):
        claims.issue(kept, by=administrator)


def test_a_person_enters_a_run_once_whichever_record_was_nominated(administrator):
    kept, merged = people(2)
    run = make.course_run()
    make.enrolment("nominated", run=run, trainee_=merged)
    merge(kept, merged, administrator)

    with pytest.raises(Refused, match="đã có trong lớp này"):
        make.enrolment("nominated", run=run, trainee_=kept)


def test_a_merged_record_is_nominated_nowhere(administrator):
    kept, merged = people(2)
    merge(kept, merged, administrator)

    with pytest.raises(Refused, match="đã được gộp"):
        enrolments.nominate(
            make.course_run(),
            merged,
            category=make.category(),
            organisation=merged.organisation,
            by=administrator,
        )


def test_a_list_with_the_old_spelling_finds_the_person_in_use(administrator, newspaper):
    kept = make.trainee("Lò Thị Hoa", newspaper)
    merged = make.trainee("Lò Hoa", newspaper)
    merge(kept, merged, administrator)
    rows = [
        rosters.Entry(merged.full_name, rosters.birth_of(merged), category_id=make.category().pk)
    ]

    found = rosters.commit(rows, newspaper, by=administrator)

    assert found == [kept]
    assert (Trainee.objects.count(), Recognition.objects.count()) == (2, 2)
